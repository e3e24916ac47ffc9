import { z } from 'zod';

/** Only what Handrail reads; the answers hold much more. https://www.twilio.com/docs/messaging/api/message-resource */
export const CreatedMessage = z.object({ sid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/) });

export const ErrorAnswer = z.object({ code: z.int() });

/** RFC 2822 to whole seconds, as epoch milliseconds. */
const CreationTime = z
  .string()
  .transform(date => Date.parse(date))
  .pipe(z.int());

const LoggedMessage = z.object({ sid: z.string(), body: z.string().nullable(), date_created: CreationTime });
export type LoggedMessage = z.infer<typeof LoggedMessage>;

export const MessagePage = z.object({
  messages: z.array(LoggedMessage),
  /** Relative to the API's origin. */
  next_page_uri: z.string().startsWith('/2010-04-01/').nullish().default(null),
});
export type MessagePage = z.infer<typeof MessagePage>;
