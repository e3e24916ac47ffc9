import { decodeTime, isValid } from 'ulid';
import { expect, test } from 'vitest';
import { chance } from '../../../adapters/aws/chance.ts';
import { isClientCode, isCrisisCode } from '../../../core/codes.ts';
import { epochMs } from '../../../core/time.ts';

const at = '2026-03-02T14:00:00.000Z';
const thousand = Array.from({ length: 1_000 }, (_, i) => i);

test('every code drawn is one that the core accepts, of the length that was asked for', () => {
  for (const length of [3, 4] as const) {
    const crisisCodes = thousand.map(() => chance.crisisCode(length));
    const clientCodes = thousand.map(() => chance.clientCode(length));
    expect(crisisCodes.filter(code => !isCrisisCode(code) || code.length !== length)).toEqual([]);
    expect(clientCodes.filter(code => !isClientCode(code) || code.length !== length)).toEqual([]);
  }
});

test('ids are ULIDs of the instant they are given, and differ', () => {
  const ids = thousand.map(() => chance.ulid(at));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter(id => !isValid(id) || decodeTime(id) !== epochMs(at))).toEqual([]);
});

test('a token is 192 bits that fit a URL', () => {
  expect(chance.token()).toMatch(/^[A-Za-z0-9_-]{32}$/);
});

test('jitter lies between 0 and 1', () => {
  expect(thousand.map(() => chance.jitter()).filter(value => value < 0 || value >= 1)).toEqual([]);
});
