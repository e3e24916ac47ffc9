import { RequestRefused } from '../../adapters/http/http-errors.ts';
import { type HttpHandler, twilioWebhook } from '../../adapters/http/twilio-webhook.ts';
import { InboundSms, SMS_PATH } from '../../adapters/twilio/webhook.ts';
import { hearText } from '../../app/hear-text.ts';
import { NotOurNumber } from '../../app/not-our-number.ts';
import type { Outside } from '../../app/ports.ts';

/** A text reached one of our numbers. The carrier is answered when it is in the store, and not before. */
export function createSmsHandler(outside: Outside): HttpHandler {
  return twilioWebhook(outside, { path: SMS_PATH, schema: InboundSms }, async text => {
    try {
      await hearText(outside, text);
    } catch (error) {
      if (!(error instanceof NotOurNumber)) throw error;
      await outside.alarms.raise({
        name: 'number-without-team',
        what: error.message,
        ids: { sid: text.sid },
      });
      throw new RequestRefused(404, error.message, { cause: error });
    }
  });
}
