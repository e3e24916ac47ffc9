import { awsOutside } from '../../adapters/aws/outside.ts';
import { createSmsStatusHandler } from './handler.ts';

export const handler = createSmsStatusHandler(await awsOutside());
