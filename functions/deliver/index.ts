import { awsOutside } from '../../adapters/aws/outside.ts';
import { createDeliverHandler } from './handler.ts';

export const handler = createDeliverHandler(await awsOutside());
