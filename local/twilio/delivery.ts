import { createHash } from 'node:crypto';
import { mediaPath } from './media.ts';
import type { CarrierLog } from './carrier-log.ts';
import type { TwilioStandInOptions } from './stand-in.ts';
import { Tasks } from './tasks.ts';
import { courseOf } from './text.ts';
import type { StoredText } from './text.ts';
import { postWebhook } from './webhook-post.ts';
import type { PostResult } from './webhook-post.ts';

const CALLBACKS_AT_ONCE = 20;
/** The settings of the real line's number: any failure is retried three times. */
const SMS_WEBHOOK = '/twilio/sms#rc=3&rp=all&rt=4000&tt=15000';
const CALLBACK_OVERRIDES = '#rc=1&rp=all&rt=4000&tt=15000';

/** Carries texts to their end: an inbound one to the line, an outbound one through its statuses. */
export class Delivery {
  readonly #log: CarrierLog;
  readonly #options: TwilioStandInOptions;
  readonly #callbacks = new Tasks(CALLBACKS_AT_ONCE);
  readonly #inbound = new Tasks(Infinity);
  #stopped = false;

  constructor(log: CarrierLog, options: TwilioStandInOptions) {
    this.#log = log;
    this.#options = options;
  }

  busy(): boolean {
    return this.#callbacks.busy() || this.#inbound.busy();
  }

  async idle(): Promise<void> {
    while (this.busy()) {
      await this.#inbound.idle();
      await this.#callbacks.idle();
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  resume(): void {
    for (const text of this.#log.texts()) {
      if (text.direction === 'inbound' && text.progress.answered === null) void this.toLine(text);
      if (text.direction === 'outbound-api') this.toPhone(text);
    }
  }

  /** Resolves when the line has answered, or every try failed. */
  toLine(text: StoredText): Promise<PostResult> {
    return new Promise(resolve => {
      this.#inbound.start(async () => {
        const result = await this.#post(
          `${this.#options.publicUrl}${SMS_WEBHOOK}`,
          inboundFields(text, this.#options),
          text.sid,
        );
        if (result.ok || !this.#stopped) {
          this.#log.append({ entry: 'answered', sid: text.sid, result: result.ok ? 'delivered' : 'failed' });
          this.#options.onChange();
        }
        resolve(result);
      });
    });
  }

  /** Moves the text through the rest of its course, in the background. */
  toPhone(text: StoredText): void {
    if (text.progress.reported >= courseOf(text).length) return;
    this.#callbacks.start(async () => {
      for (const status of courseOf(text).slice(text.progress.reported)) {
        const errorCode = status === text.ending.status ? text.ending.errorCode : null;
        if (text.progress.status !== status) {
          const at = this.#options.clock.now();
          this.#log.append({ entry: 'status', sid: text.sid, status, errorCode, at });
          this.#options.onChange();
        }
        if (text.statusCallback !== null && text.ending.reported) {
          const fields = statusFields(text, status, errorCode, this.#options.accountSid);
          const result = await this.#post(
            `${text.statusCallback}${CALLBACK_OVERRIDES}`,
            fields,
            `${text.sid} ${status}`,
          );
          if (!result.ok && this.#stopped) return;
        }
        this.#log.append({ entry: 'reported', sid: text.sid });
      }
    });
  }

  #post(url: string, fields: Record<string, string>, event: string): Promise<PostResult> {
    return postWebhook(this.#options, url, fields, idempotencyToken(event));
  }
}

/** The same for every delivery of one event, also after a restart. */
function idempotencyToken(event: string): string {
  const hash = createHash('sha256').update(event).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(12, 16),
    hash.slice(16, 20),
    hash.slice(20, 32),
  ].join('-');
}

function inboundFields(
  text: StoredText,
  account: { readonly accountSid: string; readonly webhookBase: string },
): Record<string, string> {
  return {
    ToCountry: 'US',
    SmsMessageSid: text.sid,
    NumMedia: String(text.media.length),
    SmsSid: text.sid,
    SmsStatus: 'received',
    FromCountry: 'US',
    Body: text.body,
    To: text.to,
    NumSegments: '1',
    MessageSid: text.sid,
    AccountSid: account.accountSid,
    From: text.from,
    ApiVersion: '2010-04-01',
    ...Object.fromEntries(
      text.media.flatMap((item, index) => [
        [
          `MediaUrl${index}`,
          `${account.webhookBase}/sim/twilio${mediaPath(account.accountSid, text, index)}`,
        ],
        [`MediaContentType${index}`, item.contentType],
      ]),
    ),
  };
}

function statusFields(
  text: StoredText,
  status: string,
  errorCode: number | null,
  accountSid: string,
): Record<string, string> {
  return {
    SmsSid: text.sid,
    SmsStatus: status,
    MessageStatus: status,
    To: text.to,
    MessageSid: text.sid,
    AccountSid: accountSid,
    From: text.from,
    ApiVersion: '2010-04-01',
    ...(errorCode === null ? {} : { ErrorCode: String(errorCode) }),
  };
}
