import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { isDueAtOnce, lambdaRecord } from './stream-event.ts';

export interface StreamOptions {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly deliver: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
  /** The table changed, and what the stream hands over of it is done. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/** Tails the table's stream into `deliver`, as the event source does on AWS. */
export interface StreamTail {
  /** Looks now rather than at the next poll: something was just committed. */
  nudge(): void;
  /** Settles when all that was committed before the call is handed over and finished. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

const POLL_MS = 50;
const AFTER_ERROR_MS = 1000;
const BATCH_SIZE = 10;
/** As set for the event source on AWS; what is left then, the sweep finds. */
const ATTEMPTS = 3;

/** Begins with what is committed after this call; what was left before belongs to the sweep. */
export async function tailStream(options: StreamOptions): Promise<StreamTail> {
  let shards = await openShards(options, 'LATEST');
  let stopped = false;
  let nudged = false;
  let wake: () => void = () => undefined;
  let waiting: (() => void)[] = [];
  const ended = tail();

  return {
    nudge,
    drained: () =>
      new Promise(done => {
        if (stopped) {
          done();
          return;
        }
        waiting.push(done);
        nudge();
      }),
    stop: async () => {
      stopped = true;
      nudge();
      await ended;
    },
  };

  function nudge(): void {
    nudged = true;
    wake();
  }

  async function tail(): Promise<void> {
    while (!stopped) {
      nudged = false;
      const asked = waiting;
      waiting = [];
      try {
        const empty = await pollOnce();
        if (empty) for (const done of asked) done();
        else waiting.unshift(...asked);
        if (empty) await pause(POLL_MS);
      } catch (error) {
        options.onError(error);
        waiting.unshift(...asked);
        await pause(AFTER_ERROR_MS);
        shards = await openShards(options, 'LATEST').catch(() => shards);
      }
    }
    for (const done of waiting) done();
  }

  /** True when there was nothing new. */
  async function pollOnce(): Promise<boolean> {
    let found = 0;
    for (const [shardId, iterator] of shards) {
      if (iterator === null) continue;
      const { Records = [], NextShardIterator } = await options.client.send(
        new GetRecordsCommand({ ShardIterator: iterator }),
      );
      shards.set(shardId, NextShardIterator ?? null);
      found += Records.length;
      const wanted = Records.filter(isDueAtOnce).map(record => lambdaRecord(record, options.streamArn));
      for (let start = 0; start < wanted.length; start += BATCH_SIZE) {
        await handOver(wanted.slice(start, start + BATCH_SIZE));
      }
      if (NextShardIterator === undefined) shards = await followClosedShard();
    }
    if (found > 0) options.onChange();
    return found === 0;
  }

  async function handOver(batch: readonly DynamoDBRecord[]): Promise<void> {
    let left = batch;
    for (let attempt = 1; left.length > 0 && attempt <= ATTEMPTS; attempt += 1) {
      left = await failedOf(left);
    }
  }

  /** What must be handed over again: everything from the first failure on, for order's sake. */
  async function failedOf(batch: readonly DynamoDBRecord[]): Promise<readonly DynamoDBRecord[]> {
    try {
      const { batchItemFailures } = await options.deliver({ Records: [...batch] });
      const failed = new Set(batchItemFailures.map(failure => failure.itemIdentifier));
      const first = batch.findIndex(record => failed.has(record.dynamodb?.SequenceNumber ?? ''));
      return first === -1 ? [] : batch.slice(first);
    } catch (error) {
      options.onError(error);
      return batch;
    }
  }

  async function followClosedShard(): Promise<Shards> {
    const open = await openShards(options, 'TRIM_HORIZON');
    const place = (shardId: string, start: string | null) =>
      shards.has(shardId) ? (shards.get(shardId) ?? null) : start;
    return new Map([...open].map(([shardId, start]) => [shardId, place(shardId, start)]));
  }

  function pause(ms: number): Promise<void> {
    return new Promise(done => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
      if (nudged) wake();
    });
  }
}

/** Each shard's place in it; null: it is closed and read to its end. */
type Shards = Map<string, string | null>;

async function openShards(options: StreamOptions, from: ShardIteratorType): Promise<Shards> {
  const { client, streamArn } = options;
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  const shards: Shards = new Map();
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    if (ShardId === undefined) continue;
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ShardIteratorType: from }),
    );
    shards.set(ShardId, ShardIterator ?? null);
  }
  return shards;
}
