import { awsOutside } from '../../adapters/aws/outside.ts';
import { createSmsHandler } from './handler.ts';

export const handler = createSmsHandler(await awsOutside());
