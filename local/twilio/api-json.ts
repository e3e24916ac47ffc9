import type { Instant } from '../../core/time.ts';
import { segmentCount } from './segments.ts';
import type { StoredText } from './text.ts';

/** An error answer of the REST API. */
export class RestProblem extends Error {
  override readonly name = 'RestProblem';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  response(): Response {
    return Response.json(
      {
        code: this.code,
        message: this.message,
        more_info: `https://www.twilio.com/docs/errors/${this.code}`,
        status: this.status,
      },
      { status: this.status },
    );
  }
}

export function problem(status: number, code: number, message: string): RestProblem {
  return new RestProblem(status, code, message);
}

/** The message resource, with every field of the real one. */
export function messageJson(text: StoredText, accountSid: string): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${text.sid}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: text.body,
    date_created: rfc2822(text.createdAt),
    date_sent: text.progress.sentAt === null ? null : rfc2822(text.progress.sentAt),
    date_updated: rfc2822(text.progress.updatedAt),
    direction: text.direction,
    error_code: text.progress.errorCode,
    error_message: null,
    from: text.from,
    messaging_service_sid: null,
    num_media: String(text.media.length),
    num_segments: String(segmentCount(text.body)),
    price: null,
    price_unit: 'USD',
    sid: text.sid,
    status: text.progress.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: text.to,
    uri: `${uri}.json`,
  };
}

function rfc2822(at: Instant): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
