import type { Carrier, SendOutcome } from '../../app/ports.ts';
import { epochMs } from '../../core/time.ts';
import type { Instant } from '../../core/time.ts';
import { CreatedMessage, ErrorAnswer, MessagePage } from './api-answers.ts';
import type { LoggedMessage } from './api-answers.ts';
import { mediaBytes } from './media.ts';
import { statusCallbackUrl } from './webhook.ts';

export interface TwilioAccount {
  /** `https://api.twilio.com`, without a slash at the end. */
  readonly apiUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** Our own origin, where status callbacks arrive. */
  readonly publicUrl: string;
  readonly timeoutMs?: number;
}

/** The carrier's log could not be read, so nothing is known of the text; ask again later. */
export class CarrierLogUnavailable extends Error {
  override readonly name = 'CarrierLogUnavailable';
  readonly retryable = true;
}

const DEFAULT_TIMEOUT_MS = 5_000;
const PAGE_SIZE = 200;
/** A thousand texts between one pair of numbers within the minutes a search looks back: far more than a line sends. */
const MAX_PAGES = 5;
/** Twilio's creation time has whole seconds, and its clock is not ours. */
const CLOCK_TOLERANCE_MS = 2_000;

/** Failures to connect: no byte of the request left this machine. */
const NOTHING_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Texts over Twilio's REST API, with plain `fetch`: the helper library costs a cold start 120 ms. */
export function createTwilioCarrier(account: TwilioAccount): Carrier {
  const messagesUri = `/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;

  async function call(uri: string, form?: URLSearchParams): Promise<{ status: number; json: unknown }> {
    const response = await fetch(`${account.apiUrl}${uri}`, {
      ...(form === undefined ? {} : { method: 'POST', body: form }),
      headers: { authorization, accept: 'application/json' },
      signal: AbortSignal.timeout(account.timeoutMs ?? DEFAULT_TIMEOUT_MS),
    });
    const text = await response.text();
    return { status: response.status, json: parsedJson(text) };
  }

  return {
    mediaBytes: url => mediaBytes({ apiUrl: account.apiUrl, authorization }, url),

    async send(text) {
      const form = new URLSearchParams({
        To: text.to,
        From: text.from,
        Body: text.body,
        StatusCallback: statusCallbackUrl(account.publicUrl, text.messageId, text.attempt),
      });
      try {
        const answer = await call(messagesUri, form);
        return outcomeOfAnswer(answer.status, answer.json);
      } catch (error) {
        return outcomeOfFailure(error);
      }
    },

    /**
     * The list comes newest first. It is not narrowed by DateSent: a text still in the carrier's queue has none yet,
     * and that text is just what is looked for.
     */
    async find(text, knownSids) {
      const query = new URLSearchParams({ To: text.to, From: text.from, PageSize: String(PAGE_SIZE) });
      let uri: string | null = `${messagesUri}?${query.toString()}`;
      for (let page = 0; page < MAX_PAGES && uri !== null; page += 1) {
        const { messages, next_page_uri } = await readPage(uri);
        const found = messages.find(
          message =>
            message.body === text.body &&
            isRecent(message, text.createdAfter) &&
            !knownSids.includes(message.sid),
        );
        if (found !== undefined) return found.sid;
        const oldest = messages.at(-1);
        uri = oldest !== undefined && isRecent(oldest, text.createdAfter) ? next_page_uri : null;
      }
      return null;
    },
  };

  async function readPage(uri: string): Promise<MessagePage> {
    let answer;
    try {
      answer = await call(uri);
    } catch (cause) {
      throw new CarrierLogUnavailable('The connection to Twilio failed while its message log was read', {
        cause,
      });
    }
    const page = MessagePage.safeParse(answer.json);
    if (answer.status === 200 && page.success) return page.data;
    throw new CarrierLogUnavailable(`Twilio answered ${answer.status} when its message log was read`, {
      cause: page.error,
    });
  }
}

function isRecent(message: LoggedMessage, createdAfter: Instant): boolean {
  return message.date_created >= epochMs(createdAfter) - CLOCK_TOLERANCE_MS;
}

function outcomeOfAnswer(status: number, json: unknown): SendOutcome {
  if (status === 429) return { outcome: 'retry', error: 'http-429' };
  if (status >= 200 && status < 300) {
    const created = CreatedMessage.safeParse(json);
    return created.success
      ? { outcome: 'accepted', sid: created.data.sid }
      : { outcome: 'unknown', error: `http-${status}-unreadable` };
  }
  const refusal = ErrorAnswer.safeParse(json);
  // Without Twilio's own code a 4xx may come from something in between, and says nothing about the text.
  return status >= 400 && status < 500 && refusal.success
    ? { outcome: 'refused', error: String(refusal.data.code) }
    : { outcome: 'unknown', error: `http-${status}` };
}

function outcomeOfFailure(error: unknown): SendOutcome {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'TimeoutError') return { outcome: 'unknown', error: 'timeout' };
  const code = errorCode(error.cause) ?? error.name;
  return { outcome: NOTHING_SENT.has(code) ? 'retry' : 'unknown', error: code };
}

function errorCode(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schemas reject `undefined`; an answer that is not JSON is judged by its status alone.
    return undefined;
  }
}
