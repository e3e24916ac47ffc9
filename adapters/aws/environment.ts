import { z } from 'zod';

const Origin = z.url({ protocol: /^https$/ }).refine(url => !url.endsWith('/'));

/** What the service stack tells each function. */
export const Environment = z.object({
  TABLE_NAME: z.string().min(1),
  SECRET_ID: z.string().min(1),
  PUBLIC_URL: Origin,
  ALARM_TOPIC_ARN: z.string().min(1),
  REGION: z.string().min(1),
  TWILIO_API_URL: Origin.default('https://api.twilio.com'),
  SLACK_API_URL: z.url().default('https://slack.com/api/'),
});
export type Environment = z.infer<typeof Environment>;

/** The one JSON secret: the pepper is generated with it, a person fills in the rest. */
export const Secrets = z.object({
  KEY_PEPPER: z.string().min(32),
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-f]{32}$/),
  TWILIO_AUTH_TOKEN: z.string().min(1),
  SLACK_SIGNING_SECRET: z.string().min(1),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-'),
});
export type Secrets = z.infer<typeof Secrets>;

/** The deployment is not finished or not whole; the message says what is missing, never a value. */
export class NotConfigured extends Error {
  override readonly name = 'NotConfigured';
}

export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const parsed = Environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  throw new NotConfigured(
    `The function's environment lacks or misstates ${fieldsOf(parsed.error)}. The service stack sets it: deploy it again.`,
  );
}

export function readSecrets(secretId: string, json: string | undefined): Secrets {
  const parsed = Secrets.safeParse(parsedJson(json));
  if (parsed.success) return parsed.data;
  throw new NotConfigured(
    `The secret ${secretId} lacks or misstates ${fieldsOf(parsed.error)}. Fill it in as docs/runbook.md says under "The secrets".`,
  );
}

function fieldsOf(error: z.ZodError): string {
  const fields = new Set(error.issues.map(issue => issue.path.join('.') || 'all of it'));
  return [...fields].join(', ');
}

function parsedJson(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    // The parser's message would quote the secret; the schema says what is wrong without it.
    return undefined;
  }
}
