import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { actFromSlack } from '../app/act-from-slack.ts';
import type { Outside } from '../app/ports.ts';
import { whoIsOnCall } from '../app/who-is-on-call.ts';
import { createCardHandler } from '../functions/card/handler.ts';
import { createClockHandler } from '../functions/clock/handler.ts';
import { createDeliverHandler } from '../functions/deliver/handler.ts';
import { createSlackHandler } from '../functions/slack/handler.ts';
import { createSmsHandler } from '../functions/sms/handler.ts';
import { createSmsStatusHandler } from '../functions/sms-status/handler.ts';
import type { Route } from './api-gateway.ts';

/** The deployed functions, by what calls them: the HTTP API, the table's stream, the minute's rule. */
export interface Functions {
  readonly routes: readonly Route[];
  readonly deliver: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
  readonly sweep: () => Promise<void>;
}

export function createFunctions(outside: Outside): Functions {
  const card = createCardHandler(outside);
  const slack = createSlackHandler(outside, { actFromSlack, whoIsOnCall });
  return {
    routes: [
      { method: 'POST', path: '/twilio/sms', run: createSmsHandler(outside) },
      { method: 'POST', path: '/twilio/sms-status', run: createSmsStatusHandler(outside) },
      { method: 'POST', path: '/slack/events', run: slack },
      { method: 'GET', path: '/card/{token}', run: card },
      { method: 'POST', path: '/card/{token}', run: card },
    ],
    deliver: createDeliverHandler(outside),
    sweep: createClockHandler(outside, { once: true }),
  };
}
