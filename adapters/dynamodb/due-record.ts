import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Job } from '../../core/job.ts';
import { readRow } from './items.ts';

/** The job of a record that passed the stream's filter; anything else is a mistake in the filter and throws. */
export function readDueRecord(record: DynamoDBRecord): Job {
  const image = record.dynamodb?.NewImage;
  if (image === undefined) throw new Error('A record of the stream has no new image');
  return readRow.job(unmarshall(imageOf(image)));
}

type StreamImage = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** The event's types and the SDK's name the same shapes apart; the row's schema is what proves them. */
function imageOf(image: StreamImage): Parameters<typeof unmarshall>[0] {
  return JSON.parse(JSON.stringify(image));
}
