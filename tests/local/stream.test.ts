import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { type StreamTail, tailStream } from '../../local/stream.ts';
import { freshTable, startEngine, type TestEngine } from '../support/engine.ts';

let engine: TestEngine;
let table: Table;
let streams: DynamoDBStreamsClient;
let tail: StreamTail;
const deliver = vi.fn<(event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>>();
const onError = vi.fn();
const onChange = vi.fn();

beforeAll(async () => {
  engine = await startEngine();
  streams = new DynamoDBStreamsClient({
    endpoint: engine.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(() => engine.stop());

beforeEach(async () => {
  table = await freshTable(engine);
  await put('before');
  deliver.mockReset().mockResolvedValue({ batchItemFailures: [] });
  onError.mockReset();
  onChange.mockReset();
  const { Table: described } = await table.client.send(new DescribeTableCommand({ TableName: table.name }));
  const streamArn = described?.LatestStreamArn ?? '';
  tail = await tailStream({ client: streams, streamArn, deliver, onChange, onError });
});
afterEach(() => tail.stop());

async function put(pk: string, more: Record<string, unknown> = { now: 'crisis' }): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: { pk, sk: 'x', ...more } }));
}

/** The partition keys of each call of `deliver`. */
const handedOver = () =>
  deliver.mock.calls.map(([event]) => event.Records.map(record => record.dynamodb?.Keys?.['pk']?.S));

describe('the tail of the stream', () => {
  it('hands over each new job that is due at once, and nothing else', async () => {
    await put('timer', {});
    await put('page');
    await put('page', { now: 'crisis', changed: true });
    await tail.drained();
    expect(handedOver()).toEqual([['page']]);
  });

  it('hands records over as Lambda does', async () => {
    await put('page', { now: 'human', bytes: Buffer.from('hé'), list: [{ n: 1 }], nothing: null });
    await tail.drained();
    expect(deliver.mock.calls[0]?.[0].Records[0]).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventSourceARN: expect.stringContaining(table.name) as string,
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number) as number,
        StreamViewType: 'NEW_IMAGE',
        SequenceNumber: expect.any(String) as string,
        NewImage: {
          now: { S: 'human' },
          bytes: { B: Buffer.from('hé').toString('base64') },
          list: { L: [{ M: { n: { N: '1' } } }] },
          nothing: { NULL: true },
        },
      },
    });
  });

  it('hands over at most ten at a time, in order', async () => {
    const names = Array.from({ length: 23 }, (_, index) => `page-${index}`);
    for (const name of names) await put(name);
    await tail.drained();
    expect(handedOver().flat()).toEqual(names);
    expect(Math.max(...handedOver().map(batch => batch.length))).toBeLessThanOrEqual(10);
  });

  it('hands over again from the first that failed on, three times in all', async () => {
    deliver.mockImplementation(({ Records }) =>
      Promise.resolve({
        batchItemFailures: Records.filter(record => record.dynamodb?.Keys?.['pk']?.S === 'bad').map(
          record => ({
            itemIdentifier: record.dynamodb?.SequenceNumber ?? '',
          }),
        ),
      }),
    );
    await put('good');
    await put('bad');
    await tail.drained();
    const bad = handedOver().filter(batch => batch.includes('bad'));
    expect(bad).toHaveLength(3);
    expect(bad.at(-1)).toEqual(['bad']);
    expect(
      handedOver()
        .flat()
        .filter(name => name === 'good'),
    ).toEqual(['good']);
  });

  it('goes on after a delivery that threw', async () => {
    deliver.mockRejectedValueOnce(new Error('out of memory'));
    await put('page');
    await tail.drained();
    expect(handedOver()).toEqual([['page'], ['page']]);
    expect(onError).toHaveBeenCalledOnce();
  });

  it('tells of every change, wanted or not', async () => {
    await put('timer', {});
    await tail.drained();
    expect(onChange).toHaveBeenCalled();
    expect(deliver).not.toHaveBeenCalled();
  });

  it('is drained only when what was committed before is finished', async () => {
    const slow = Promise.withResolvers<DynamoDBBatchResponse>();
    deliver.mockReturnValueOnce(slow.promise);
    await put('page');
    let drained = false;
    const done = tail.drained().then(() => {
      drained = true;
    });
    await vi.waitFor(() => expect(deliver).toHaveBeenCalled());
    expect(drained).toBe(false);
    slow.resolve({ batchItemFailures: [] });
    await done;
    expect(drained).toBe(true);
  });

  it('lets nobody wait for it after its end', async () => {
    await tail.stop();
    await tail.drained();
  });
});
