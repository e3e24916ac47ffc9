import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { z } from 'zod';
import type { Alarms, Log, Settings } from '../../app/ports.ts';
import { answerErrors } from './answer-errors.ts';
import { RequestRefused } from './http-errors.ts';
import { twilioSigned } from './twilio-signed.ts';
import type { SignedEvent } from './twilio-signed.ts';
import { emptyTwiml } from './twiml.ts';

/** The context tells middy when the time is nearly over, so that a request that hangs is answered, logged and alarmed. */
export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * A webhook of Twilio's: verified, parsed, handled, and answered with an empty TwiML once `handle` is done.
 * The schema sees the fields of the URL's query and of the form together.
 */
export function twilioWebhook<T>(
  outside: {
    readonly alarms: Alarms;
    readonly log: Log;
    readonly settings: Pick<Settings, 'publicUrl' | 'twilioAuthToken'>;
  },
  route: { readonly path: string; readonly schema: z.ZodType<T> },
  handle: (form: T, event: APIGatewayProxyEventV2) => Promise<void>,
): HttpHandler {
  const handler = middy(async (event: SignedEvent) => {
    await handle(await readable(event), event);
    return emptyTwiml();
  })
    .use(answerErrors(route.path, outside))
    .use(twilioSigned(route.path, outside.settings));
  return (event, context) => handler({ ...event, signedFields: {} }, context);

  async function readable(event: SignedEvent): Promise<T> {
    const parsed = route.schema.safeParse(event.signedFields);
    if (parsed.success) return parsed.data;
    const fields = [...new Set(parsed.error.issues.map(issue => issue.path.join('.')))].join(', ');
    // Twilio itself sent something that cannot be read: a text may be lost unless somebody looks.
    await outside.alarms.raise({
      name: 'unreadable-webhook',
      what: `Twilio sent a webhook that Handrail cannot read. Look it up by its sid in Twilio's log.`,
      ids: { path: route.path, fields, sid: sidOf(event) },
    });
    throw new RequestRefused(400, `These fields are missing or malformed: ${fields}.`, {
      cause: parsed.error,
    });
  }
}

function sidOf(event: SignedEvent): string {
  const sid = event.signedFields['MessageSid'];
  return typeof sid === 'string' && /^[A-Z]{2}[0-9a-f]{32}$/.test(sid) ? sid : 'none';
}
