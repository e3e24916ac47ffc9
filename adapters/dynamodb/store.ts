import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { CommitResult, Loaded, Outside, Ref, Store } from '../../app/ports.ts';
import type { Write } from '../../core/write.ts';
import { actionOf } from './actions.ts';
import { type Item, readRow } from './items.ts';
import type { Key } from './keys.ts';
import { batchGet, query } from './read.ts';
import { isPassing, refusalOf } from './refusals.ts';
import type { Table } from './table.ts';

/** DynamoDB's own limit for one transaction. */
const MAX_ACTIONS = 100;
const LAST_SEQ = 9_999_999_999;

export function createStore(table: Table, outside: Pick<Outside, 'clock' | 'chance' | 'stopwatch'>): Store {
  const { client, keys } = table;

  // Two signatures: TypeScript cannot follow from a row's kind to the type of its name in `refs`, readRow can.
  async function load<const Refs extends Record<string, Ref | null>>(refs: Refs): Promise<Loaded<Refs>>;
  async function load(refs: Record<string, Ref | null>): Promise<Record<string, unknown>> {
    const wanted = new Map<string, Key>();
    for (const ref of Object.values(refs)) {
      if (ref !== null) wanted.set(nameOf(keyOf(ref, table)), keyOf(ref, table));
    }
    const items = await batchGet(table, [...wanted.values()], outside);
    const found = new Map(items.map(item => [nameOf(item), item]));
    return Object.fromEntries(
      Object.entries(refs).map(([name, ref]) => {
        const item = ref === null ? undefined : found.get(nameOf(keyOf(ref, table)));
        return [name, ref === null || item === undefined ? null : readRow[ref.kind](item)];
      }),
    );
  }

  async function commit(writes: readonly Write[]): Promise<CommitResult> {
    if (writes.length > MAX_ACTIONS) {
      const kinds = [...new Set(writes.map(({ write }) => write))].join(', ');
      throw new Error(`A decision of ${writes.length} writes cannot be one transaction: ${kinds}`);
    }
    const now = outside.clock.now();
    const TransactItems = writes.map(write => actionOf(write, table, now));
    try {
      // The SDK draws an idempotency token for each command and repeats it with its own retries, so a transaction whose
      // answer was lost is not refused by its own receipt. A token of ours would add nothing: a later delivery of the
      // same event is a new decision, and the receipt is what makes it happen once.
      await client.send(new TransactWriteCommand({ TransactItems }));
      return 'committed';
    } catch (error) {
      if (isPassing(error)) return 'conflict';
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons?.map(reason => reason.Code) ?? [];
      const refusal = refusalOf(writes, reasons);
      if (refusal === null) throw error;
      return refusal;
    }
  }

  return {
    threadId: (line, phone) => keys.threadId(line, phone),
    load,
    commit,

    openCrises: async () => {
      const items = await query(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.openCrisis('').pk },
        ConsistentRead: true,
      });
      return items.map(readRow.openCrisis);
    },

    records: async (threadId, { fromSeq = 1, limit } = {}) => {
      const from = keys.record(threadId, fromSeq);
      const items = await query(
        table,
        {
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': from.pk,
            ':from': from.sk,
            ':to': keys.record(threadId, LAST_SEQ).sk,
          },
          ConsistentRead: true,
        },
        limit,
      );
      return items.map(readRow.record);
    },

    events: async crisisId => {
      const items = await query(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.event(crisisId, 1).pk },
        ConsistentRead: true,
      });
      return items.map(readRow.event);
    },

    waiting: async (team, cursor, limit) => {
      const after = keys.waiting(team, cursor ?? '');
      const items = await query(
        table,
        {
          KeyConditionExpression: cursor === null ? 'pk = :pk' : 'pk = :pk AND sk > :after',
          ExpressionAttributeValues: { ':pk': after.pk, ...(cursor !== null && { ':after': after.sk }) },
          ConsistentRead: true,
        },
        limit,
      );
      return items.map(item => readRow.waiting(item).threadId);
    },
  };
}

function nameOf(key: Key | Item): string {
  return `${String(key.pk)} ${String(key.sk)}`;
}

function keyOf(ref: Ref, { keys }: Table): Key {
  switch (ref.kind) {
    case 'agency':
      return keys.agency();
    case 'number':
      return keys.number(ref.number);
    case 'team':
      return keys.team(ref.id);
    case 'thread':
      return keys.thread(ref.id);
    case 'desk':
      return keys.desk(keys.deskId(ref.phone));
    case 'client':
      return keys.client(ref.code);
    case 'crisisCode':
      return keys.crisisCode(ref.code);
    case 'job':
      return keys.job(ref.id);
    case 'cardLink':
      return keys.cardLink(ref.tokenHash);
  }
}
