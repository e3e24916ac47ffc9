import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Jobs, MessageFate, Outside } from '../../app/ports.ts';
import type { Job } from '../../core/job.ts';
import { after, Instant, minutes } from '../../core/time.ts';
import { type Item, readRow, UnreadableRow } from './items.ts';
import { LANES } from './keys.ts';
import { BATCH_LIMIT, batchGet, query } from './read.ts';
import { DUE_INDEX, type Table } from './table.ts';

/** A row that cannot be read is looked at again after this long: it neither blocks the others nor vanishes. */
const ASIDE_MS = { crisis: minutes(1), human: minutes(10), automatic: minutes(10) };

export function createJobs(
  table: Table,
  outside: Pick<Outside, 'alarms' | 'chance' | 'clock' | 'stopwatch'>,
): Jobs {
  const { keys } = table;

  /** The job of a row, or null for one that cannot be read: it is put aside and raises an alarm, and the others go on. */
  async function readJob(item: Item, lane: Job['lane']): Promise<Job | null> {
    try {
      return readRow.job(item);
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error;
      await updateIf(table, {
        Key: { pk: item['pk'], sk: item['sk'] },
        ConditionExpression: 'attribute_exists(due)',
        UpdateExpression: 'SET dueAt = :later',
        ExpressionAttributeValues: { ':later': after(outside.clock.now(), ASIDE_MS[lane]) },
      });
      const alarm = { name: 'unreadable-job', what: error.message, ids: { pk: String(item['pk']) } };
      // It comes again, and the alarm with it; what else is due does not wait for the alarm to get through.
      await outside.alarms.raise(alarm).catch(() => undefined);
      return null;
    }
  }

  /** The jobs of one lane in the order they fall due, at most `limit`, up to `until` or all. */
  async function dueInLane(lane: Job['lane'], until: Instant | null, limit: number): Promise<Job[]> {
    const shards = await Promise.all(
      keys.dueShards(lane).map(shard => dueInShard(table, shard, until, limit)),
    );
    const jobs = (await Promise.all(shards.flat().map(item => readJob(item, lane)))).filter(
      job => job !== null,
    );
    return jobs.sort((one, other) => (dueAtOf(one) < dueAtOf(other) ? -1 : 1)).slice(0, limit);
  }

  async function dueInAllLanes(until: Instant | null, limit: number): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const lane of LANES) {
      if (jobs.length < limit) jobs.push(...(await dueInLane(lane, until, limit - jobs.length)));
    }
    return jobs;
  }

  return {
    due: (at, limit) => dueInAllLanes(at, limit),
    open: () => dueInAllLanes(null, Infinity),

    nextDueAt: async () => {
      const shards = LANES.flatMap(lane => keys.dueShards(lane));
      const firsts = await Promise.all(shards.map(shard => dueInShard(table, shard, null, 1)));
      const instants = firsts.flat().map(item => Instant.parse(item['dueAt']));
      return instants.sort()[0] ?? null;
    },

    claim: async ({ id, seenDueAt }, leaseUntil) => {
      if (leaseUntil <= seenDueAt) {
        throw new Error(
          `The lease of job ${id} would end at ${leaseUntil}, before the job falls due at ${seenDueAt}`,
        );
      }
      // The SDK repeats a call whose answer was lost, and the second try must know the first for its own.
      const claimant = outside.chance.token();
      const item = await updateIf(table, {
        Key: keys.job(id),
        ConditionExpression:
          'attribute_exists(due) AND dueAt = :seen OR attribute_exists(due) AND claimant = :claimant',
        UpdateExpression: 'SET dueAt = :lease, attempts = attempts + :one, claimant = :claimant',
        ExpressionAttributeValues: {
          ':seen': seenDueAt,
          ':lease': leaseUntil,
          ':one': 1,
          ':claimant': claimant,
        },
      });
      return item === null ? null : readRow.job(item);
    },

    putOff: async (job, dueAt) => {
      await updateIf(table, {
        Key: keys.job(job.id),
        ConditionExpression: 'attribute_exists(due) AND attempts = :seen',
        UpdateExpression: 'SET dueAt = :dueAt, attempts = attempts + :one',
        ExpressionAttributeValues: { ':seen': job.attempts, ':dueAt': dueAt, ':one': 1 },
      });
    },

    fates: async messageIds => {
      const fates = new Map<string, MessageFate>();
      const wanted = [...new Set(messageIds)].map(id => keys.job(id));
      for (let start = 0; start < wanted.length; start += BATCH_LIMIT) {
        const items = await batchGet(table, wanted.slice(start, start + BATCH_LIMIT), outside);
        for (const { id, work } of items.map(readRow.job)) {
          if (work.kind === 'message')
            fates.set(id, { status: work.message.status, error: work.message.error });
        }
      }
      return fates;
    },
  };
}

function dueInShard(table: Table, shard: string, until: Instant | null, limit: number): Promise<Item[]> {
  return query(
    table,
    {
      IndexName: DUE_INDEX,
      KeyConditionExpression: until === null ? 'due = :due' : 'due = :due AND dueAt <= :until',
      ExpressionAttributeValues: { ':due': shard, ...(until !== null && { ':until': until }) },
    },
    limit,
  );
}

function dueAtOf(job: Job): Instant {
  if (job.dueAt === null) throw new Error(`Job ${job.id} is in the due-index without a time`);
  return job.dueAt;
}

/** The row after the update, or null when the condition no longer held. */
async function updateIf(table: Table, input: Omit<UpdateCommandInput, 'TableName'>): Promise<Item | null> {
  const command = new UpdateCommand({ ...input, TableName: table.name, ReturnValues: 'ALL_NEW' });
  try {
    const { Attributes } = await table.client.send(command);
    return Attributes ?? null;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
