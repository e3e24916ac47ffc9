import { BatchGetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Chance, Stopwatch } from '../../app/ports.ts';
import { TooBusy } from '../../app/too-busy.ts';
import type { Item } from './items.ts';
import type { Key } from './keys.ts';
import { isPassing } from './refusals.ts';
import type { Table } from './table.ts';

/** What waiting a little while needs. */
export interface Patience {
  readonly stopwatch: Pick<Stopwatch, 'wait'>;
  readonly chance: Pick<Chance, 'jitter'>;
}

/** DynamoDB's own limit for one BatchGetItem. */
export const BATCH_LIMIT = 100;
/** Waits of up to 25, 50, 100 and 200 ms: together well below the time an answer may take. */
const ROUNDS = 5;
const FIRST_WAIT_MS = 25;

/** One strongly consistent BatchGetItem; only what DynamoDB leaves out of its answer is asked for again. */
export async function batchGet(table: Table, keys: readonly Key[], patience: Patience): Promise<Item[]> {
  const items: Item[] = [];
  let left: Item[] = keys.map(key => ({ ...key }));
  for (let round = 0; left.length > 0; round += 1) {
    if (round === ROUNDS) throw new TooBusy(`DynamoDB left ${left.length} rows unread ${ROUNDS} times`);
    if (round > 0) await patience.stopwatch.wait(patience.chance.jitter() * FIRST_WAIT_MS * 2 ** round);
    const command = new BatchGetCommand({
      RequestItems: { [table.name]: { Keys: left, ConsistentRead: true } },
    });
    const answer = await table.client.send(command).catch(throwTooBusyWhenPassing);
    items.push(...(answer.Responses?.[table.name] ?? []));
    left = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
  }
  return items;
}

/** All rows of a query, or the first `limit`, page by page. */
export async function query(
  table: Table,
  input: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>,
  limit = Infinity,
): Promise<Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const command = new QueryCommand({
      ...input,
      TableName: table.name,
      ...(limit !== Infinity && { Limit: limit - items.length }),
      ...(from !== undefined && { ExclusiveStartKey: from }),
    });
    const page = await table.client.send(command).catch(throwTooBusyWhenPassing);
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && items.length < limit);
  return items;
}

function throwTooBusyWhenPassing(error: unknown): never {
  if (isPassing(error)) throw new TooBusy('DynamoDB does not answer reads just now', 1, { cause: error });
  throw error;
}
