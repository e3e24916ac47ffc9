import { expect, test } from 'vitest';
import { readDueRecord } from '../../../adapters/dynamodb/due-record.ts';
import { AT } from '../../support/rows.ts';

const image = { id: { S: 'job1' }, dueAt: { S: AT }, job: { S: 'message' }, message: { M: {} } };

test('a record of the stream tells which job to claim', () => {
  expect(readDueRecord({ eventName: 'INSERT', dynamodb: { NewImage: image } })).toEqual({
    job: { id: 'job1', seenDueAt: AT },
    kind: 'message',
  });
});

test.each([
  ['is no job', { pk: { S: 'RECEIPT#SM1' } }],
  ['has no time', { ...image, dueAt: { S: 'soon' } }],
  ['is of an unknown kind', { ...image, job: { S: 'dance' } }],
])('a record that %s is an error', (_, NewImage) => {
  expect(() => readDueRecord({ eventName: 'INSERT', dynamodb: { NewImage } })).toThrow();
});
