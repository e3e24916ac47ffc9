import type {
  DynamoDBBatchItemFailure,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from 'aws-lambda';
import { readDueRecord } from '../../adapters/dynamodb/due-record.ts';
import { carryOut } from '../../app/carry-out.ts';
import type { Outside } from '../../app/ports.ts';

/** Jobs that were due the moment they were committed, handed over by the table's stream: the fast path of all sending. */
export function createDeliverHandler(
  outside: Outside,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  return async event => {
    // Pages must not wait behind one another; what belongs together is one errand and keeps its order itself.
    const failures = await Promise.all(event.Records.map(record => deliver(outside, record)));
    return { batchItemFailures: failures.filter(failure => failure !== null) };
  };
}

/** A record that cannot be carried out, not even put off, comes again and ends in the dead-letter queue. */
async function deliver(outside: Outside, record: DynamoDBRecord): Promise<DynamoDBBatchItemFailure | null> {
  try {
    await carryOut(outside, readDueRecord(record));
    return null;
  } catch (error) {
    outside.log.error('delivery-failed', error);
    return { itemIdentifier: record.dynamodb?.SequenceNumber ?? '' };
  }
}
