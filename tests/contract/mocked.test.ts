import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createDocumentClient } from '../../adapters/dynamodb/client.ts';
import { newItem } from '../../adapters/dynamodb/items.ts';
import { createJobs } from '../../adapters/dynamodb/jobs.ts';
import { createKeys } from '../../adapters/dynamodb/keys.ts';
import { createStore } from '../../adapters/dynamodb/store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { commitDecision } from '../../app/commit-decision.ts';
import { TooBusy } from '../../app/too-busy.ts';
import type { Write } from '../../core/write.ts';
import { TEST_REGION } from '../support/engine.ts';
import { noAlarms, countingStopwatch, standingClock, stillChance } from '../support/outside.ts';
import { AT, aThread } from '../support/rows.ts';

/** What no local engine does: throttling, contention as AWS reports it, answers that are left half. */
const dynamodb = mockClient(DynamoDBDocumentClient);
const table: Table = {
  client: createDocumentClient({ region: TEST_REGION, endpoint: 'http://127.0.0.1:1' }),
  name: 'handrail',
  keys: createKeys('test-pepper'),
  region: TEST_REGION,
};
const RECEIPT: Write = { write: 'add-receipt', id: 'SM1', at: AT };
const SAVE: Write = { write: 'save-thread', thread: aThread() };
const FINISH: Write = { write: 'finish-timer', id: 'job1', attempts: 0 };
const ADVANCE: Write = { write: 'advance-fate', id: 'job1', status: 'sent', sid: null, error: null, at: AT };

let stopwatch = countingStopwatch();
let outside = world();

function world() {
  const parts = { alarms: noAlarms, clock: standingClock(), chance: stillChance, stopwatch };
  return { ...parts, store: createStore(table, parts), jobs: createJobs(table, parts) };
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

function cancelled(...codes: string[]): Error {
  return new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: codes.map(Code => ({ Code })),
  });
}

beforeEach(() => {
  dynamodb.reset();
  stopwatch = countingStopwatch();
  outside = world();
});

describe('a cancelled transaction', () => {
  test.each([
    { writes: [RECEIPT, SAVE], reasons: ['None', 'TransactionConflict'], result: 'conflict' },
    { writes: [RECEIPT, SAVE], reasons: ['TransactionConflict', 'None'], result: 'conflict' },
    { writes: [RECEIPT, SAVE], reasons: ['None', 'ThrottlingError'], result: 'conflict' },
    { writes: [RECEIPT, SAVE], reasons: ['None', 'ProvisionedThroughputExceeded'], result: 'conflict' },
    {
      writes: [RECEIPT, SAVE],
      reasons: ['ConditionalCheckFailed', 'TransactionConflict'],
      result: 'duplicate',
    },
    { writes: [FINISH, SAVE], reasons: ['ConditionalCheckFailed', 'TransactionConflict'], result: 'gone' },
    {
      writes: [FINISH, RECEIPT],
      reasons: ['ConditionalCheckFailed', 'ConditionalCheckFailed'],
      result: 'duplicate',
    },
    { writes: [ADVANCE], reasons: ['ConditionalCheckFailed'], result: 'conflict' },
  ])('with the reasons $reasons is $result', async ({ writes, reasons, result }) => {
    dynamodb.on(TransactWriteCommand).rejects(cancelled(...reasons));
    expect(await outside.store.commit(writes)).toBe(result);
  });

  test.each([['ValidationError'], ['ItemCollectionSizeLimitExceeded'], ['None']])(
    'for the reason %s alone is thrown: nobody can act on it by trying again',
    async reason => {
      dynamodb.on(TransactWriteCommand).rejects(cancelled('None', reason));
      await expect(outside.store.commit([RECEIPT, SAVE])).rejects.toThrow('Transaction cancelled');
    },
  );

  test('is thrown when one reason is a conflict and another is unknown', async () => {
    dynamodb.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'ValidationError'));
    await expect(outside.store.commit([RECEIPT, SAVE])).rejects.toThrow('Transaction cancelled');
  });
});

describe('a refused request', () => {
  test.each(['ThrottlingException', 'RequestLimitExceeded', 'InternalServerError', 'TimeoutError'])(
    '%s is a conflict: the decision is made again',
    async name => {
      dynamodb.on(TransactWriteCommand).rejects(named(name));
      expect(await outside.store.commit([RECEIPT])).toBe('conflict');
    },
  );

  test.each(['AccessDeniedException', 'ResourceNotFoundException'])('%s is thrown as it is', async name => {
    dynamodb.on(TransactWriteCommand).rejects(named(name));
    await expect(outside.store.commit([RECEIPT])).rejects.toMatchObject({ name });
  });

  test.each(['ECONNRESET', 'ECONNREFUSED'])('a connection that ends in %s is a conflict', async code => {
    dynamodb.on(TransactWriteCommand).rejects(Object.assign(new Error('The connection ended'), { code }));
    expect(await outside.store.commit([RECEIPT])).toBe('conflict');
  });

  test.each(['ThrottlingException', 'InternalServerError'])(
    'a read that meets %s asks the caller to come again',
    async name => {
      dynamodb.on(BatchGetCommand).rejects(named(name));
      dynamodb.on(QueryCommand).rejects(named(name));
      await expect(outside.store.load({ thread: { kind: 'thread', id: 'thread1' } })).rejects.toThrow(
        TooBusy,
      );
      await expect(outside.jobs.due(AT, 10)).rejects.toThrow(TooBusy);
    },
  );
});

describe('a load', () => {
  const one = table.keys.thread('one');
  const two = table.keys.thread('two');
  const item = (id: string) => newItem('thread', table.keys.thread(id), TEST_REGION, aThread({ id }));
  const loadBoth = () =>
    outside.store.load({ one: { kind: 'thread', id: 'one' }, two: { kind: 'thread', id: 'two' } });
  const unread = (key: object) => ({ handrail: { Keys: [key] } });

  test('of nothing asks nothing', async () => {
    expect(await outside.store.load({ nothing: null })).toEqual({ nothing: null });
    expect(dynamodb.calls()).toHaveLength(0);
  });

  test('is one strongly consistent request', async () => {
    dynamodb.on(BatchGetCommand).resolves({ Responses: { handrail: [item('two'), item('one')] } });
    expect(await loadBoth()).toMatchObject({ one: { id: 'one' }, two: { id: 'two' } });
    const [call] = dynamodb.commandCalls(BatchGetCommand);
    expect(dynamodb.calls()).toHaveLength(1);
    expect(call?.args[0].input.RequestItems).toEqual({
      handrail: { Keys: [one, two], ConsistentRead: true },
    });
  });

  test('asks again, a little later, for what DynamoDB left unread, and only for that', async () => {
    dynamodb
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { handrail: [item('one')] }, UnprocessedKeys: unread(two) })
      .resolvesOnce({ UnprocessedKeys: unread(two) })
      .resolvesOnce({ Responses: { handrail: [item('two')] } });
    expect(await loadBoth()).toMatchObject({ one: { id: 'one' }, two: { id: 'two' } });
    const asked = dynamodb
      .commandCalls(BatchGetCommand)
      .map(call => call.args[0].input.RequestItems?.['handrail']?.Keys);
    expect(asked).toEqual([[one, two], [two], [two]]);
    expect(stopwatch.waitsMs).toEqual([25, 50]);
  });

  test('gives up in time for an answer', async () => {
    dynamodb.on(BatchGetCommand).resolves({ UnprocessedKeys: unread(two) });
    await expect(loadBoth()).rejects.toThrow(TooBusy);
    expect(stopwatch.nowMs()).toBeLessThan(1000);
  });
});

describe('a decision', () => {
  const decide = (writes: readonly Write[]) =>
    commitDecision(outside, n => Promise.resolve({ writes, result: n }));

  test('without writes commits nothing', async () => {
    expect(await decide([])).toEqual({ status: 'committed', result: 1 });
    expect(dynamodb.calls()).toHaveLength(0);
  });

  test('is made anew after each conflict, with longer waits between', async () => {
    dynamodb
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled('TransactionConflict'))
      .rejectsOnce(named('ThrottlingException'))
      .resolves({});
    expect(await decide([RECEIPT])).toEqual({ status: 'committed', result: 3 });
    expect(stopwatch.waitsMs).toEqual([20, 40]);
  });

  test.each([
    { write: RECEIPT, status: 'duplicate' },
    { write: FINISH, status: 'gone' },
  ])('that is $status is not made again', async ({ write, status }) => {
    dynamodb.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed'));
    expect(await decide([write])).toEqual({ status, result: 1 });
  });

  test('that cannot be committed within three seconds is given up, and says that it may be tried again', async () => {
    dynamodb.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'));
    await expect(decide([RECEIPT])).rejects.toMatchObject({ name: 'TooBusy', retryable: true });
    expect(stopwatch.nowMs()).toBeLessThanOrEqual(3000);
    expect(stopwatch.nowMs()).toBeGreaterThan(2500);
  });

  test('counts the time its own loading takes', async () => {
    dynamodb.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'));
    let attempts = 0;
    const slow = commitDecision(outside, async () => {
      attempts += 1;
      await stopwatch.wait(1600);
      return { writes: [RECEIPT], result: null };
    });
    await expect(slow).rejects.toThrow(TooBusy);
    expect(attempts).toBe(2);
  });

  test('that meets a store that is ill is made again, and then the caller may try again', async () => {
    dynamodb.on(TransactWriteCommand).rejects(named('InternalServerError'));
    await expect(decide([RECEIPT])).rejects.toMatchObject({ name: 'TooBusy', retryable: true });
    expect(dynamodb.calls().length).toBeGreaterThan(5);
  });

  test('that fails for another reason fails at once', async () => {
    dynamodb.on(TransactWriteCommand).rejects(named('AccessDeniedException'));
    await expect(decide([RECEIPT])).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(dynamodb.calls()).toHaveLength(1);
  });
});
