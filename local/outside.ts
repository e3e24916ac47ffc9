import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { chance } from '../adapters/aws/chance.ts';
import { createLog } from '../adapters/aws/log.ts';
import { createJobs } from '../adapters/dynamodb/jobs.ts';
import { createKeys } from '../adapters/dynamodb/keys.ts';
import { createStore } from '../adapters/dynamodb/store.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { realStopwatch } from '../adapters/real-time.ts';
import { createSlackChannels } from '../adapters/slack/channels.ts';
import { createTwilioCarrier } from '../adapters/twilio/carrier.ts';
import type { Alarms, Clock, Outside } from '../app/ports.ts';
import type { LocalSettings } from './settings.ts';

/** The outside of the functions on one computer: production's own adapters, with stand-ins at the far end. */
export function createLocalOutside(options: {
  readonly settings: LocalSettings;
  readonly client: DynamoDBDocumentClient;
  readonly clock: Clock;
  /** Takes one line of the functions' log. */
  readonly log: (line: string) => void;
  /** Tells the person at the keyboard. */
  readonly say: (line: string) => void;
}): { readonly outside: Outside; readonly table: Table } {
  const { settings, client, clock, log, say } = options;
  const table = {
    client,
    name: settings.tableName,
    keys: createKeys(settings.keyPepper),
    region: settings.line.region,
  };
  const chanceAndTime = { clock, chance, stopwatch: realStopwatch };
  const alarms = consoleAlarms(say);
  const outside = {
    ...chanceAndTime,
    store: createStore(table, chanceAndTime),
    jobs: createJobs(table, { ...chanceAndTime, alarms }),
    carrier: createTwilioCarrier({
      apiUrl: settings.twilioApiUrl,
      accountSid: settings.twilioAccountSid,
      authToken: settings.line.twilioAuthToken,
      publicUrl: settings.line.publicUrl,
    }),
    slack: createSlackChannels({
      apiUrl: settings.line.slackApiUrl,
      botToken: settings.line.slackBotToken,
    }),
    alarms,
    log: createLog({ write: log, invocationId: () => 'local', now: () => new Date().toISOString() }),
    settings: settings.line,
  };
  return { outside, table };
}

/** On one computer the engineer to be woken sits at it. */
function consoleAlarms(say: (line: string) => void): Alarms {
  return {
    raise: ({ name, what, ids }) => {
      say(`ALARM ${name}: ${what} ${JSON.stringify(ids)}`);
      return Promise.resolve();
    },
  };
}
