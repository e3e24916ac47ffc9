import { awsOutside } from '../../adapters/aws/outside.ts';
import { createCardHandler } from './handler.ts';

export const handler = createCardHandler(await awsOutside());
