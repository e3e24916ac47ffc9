import { awsOutside } from '../../adapters/aws/outside.ts';
import { createClockHandler } from './handler.ts';

export const handler = createClockHandler(await awsOutside(), { once: false });
