import { z } from 'zod';
import type { DeliveryStatus } from '../../core/job.ts';
import type { Media } from '../../core/record.ts';
import { PhoneNumber } from '../../core/team.ts';

const MessageSid = z.string().regex(/^(SM|MM)[0-9a-f]{32}$/);

/** Twilio allows ten attachments a message; anything far above that is not a message. */
const MAX_MEDIA = 20;

/** A text that arrived, as Twilio's form says it. Unknown fields are ignored: Twilio adds some without notice. */
export const InboundSms = z
  .looseObject({
    MessageSid,
    From: PhoneNumber,
    To: PhoneNumber,
    Body: z.string().default(''),
    NumMedia: z.coerce.number().int().min(0).max(MAX_MEDIA).default(0),
    /** Present only when the account has Advanced Opt-Out: what the carrier made of a reserved word. */
    OptOutType: z.enum(['STOP', 'START', 'HELP']).optional(),
  })
  .transform((form, context) => ({
    sid: form.MessageSid,
    from: form.From,
    to: form.To,
    body: form.Body,
    media: Array.from({ length: form.NumMedia }, (_, index) => mediaAt(form, index, context)),
    optOutType: form.OptOutType ?? null,
  }));
export type InboundSms = z.output<typeof InboundSms>;

function mediaAt(form: Record<string, unknown>, index: number, context: z.RefinementCtx): Media {
  const url = form[`MediaUrl${index}`];
  const contentType = form[`MediaContentType${index}`];
  if (typeof url !== 'string') {
    context.addIssue({ code: 'custom', path: [`MediaUrl${index}`], message: 'Missing attachment' });
    return z.NEVER;
  }
  return {
    url,
    contentType: typeof contentType === 'string' ? contentType : 'application/octet-stream',
    bytes: null,
  };
}

/** Twilio's words for where a message stands, and ours. https://www.twilio.com/docs/messaging/api/message-resource */
const STATUSES = {
  accepted: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  sending: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'failed',
} as const satisfies Record<string, DeliveryStatus>;

const CarrierStatus = z
  .enum([
    'accepted',
    'scheduled',
    'queued',
    'sending',
    'sent',
    'delivered',
    'read',
    'undelivered',
    'failed',
    'canceled',
  ])
  .transform((status): DeliveryStatus => STATUSES[status]);

/** What Twilio reports of a text we sent. `message` and `attempt` are ours, from the callback's URL. */
export const SmsStatus = z
  .looseObject({
    message: z.string().min(1).max(100),
    attempt: z.coerce.number().int().min(0),
    MessageSid,
    MessageStatus: CarrierStatus,
    ErrorCode: z.string().optional(),
  })
  .transform(fields => ({
    messageId: fields.message,
    attempt: fields.attempt,
    sid: fields.MessageSid,
    status: fields.MessageStatus,
    /** Twilio sends `0` or nothing when there is none. */
    error: fields.ErrorCode === undefined || /^0?$/.test(fields.ErrorCode) ? null : fields.ErrorCode,
  }));
export type SmsStatus = z.output<typeof SmsStatus>;

/** Where the carrier reports on one attempt at one message. */
export function statusCallbackUrl(publicUrl: string, messageId: string, attempt: number): string {
  const query = new URLSearchParams({ message: messageId, attempt: String(attempt) });
  return `${publicUrl}${SMS_STATUS_PATH}?${query.toString()}`;
}

export const SMS_PATH = '/twilio/sms';
export const SMS_STATUS_PATH = '/twilio/sms-status';
