import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { z } from 'zod';
import type { Job } from '../../core/job.ts';
import { readRow } from './items.ts';

/** The event's types and the SDK's name the same attributes apart; what they hold is proved by the row's own schema. */
const Image = z.custom<Parameters<typeof unmarshall>[0]>(
  image => typeof image === 'object' && image !== null,
);

/** The job of a record that passed the stream's filter; anything else is a mistake in the filter and throws. */
export function readDueRecord(record: DynamoDBRecord): Job {
  return readRow.job(unmarshall(Image.parse(record.dynamodb?.NewImage)));
}
