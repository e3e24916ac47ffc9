import { InvokeStore } from '@aws/lambda-invoke-store';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Outside } from '../../app/ports.ts';
import { createDocumentClient } from '../dynamodb/client.ts';
import { createJobs } from '../dynamodb/jobs.ts';
import { createKeys } from '../dynamodb/keys.ts';
import { createStore } from '../dynamodb/store.ts';
import { realStopwatch } from '../real-time.ts';
import { createSlackChannels } from '../slack/channels.ts';
import { createTwilioCarrier } from '../twilio/carrier.ts';
import { createSnsAlarms } from './alarms.ts';
import { chance } from './chance.ts';
import { readEnvironment, readSecrets, type Secrets } from './environment.ts';
import { createLog } from './log.ts';
import { systemClock } from './system-clock.ts';

/**
 * The outside of a deployed function. Awaited once, at the top of the function's entry: when a secret is missing the
 * cold start fails, Lambda tries it again with the next event, and no invocation ever runs half configured.
 */
export async function awsOutside(): Promise<Outside> {
  const environment = readEnvironment(process.env);
  const region = environment.REGION;
  const [secrets, invocation] = await Promise.all([
    fetchSecrets(region, environment.SECRET_ID),
    InvokeStore.getInstanceAsync(),
  ]);
  const table = {
    client: createDocumentClient({ region, endpoint: null }),
    name: environment.TABLE_NAME,
    keys: createKeys(secrets.KEY_PEPPER),
    region,
  };
  const chanceAndTime = { clock: systemClock, chance, stopwatch: realStopwatch };
  const alarms = createSnsAlarms(new SNSClient({ region }), environment.ALARM_TOPIC_ARN);
  return {
    ...chanceAndTime,
    store: createStore(table, chanceAndTime),
    jobs: createJobs(table, { ...chanceAndTime, alarms }),
    carrier: createTwilioCarrier({
      apiUrl: environment.TWILIO_API_URL,
      accountSid: secrets.TWILIO_ACCOUNT_SID,
      authToken: secrets.TWILIO_AUTH_TOKEN,
      publicUrl: environment.PUBLIC_URL,
    }),
    slack: createSlackChannels({ apiUrl: environment.SLACK_API_URL, botToken: secrets.SLACK_BOT_TOKEN }),
    alarms,
    log: createLog({
      write: line => process.stdout.write(`${line}\n`),
      invocationId: () => invocation.getRequestId(),
      now: () => systemClock.now(),
    }),
    settings: {
      publicUrl: environment.PUBLIC_URL,
      twilioAuthToken: secrets.TWILIO_AUTH_TOKEN,
      slackSigningSecret: secrets.SLACK_SIGNING_SECRET,
      slackBotToken: secrets.SLACK_BOT_TOKEN,
      slackApiUrl: environment.SLACK_API_URL,
      region,
    },
  };
}

async function fetchSecrets(region: string, secretId: string): Promise<Secrets> {
  const client = new SecretsManagerClient({ region });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  return readSecrets(secretId, SecretString);
}
