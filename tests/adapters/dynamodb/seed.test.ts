import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createJobs } from '../../../adapters/dynamodb/jobs.ts';
import { importRoster } from '../../../adapters/dynamodb/seed.ts';
import { createStore } from '../../../adapters/dynamodb/store.ts';
import type { Table } from '../../../adapters/dynamodb/table.ts';
import type { Store } from '../../../app/ports.ts';
import { nextDigest } from '../../../core/hours.ts';
import { readRoster } from '../../../core/roster.ts';
import { freshTable, startEngine, type TestEngine } from '../../support/engine.ts';
import { noAlarms, countingStopwatch, standingClock, stillChance } from '../../support/outside.ts';
import { rosterFile } from '../../support/roster-file.ts';
import { aCrisis, aRecord, AT, aThread } from '../../support/rows.ts';

let engine: TestEngine;
let table: Table;
let store: Store;
const outside = { clock: standingClock(), chance: stillChance, stopwatch: countingStopwatch() };

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  table = await freshTable(engine);
  store = createStore(table, outside);
});

async function importFile(file = rosterFile()): Promise<void> {
  const reading = readRoster(file);
  if (reading.outcome === 'wrong') throw new Error(reading.problems.join('\n'));
  await importRoster(table, { ...outside, store }, reading.roster, team =>
    nextDigest(team.hours, team.zone, AT),
  );
}
async function everything(): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  return Items;
}
const threadOf = (phone: string) => store.threadId('+12125550100', phone);

test('a roster becomes teams, numbers, desks, cards and threads', async () => {
  await importFile();
  const loaded = await store.load({
    team: { kind: 'team', id: 'north' },
    line: { kind: 'number', number: '+12125550100' },
    desk: { kind: 'number', number: '+12125550101' },
    relay: { kind: 'number', number: '+12125550111' },
    manager: { kind: 'desk', phone: '+12125550131' },
    client: { kind: 'client', code: 'K2A' },
    thread: { kind: 'thread', id: threadOf('+12125550151') },
    shared: { kind: 'thread', id: threadOf('+12125550152') },
  });
  expect(loaded.team).toMatchObject({ id: 'north', rev: 1 });
  expect([loaded.line?.role, loaded.desk?.role, loaded.relay?.role]).toEqual(['line', 'desk', 'relay']);
  expect(loaded.relay).toMatchObject({ team: 'north', line: '+12125550100' });
  expect(loaded.manager).toMatchObject({ staff: 'cm-1', teams: ['north'], rev: 1 });
  expect(loaded.client).toMatchObject({
    threadIds: [threadOf('+12125550151')],
    details: { name: 'Ana', phone: '+12125550151', dateOfBirth: '1990-01-01', address: null },
  });
  expect(loaded.thread).toMatchObject({ kind: 'client', people: [{ code: 'K2A', ownCaseManager: 'cm-1' }] });
  expect(loaded.shared?.people.map(person => person.code)).toEqual(['M4C', 'R7D']);
});

test('importing the same roster again changes nothing', async () => {
  await importFile();
  const before = await everything();
  await importFile();
  expect(await everything()).toEqual(before);
});

test('each team has one digest ahead', async () => {
  await importFile();
  await importFile();
  const jobs = createJobs(table, { ...outside, alarms: noAlarms });
  expect(await jobs.open()).toMatchObject([
    {
      id: 'digest-north-2026-01-06',
      lane: 'automatic',
      dueAt: '2026-01-06T14:00:00.000Z',
      work: { kind: 'timer', timer: { do: 'digest', team: 'north', date: '2026-01-06' } },
    },
  ]);
});

test('a changed roster changes configuration and people, and keeps what happened', async () => {
  await importFile();
  const id = threadOf('+12125550151');
  const { thread } = await store.load({ thread: { kind: 'thread', id } });
  if (thread === null) throw new Error('The thread is missing');
  await store.commit([
    { write: 'save-thread', thread: { ...thread, lastSeq: 1, crisis: aCrisis() } },
    { write: 'add-record', record: aRecord(1, { threadId: id }) },
  ]);

  const file = rosterFile();
  const [north] = file.teams;
  const [ana] = file.clients;
  if (north === undefined || ana === undefined) throw new Error('The roster is empty');
  north.channel = 'elsewhere';
  ana.language = 'es';
  await importFile(file);

  const loaded = await store.load({ team: { kind: 'team', id: 'north' }, thread: { kind: 'thread', id } });
  expect(loaded.team).toMatchObject({ channel: 'elsewhere', rev: 2 });
  expect(loaded.thread).toMatchObject({
    lastSeq: 1,
    rev: 3,
    people: [{ language: 'es' }],
    crisis: { code: '7FQ' },
  });
  expect(await store.records(id)).toHaveLength(1);
});

test('an unknown number that is enrolled becomes a client and keeps its history', async () => {
  const id = threadOf('+12125550151');
  const people = [{ code: 'X9X', name: null, language: 'en', ownCaseManager: null }];
  await store.commit([
    { write: 'save-thread', thread: aThread({ id, kind: 'provisional', people, lastSeq: 4 }) },
  ]);
  await importFile();
  const { thread } = await store.load({ thread: { kind: 'thread', id } });
  expect(thread).toMatchObject({ kind: 'client', lastSeq: 4, people: [{ code: 'K2A' }] });
});

test('no key holds a phone number or a name', async () => {
  await importFile();
  const keys = (await everything()).map(
    item => `${String(item['pk'])} ${String(item['sk'])} ${String(item['due'])}`,
  );
  expect(keys.filter(key => /2125550|Ana|Max|Rosa/.test(key))).toEqual([]);
});
