import { type HttpHandler, twilioWebhook } from '../../adapters/http/twilio-webhook.ts';
import { SMS_STATUS_PATH, SmsStatus } from '../../adapters/twilio/webhook.ts';
import { advanceFate } from '../../app/advance-fate.ts';
import type { Outside } from '../../app/ports.ts';

/** The carrier reports where a text stands. */
export function createSmsStatusHandler(outside: Outside): HttpHandler {
  return twilioWebhook(outside, { path: SMS_STATUS_PATH, schema: SmsStatus }, report =>
    advanceFate(outside, report),
  );
}
