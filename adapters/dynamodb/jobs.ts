import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Jobs, MessageFate } from '../../app/ports.ts';
import type { Job } from '../../core/job.ts';
import type { Instant } from '../../core/time.ts';
import { type Item, readRow } from './items.ts';
import { LANES } from './keys.ts';
import { BATCH_LIMIT, batchGet, type Patience, query } from './read.ts';
import { DUE_INDEX, type Table } from './table.ts';

export function createJobs(table: Table, patience: Patience): Jobs {
  const { keys } = table;

  /** The jobs of one lane in the order they fall due, at most `limit`, up to `until` or all. */
  async function dueInLane(lane: Job['lane'], until: Instant | null, limit: number): Promise<Job[]> {
    const shards = await Promise.all(
      keys.dueShards(lane).map(shard => dueInShard(table, shard, until, limit)),
    );
    const jobs = shards.flat().map(readRow.job);
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
      const instants = firsts.flat().map(item => dueAtOf(readRow.job(item)));
      return instants.sort()[0] ?? null;
    },

    claim: async ({ id, seenDueAt }, leaseUntil) => {
      if (leaseUntil <= seenDueAt) {
        throw new Error(
          `The lease of job ${id} would end at ${leaseUntil}, before the job falls due at ${seenDueAt}`,
        );
      }
      // An answer that is lost here costs a lease: the retry finds the row claimed, and the sweep brings it again.
      const item = await updateIf(table, {
        Key: keys.job(id),
        ConditionExpression: 'attribute_exists(due) AND dueAt = :seen',
        UpdateExpression: 'SET dueAt = :lease, attempts = attempts + :one',
        ExpressionAttributeValues: { ':seen': seenDueAt, ':lease': leaseUntil, ':one': 1 },
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
        const items = await batchGet(table, wanted.slice(start, start + BATCH_LIMIT), patience);
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
