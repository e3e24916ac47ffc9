import { awsOutside } from '../../adapters/aws/outside.ts';
import { actFromSlack } from '../../app/act-from-slack.ts';
import { whoIsOnCall } from '../../app/who-is-on-call.ts';
import { createSlackHandler } from './handler.ts';

export const handler = createSlackHandler(await awsOutside(), { actFromSlack, whoIsOnCall });
