import { z } from 'zod';
import type { Settings } from '../app/ports.ts';
import { StartProblem } from './start-problem.ts';

/** What one computer runs with: every value has a default, and the environment overrides it. */
export interface LocalSettings {
  readonly line: Settings;
  readonly tableName: string;
  readonly keyPepper: string;
  readonly twilioAccountSid: string;
  readonly twilioApiUrl: string;
}

const Environment = z.object({
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TABLE_NAME: z.string().min(3).default('handrail'),
  KEY_PEPPER: z.string().min(32).default('local-pepper-of-this-computer-only'),
  TWILIO_ACCOUNT_SID: z.string().min(1).default('AC00000000000000000000000000000000'),
  TWILIO_AUTH_TOKEN: z.string().min(1).default('local-twilio-token'),
  TWILIO_API_URL: z.url().optional(),
  SLACK_SIGNING_SECRET: z.string().min(1).default('local-slack-secret'),
  SLACK_BOT_TOKEN: z.string().min(1).default('xoxb-local'),
  SLACK_API_URL: z.url().optional(),
  REGION: z.string().min(1).default('local'),
});

/** `base` is where the run listens: the stand-ins answer there unless the environment names the real services. */
export function readSettings(env: NodeJS.ProcessEnv, port: number, base: string): LocalSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(issue => issue.path.join('.')))].join(', ');
    throw new StartProblem(
      `The environment sets ${names} to something that cannot be used: correct or unset it.`,
    );
  }
  const values = parsed.data;
  return {
    line: {
      publicUrl: (values.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, ''),
      twilioAuthToken: values.TWILIO_AUTH_TOKEN,
      slackSigningSecret: values.SLACK_SIGNING_SECRET,
      slackBotToken: values.SLACK_BOT_TOKEN,
      slackApiUrl: values.SLACK_API_URL ?? `${base}/sim/slack/api/`,
      region: values.REGION,
    },
    tableName: values.TABLE_NAME,
    keyPepper: values.KEY_PEPPER,
    twilioAccountSid: values.TWILIO_ACCOUNT_SID,
    twilioApiUrl: values.TWILIO_API_URL ?? `${base}/sim/twilio`,
  };
}
