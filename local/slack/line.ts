import { createHmac } from 'node:crypto';

/** https://docs.slack.dev/interactivity/handling-user-interaction: the app has three seconds to acknowledge. */
const ACKNOWLEDGE_WITHIN_MS = 3000;
const EVENT_RETRIES = 3;

export type Delivered =
  | { readonly ok: true; readonly body: string; readonly json: boolean }
  | { readonly ok: false; readonly error: 'operation_timeout' | 'dispatch_failed'; readonly why: string };

/** The app's end of Slack: `/slack/events` of the line, with requests signed as Slack signs them. */
export interface Line {
  /** A slash command's fields, or an interaction as the one field `payload`. */
  form(fields: Readonly<Record<string, string>>): Promise<Delivered>;
  /** An Events API event, sent again when the line does not answer well. */
  event(envelope: Readonly<Record<string, unknown>>): Promise<Delivered>;
  busy(): boolean;
  idle(): Promise<void>;
}

export function createLine(options: { url: string; signingSecret: string; fetch: typeof fetch }): Line {
  let underWay = 0;
  let waiting: (() => void)[] = [];

  async function send(
    contentType: string,
    body: string,
    headers: Record<string, string> = {},
  ): Promise<Delivered> {
    underWay += 1;
    try {
      const timestamp = String(Math.floor(Date.now() / 1000));
      const response = await options.fetch(options.url, {
        method: 'POST',
        headers: {
          'content-type': contentType,
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': signature(options.signingSecret, timestamp, body),
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          ...headers,
        },
        body,
        signal: AbortSignal.timeout(ACKNOWLEDGE_WITHIN_MS),
      });
      const answer = await response.text();
      if (!response.ok)
        return { ok: false, error: 'dispatch_failed', why: `the line answered ${response.status}` };
      return {
        ok: true,
        body: answer,
        json: response.headers.get('content-type')?.includes('json') ?? false,
      };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError') {
        return { ok: false, error: 'operation_timeout', why: 'the line did not answer within 3 seconds' };
      }
      if (!(error instanceof TypeError)) throw error;
      return { ok: false, error: 'dispatch_failed', why: 'the line cannot be reached' };
    } finally {
      underWay -= 1;
      if (underWay === 0) {
        for (const resolve of waiting) resolve();
        waiting = [];
      }
    }
  }

  return {
    form: fields => send('application/x-www-form-urlencoded', new URLSearchParams(fields).toString()),
    async event(envelope) {
      const body = JSON.stringify(envelope);
      let delivered = await send('application/json', body);
      // Slack retries at once, after one minute and after five; here all at once, so that no clock need move.
      for (let retry = 1; !delivered.ok && retry <= EVENT_RETRIES; retry += 1) {
        const reason = delivered.error === 'operation_timeout' ? 'http_timeout' : 'http_error';
        delivered = await send('application/json', body, {
          'x-slack-retry-num': String(retry),
          'x-slack-retry-reason': reason,
        });
      }
      return delivered;
    },
    busy: () => underWay > 0,
    idle: () => (underWay === 0 ? Promise.resolve() : new Promise(resolve => waiting.push(resolve))),
  };
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}
