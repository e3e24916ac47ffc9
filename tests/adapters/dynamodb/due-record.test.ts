import { expect, test } from 'vitest';
import { readDueRecord } from '../../../adapters/dynamodb/due-record.ts';
import { AT } from '../../support/rows.ts';

const image = {
  pk: { S: 'JOB#job1' },
  sk: { S: 'JOB' },
  row: { S: 'job' },
  v: { N: '1' },
  region: { S: 'local' },
  id: { S: 'job1' },
  lane: { S: 'human' },
  dueAt: { S: AT },
  attempts: { N: '0' },
  job: { S: 'timer' },
  timer: { M: { do: { S: 'give' }, team: { S: 'north' }, threadId: { S: 'thread1' } } },
};

test('a record of the stream is the job as it was written', () => {
  expect(readDueRecord({ eventName: 'INSERT', dynamodb: { NewImage: image } })).toEqual({
    id: 'job1',
    lane: 'human',
    dueAt: AT,
    attempts: 0,
    work: { kind: 'timer', timer: { do: 'give', team: 'north', threadId: 'thread1' } },
  });
});

test.each([
  ['is no job', { pk: { S: 'RECEIPT#SM1' } }],
  ['has no time', { ...image, dueAt: { S: 'soon' } }],
  ['is of an unknown kind', { ...image, job: { S: 'dance' } }],
])('a record that %s is an error', (_, NewImage) => {
  expect(() => readDueRecord({ eventName: 'INSERT', dynamodb: { NewImage } })).toThrow();
});
