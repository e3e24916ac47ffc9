import { expect, test } from 'vitest';
import { createKeys } from '../../../adapters/dynamodb/keys.ts';
import { Lane } from '../../../core/job.ts';

const keys = createKeys('pepper');
const LINE = '+12125550100';
const PHONE = '+12125550151';

test('a phone on two lines is two threads, and always the same ones', () => {
  const onOne = keys.threadId(LINE, PHONE);
  expect(onOne).toMatch(/^[0-9a-f]{32}$/);
  expect(keys.threadId(LINE, PHONE)).toBe(onOne);
  expect(keys.threadId('+12125550200', PHONE)).not.toBe(onOne);
});

test('without the pepper a number cannot be found by its key', () => {
  expect(createKeys('other').threadId(LINE, PHONE)).not.toBe(keys.threadId(LINE, PHONE));
  expect(createKeys('other').number(PHONE)).not.toEqual(keys.number(PHONE));
});

test('one number has unrelated keys as a number, a desk and a thread', () => {
  const hmacs = [keys.number(PHONE).pk, keys.deskId(PHONE), keys.threadId(LINE, PHONE)].map(key =>
    key.slice(-32),
  );
  expect(new Set(hmacs).size).toBe(3);
});

test('a desk keeps its records beside it, as a thread does', () => {
  const desk = keys.deskId(PHONE);
  expect(keys.record(desk, 1).pk).toBe(keys.desk(desk).pk);
  expect(keys.desk(desk).pk).toMatch(/^DESK#[0-9a-f]{32}$/);
  expect(keys.record('thread1', 1)).toEqual({ pk: 'THREAD#thread1', sk: 'RECORD#0000000001' });
});

test('jobs spread over all shards of their lane, and each stays in its own', () => {
  for (const lane of Lane.options) {
    const used = new Set(Array.from({ length: 200 }, (_, n) => keys.due(lane, `job${n}`)));
    expect([...used].toSorted()).toEqual(keys.dueShards(lane));
    expect(keys.due(lane, 'job1')).toBe(keys.due(lane, 'job1'));
  }
});
