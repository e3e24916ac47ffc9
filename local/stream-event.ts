import type { AttributeValue as SdkValue, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

/** The filter of the event source on AWS: a new job that is due at once carries its lane as `now`. */
export function isDueAtOnce(record: StreamRecord): boolean {
  return record.eventName === 'INSERT' && record.dynamodb?.NewImage?.['now']?.S !== undefined;
}

/** A record of the stream as Lambda hands it over: times in seconds, bytes in base64. */
export function lambdaRecord(record: StreamRecord, streamArn: string): DynamoDBRecord {
  const { eventID, eventName, eventVersion, eventSource, awsRegion, dynamodb = {} } = record;
  const { ApproximateCreationDateTime: created, Keys, NewImage, OldImage, ...rest } = dynamodb;
  return defined({
    eventID,
    eventName,
    eventVersion,
    eventSource,
    awsRegion,
    eventSourceARN: streamArn,
    dynamodb: defined({
      ...rest,
      ApproximateCreationDateTime: created && Math.floor(created.getTime() / 1000),
      Keys: Keys && image(Keys),
      NewImage: NewImage && image(NewImage),
      OldImage: OldImage && image(OldImage),
    }),
  });
}

function image(values: Record<string, SdkValue>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, lambdaValue(value)]));
}

function lambdaValue(value: SdkValue): AttributeValue {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(lambdaValue) };
  if (value.M !== undefined) return { M: image(value.M) };
  return value;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** JSON leaves out what is undefined, and so do Lambda's events. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}
