import { setTimeout as sleep } from 'node:timers/promises';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createJobs } from '../../adapters/dynamodb/jobs.ts';
import { UnreadableRow } from '../../adapters/dynamodb/items.ts';
import { createStore } from '../../adapters/dynamodb/store.ts';
import { createTableIfMissing, type Table } from '../../adapters/dynamodb/table.ts';
import { commitDecision } from '../../app/commit-decision.ts';
import type { Jobs, Store } from '../../app/ports.ts';
import { after, days, minutes, seconds } from '../../core/time.ts';
import type { CardLink, OpenCrisis, Write } from '../../core/write.ts';
import { freshTable, type TestEngine } from '../support/engine.ts';
import { standingClock } from '../support/outside.ts';
import {
  aClientCard,
  aCode,
  aCrisis,
  aDesk,
  aMessage,
  aMessageJob,
  aRecord,
  AT,
  aThread,
  aTimerJob,
} from '../support/rows.ts';

/** What every engine that holds Handrail's rows must do. */
export function describeStore(engineName: string, start: () => Promise<TestEngine>): void {
  describe(`the store on ${engineName}`, () => {
    const clock = standingClock();
    const realTime = { nowMs: () => performance.now(), wait: (ms: number) => sleep(ms) };
    const chance = {
      ulid: () => 'unused',
      crisisCode: () => 'unused',
      clientCode: () => 'unused',
      token: () => 'unused',
      jitter: Math.random,
    };
    let engine: TestEngine;
    let table: Table;
    let store: Store;
    let jobs: Jobs;

    beforeAll(async () => {
      engine = await start();
    });
    afterAll(() => engine.stop());
    beforeEach(async () => {
      clock.at = AT;
      table = await freshTable(engine);
      store = createStore(table, { clock, chance, stopwatch: realTime });
      jobs = createJobs(table, { chance, stopwatch: realTime });
    });

    async function put(...writes: Write[]): Promise<void> {
      expect(await store.commit(writes)).toBe('committed');
    }
    async function rows(): Promise<Record<string, unknown>[]> {
      const { Items = [] } = await table.client.send(
        new ScanCommand({ TableName: table.name, ConsistentRead: true }),
      );
      return Items;
    }
    async function row(id: string): Promise<Record<string, unknown> | undefined> {
      return (await rows()).find(item => item['pk'] === table.keys.job(id).pk);
    }
    const loadJob = async (id: string) => (await store.load({ job: { kind: 'job', id } })).job;

    test('creating the table again leaves it and its rows as they are', async () => {
      await put({ write: 'add-receipt', id: 'SM1', at: AT });
      await createTableIfMissing(table.client, table.name);
      expect(await rows()).toHaveLength(1);
    });

    describe('load', () => {
      test('finds each kind of row by its own name, and null where there is none', async () => {
        const deskId = table.keys.deskId('+12125550131');
        const link: CardLink = {
          tokenHash: 'hash1',
          clientCode: 'K2A',
          threadId: 'thread1',
          team: 'north',
          staff: 'cm-1',
          until: AT,
          wrongPins: 0,
          usedAt: null,
        };
        await put(
          { write: 'save-thread', thread: aThread({ crisis: aCrisis() }) },
          { write: 'save-desk', desk: aDesk({ id: deskId }) },
          { write: 'claim-client-code', client: aClientCard('K2A') },
          { write: 'claim-crisis-code', claim: aCode('7FQ', AT) },
          { write: 'add-job', job: aTimerJob('job1') },
          { write: 'add-card-link', link },
        );
        const loaded = await store.load({
          one: { kind: 'thread', id: 'thread1' },
          same: { kind: 'thread', id: 'thread1' },
          other: { kind: 'thread', id: 'nobody' },
          nothing: null,
          desk: { kind: 'desk', phone: '+12125550131' },
          client: { kind: 'client', code: 'K2A' },
          code: { kind: 'crisisCode', code: '7FQ' },
          job: { kind: 'job', id: 'job1' },
          link: { kind: 'cardLink', tokenHash: 'hash1' },
          number: { kind: 'number', number: '+12125550100' },
          team: { kind: 'team', id: 'north' },
        });
        expect(loaded).toEqual({
          one: aThread({ rev: 1, crisis: aCrisis() }),
          same: aThread({ rev: 1, crisis: aCrisis() }),
          other: null,
          nothing: null,
          desk: aDesk({ id: deskId, rev: 1 }),
          client: aClientCard('K2A'),
          code: aCode('7FQ', AT),
          job: aTimerJob('job1'),
          link,
          number: null,
          team: null,
        });
      });

      test('a row that cannot be read is an error that names its kind and key, and no contents', async () => {
        await put({ write: 'save-thread', thread: aThread() });
        const broken = { ...(await rows())[0], optedOut: 'my secret' };
        await table.client.send(new PutCommand({ TableName: table.name, Item: broken }));
        const loading = store.load({ thread: { kind: 'thread', id: 'thread1' } });
        await expect(loading).rejects.toThrow(UnreadableRow);
        await expect(loading).rejects.toThrow(/thread row THREAD#thread1 \/ THREAD .*: optedOut$/);
        await expect(loading).rejects.not.toThrow(/secret/);
      });

      test.each([
        { v: 0, readable: true },
        { v: 1, readable: true },
        { v: 2, readable: false },
      ])('a row of version $v: readable is $readable', async ({ v, readable }) => {
        await put({ write: 'save-thread', thread: aThread() });
        await table.client.send(new PutCommand({ TableName: table.name, Item: { ...(await rows())[0], v } }));
        const loading = store.load({ thread: { kind: 'thread', id: 'thread1' } });
        if (readable) expect((await loading).thread).toEqual(aThread({ rev: 1 }));
        else await expect(loading).rejects.toThrow(UnreadableRow);
      });
    });

    describe('commit', () => {
      test('a save of an older revision is a conflict and changes nothing', async () => {
        await put({ write: 'save-thread', thread: aThread() });
        await put({ write: 'save-thread', thread: aThread({ rev: 1, optedOut: true }) });
        expect(await store.commit([{ write: 'save-thread', thread: aThread({ rev: 1 }) }])).toBe('conflict');
        expect(await store.commit([{ write: 'save-thread', thread: aThread({ rev: 0 }) }])).toBe('conflict');
        const { thread } = await store.load({ thread: { kind: 'thread', id: 'thread1' } });
        expect(thread).toEqual(aThread({ rev: 2, optedOut: true }));
      });

      test('a receipt makes an event happen once', async () => {
        const event: Write[] = [
          { write: 'add-receipt', id: 'SM1', at: AT },
          { write: 'add-record', record: aRecord(1) },
        ];
        await put(...event);
        expect(await store.commit(event)).toBe('duplicate');
        expect(await store.records('thread1')).toHaveLength(1);
      });

      test('is all or nothing', async () => {
        await put({ write: 'add-record', record: aRecord(1) });
        const result = await store.commit([
          { write: 'add-receipt', id: 'SM2', at: AT },
          { write: 'save-thread', thread: aThread() },
          { write: 'add-job', job: aTimerJob('job1') },
          { write: 'add-record', record: aRecord(1) },
        ]);
        expect(result).toBe('conflict');
        expect(await rows()).toHaveLength(1);
      });

      test('a duplicate event says so, also when its job is gone and its rows have changed', async () => {
        await put({ write: 'add-receipt', id: 'SM1', at: AT }, { write: 'save-thread', thread: aThread() });
        const gone: Write = { write: 'finish-timer', id: 'never', attempts: 0 };
        const stale: Write = { write: 'save-thread', thread: aThread() };
        expect(await store.commit([stale, gone, { write: 'add-receipt', id: 'SM1', at: AT }])).toBe(
          'duplicate',
        );
        expect(await store.commit([stale, gone])).toBe('gone');
      });

      test('more writes than a transaction holds is a broken invariant', async () => {
        const writes = Array.from({ length: 101 }, (_, n): Write => ({
          write: 'add-record',
          record: aRecord(n + 1),
        }));
        await expect(store.commit(writes)).rejects.toThrow(
          'A decision of 101 writes cannot be one transaction: add-record',
        );
      });

      test('a crisis code is free again after a year, not before', async () => {
        await put({ write: 'claim-crisis-code', claim: aCode('7FQ', AT) });
        const tooSoon = after(AT, days(365));
        expect(await store.commit([{ write: 'claim-crisis-code', claim: aCode('7FQ', tooSoon) }])).toBe(
          'conflict',
        );
        await put({ write: 'claim-crisis-code', claim: aCode('7FQ', after(AT, days(367))) });
        expect((await store.load({ code: { kind: 'crisisCode', code: '7FQ' } })).code?.crisisId).toMatch(
          /2027/,
        );
      });

      test('a client code belongs to the first who claims it', async () => {
        await put({ write: 'claim-client-code', client: aClientCard('K2A') });
        expect(await store.commit([{ write: 'claim-client-code', client: aClientCard('K2A') }])).toBe(
          'conflict',
        );
      });

      test('a card link is used once, and wrong PINs are counted one by one', async () => {
        const link: CardLink = {
          tokenHash: 'hash1',
          clientCode: 'K2A',
          threadId: 'thread1',
          team: 'north',
          staff: 'cm-1',
          until: AT,
          wrongPins: 0,
          usedAt: null,
        };
        const save = (changes: Partial<CardLink>, seenWrongPins: number) =>
          store.commit([{ write: 'save-card-link', link: { ...link, ...changes }, seenWrongPins }]);
        await put({ write: 'add-card-link', link });
        expect(await save({ wrongPins: 1 }, 0)).toBe('committed');
        expect(await save({ wrongPins: 1 }, 0)).toBe('conflict');
        expect(await save({ wrongPins: 1, usedAt: AT }, 1)).toBe('committed');
        expect(await save({ wrongPins: 1, usedAt: AT }, 1)).toBe('conflict');
      });

      test('of 50 concurrent takes of one crisis exactly one wins, and everyone else learns who', async () => {
        await put({ write: 'save-thread', thread: aThread({ crisis: aCrisis() }) });
        const take = (staff: string) =>
          commitDecision({ store, chance, stopwatch: realTime }, async () => {
            const { thread } = await store.load({ thread: { kind: 'thread', id: 'thread1' } });
            if (thread?.crisis == null) throw new Error('The crisis is missing');
            const { phase } = thread.crisis;
            if (phase.state === 'taken') return { writes: [], result: phase.owner };
            const taken = {
              state: 'taken' as const,
              owner: staff,
              at: AT,
              waitingSince: AT,
              wait: 0,
              snoozedUntil: null,
            };
            const changed = { ...thread, crisis: { ...thread.crisis, phase: taken } };
            const receipt: Write = { write: 'add-receipt', id: `take-${staff}`, at: AT };
            return { writes: [{ write: 'save-thread', thread: changed }, receipt], result: staff };
          });
        const takers = Array.from({ length: 50 }, (_, n) => `cm-${n}`);
        const results = await Promise.all(takers.map(take));
        const owners = new Set(results.map(({ result }) => result));
        expect(owners.size).toBe(1);
        expect((await rows()).filter(item => item['row'] === 'receipt')).toHaveLength(1);
        expect((await store.load({ thread: { kind: 'thread', id: 'thread1' } })).thread?.rev).toBe(2);
      });
    });

    describe('lists', () => {
      test('records come in order of seq, from where and as many as asked, for threads and desks', async () => {
        const deskId = table.keys.deskId('+12125550131');
        const threadRecords = [10, 2, 9, 1, 11].map((seq): Write => ({
          write: 'add-record',
          record: aRecord(seq),
        }));
        await put({ write: 'save-thread', thread: aThread() }, ...threadRecords);
        await put({ write: 'add-record', record: aRecord(1, { threadId: deskId, body: 'at the desk' }) });
        const seqs = async (range?: { fromSeq?: number; limit?: number }) =>
          (await store.records('thread1', range)).map(record => record.seq);
        expect(await seqs()).toEqual([1, 2, 9, 10, 11]);
        expect(await seqs({ fromSeq: 3, limit: 2 })).toEqual([9, 10]);
        expect((await store.records(deskId)).map(record => record.body)).toEqual(['at the desk']);
        expect(await store.records('nobody')).toEqual([]);
      });

      test('the board holds every open crisis as it is now', async () => {
        const board = (code: string, owner: string | null): OpenCrisis => ({
          code,
          crisisId: `crisis-${code}`,
          threadId: 'thread1',
          team: 'north',
          severity: 'S3',
          clientCodes: ['K2A'],
          openedAt: AT,
          owner,
          paged: ['cm-1'],
        });
        await put({ write: 'show-open-crisis', crisis: board('7FQ', null) });
        await put({ write: 'show-open-crisis', crisis: board('7FQ', 'cm-1') });
        await put({ write: 'show-open-crisis', crisis: board('3XY', null) });
        expect(await store.openCrises()).toEqual([board('3XY', null), board('7FQ', 'cm-1')]);
        await put({ write: 'clear-open-crisis', code: '3XY' });
        await put({ write: 'clear-open-crisis', code: '3XY' });
        expect(await store.openCrises()).toEqual([board('7FQ', 'cm-1')]);
      });

      test('the timeline of a crisis is in order, and each of its lines is written once', async () => {
        const event = (n: number) =>
          ({ crisisId: 'crisis1', n, at: AT, what: 'paged', staff: ['cm-1'], detail: null }) as const;
        await put(...[11, 2, 1].map((n): Write => ({ write: 'add-event', event: event(n) })));
        expect((await store.events('crisis1')).map(({ n }) => n)).toEqual([1, 2, 11]);
        expect(await store.commit([{ write: 'add-event', event: event(2) }])).toBe('conflict');
      });

      test('waiting threads come in pages, in a stable order', async () => {
        for (const threadId of ['b', 'c', 'a', 'c'])
          await put({ write: 'add-waiting', team: 'north', threadId });
        await put({ write: 'add-waiting', team: 'south', threadId: 'z' });
        expect(await store.waiting('north', null, 2)).toEqual(['a', 'b']);
        expect(await store.waiting('north', 'b', 2)).toEqual(['c']);
        await put({ write: 'clear-waiting', team: 'north', threadId: 'a' });
        expect(await store.waiting('north', null, 9)).toEqual(['b', 'c']);
      });
    });

    describe('jobs', () => {
      const LEASE_END = after(AT, minutes(2));

      test('due jobs come crisis lane first, then by time, and not before their time', async () => {
        const later = after(AT, seconds(10));
        await put(
          { write: 'add-job', job: aTimerJob('automatic', 'automatic') },
          { write: 'add-job', job: aTimerJob('human', 'human') },
          ...Array.from({ length: 8 }, (_, n): Write => {
            const dueAt = after(AT, -seconds(n));
            return { write: 'add-job', job: aTimerJob(`crisis${n}`, 'crisis', dueAt) };
          }),
          { write: 'add-job', job: aTimerJob('later', 'crisis', later) },
        );
        const crisisJobs = Array.from({ length: 8 }, (_, n) => `crisis${7 - n}`);
        const due = async (at: string, limit: number) => (await jobs.due(at, limit)).map(({ id }) => id);
        expect(await due(AT, 100)).toEqual([...crisisJobs, 'human', 'automatic']);
        expect(await due(AT, 9)).toEqual([...crisisJobs, 'human']);
        expect(await due(later, 9)).toEqual([...crisisJobs, 'later']);
        expect(await jobs.nextDueAt()).toBe(after(AT, -seconds(7)));
        expect((await jobs.open()).map(({ id }) => id)).toEqual([
          ...crisisJobs,
          'later',
          'human',
          'automatic',
        ]);
      });

      test('with nothing to do there is no next instant', async () => {
        expect(await jobs.nextDueAt()).toBeNull();
        expect(await jobs.due(AT, 10)).toEqual([]);
      });

      test.each([
        { lane: 'crisis', dueAt: AT, now: 'crisis' },
        { lane: 'human', dueAt: AT, now: 'human' },
        { lane: 'automatic', dueAt: AT, now: undefined },
        { lane: 'crisis', dueAt: after(AT, 1), now: undefined },
      ] as const)(
        'the stream is told at once of a $lane job due at $dueAt: $now',
        async ({ lane, dueAt, now }) => {
          await put({ write: 'add-job', job: aMessageJob('job1', { lane, dueAt }) });
          expect(await row('job1')).toMatchObject({
            job: 'message',
            due: table.keys.due(lane, 'job1'),
            dueAt,
          });
          expect((await row('job1'))?.['now']).toBe(now);
        },
      );

      test('of many who claim a job one gets it, and it counts as one attempt', async () => {
        await put({ write: 'add-job', job: aMessageJob('job1') });
        const claims = await Promise.all(
          Array.from({ length: 10 }, () => jobs.claim({ id: 'job1', seenDueAt: AT }, LEASE_END)),
        );
        expect(claims.filter(job => job !== null)).toEqual([
          aMessageJob('job1', { dueAt: LEASE_END, attempts: 1 }),
        ]);
      });

      test('a claimed job is due again when its lease ends', async () => {
        await put({ write: 'add-job', job: aMessageJob('job1') });
        await jobs.claim({ id: 'job1', seenDueAt: AT }, LEASE_END);
        expect(await jobs.due(AT, 10)).toEqual([]);
        expect((await jobs.due(LEASE_END, 10)).map(({ id }) => id)).toEqual(['job1']);
        const again = await jobs.claim({ id: 'job1', seenDueAt: LEASE_END }, after(LEASE_END, minutes(2)));
        expect(again?.attempts).toBe(2);
      });

      test('a claim of a job that is not there gets nothing', async () => {
        expect(await jobs.claim({ id: 'never', seenDueAt: AT }, LEASE_END)).toBeNull();
        expect(await rows()).toEqual([]);
      });

      test('a lease that ends before it begins is a mistake', async () => {
        await expect(jobs.claim({ id: 'job1', seenDueAt: AT }, AT)).rejects.toThrow('The lease of job job1');
      });

      test('putting a job off counts the attempt, and does nothing once somebody else has it', async () => {
        await put({ write: 'add-job', job: aMessageJob('job1') });
        const held = await jobs.claim({ id: 'job1', seenDueAt: AT }, LEASE_END);
        if (held === null) throw new Error('The claim failed');
        const retryAt = after(AT, seconds(10));
        await jobs.putOff(held, retryAt);
        expect(await loadJob('job1')).toEqual(aMessageJob('job1', { dueAt: retryAt, attempts: 2 }));
        await jobs.putOff(held, after(AT, seconds(99)));
        expect((await loadJob('job1'))?.dueAt).toBe(retryAt);
        await jobs.putOff(aMessageJob('never'), retryAt);
        expect(await loadJob('never')).toBeNull();
      });

      test('a timer is finished once, and by nobody who saw it before it was put off', async () => {
        await put({ write: 'add-job', job: aTimerJob('job1') });
        await jobs.putOff(aTimerJob('job1'), after(AT, seconds(10)));
        expect(await store.commit([{ write: 'finish-timer', id: 'job1', attempts: 0 }])).toBe('gone');
        await put({ write: 'finish-timer', id: 'job1', attempts: 1 });
        expect(await store.commit([{ write: 'finish-timer', id: 'job1', attempts: 1 }])).toBe('gone');
        expect(await jobs.nextDueAt()).toBeNull();
      });
    });

    describe('the fate of a text', () => {
      const fate = (
        status: 'queued' | 'sent' | 'delivered' | 'failed' | 'unknown',
        sid: string | null = 'SM9',
      ) => ({ id: 'job1', status, sid, error: status === 'failed' ? '30003' : null, at: AT }) as const;
      const settle = (attempts: number, status: 'queued' | 'failed' = 'queued') =>
        store.commit([{ write: 'settle-message', attempts, ...fate(status) }]);
      const advance = (...args: Parameters<typeof fate>) =>
        store.commit([{ write: 'advance-fate', ...fate(...args) }]);

      beforeEach(() => put({ write: 'add-job', job: aMessageJob('job1') }));

      test('settling a text ends its job and keeps its row', async () => {
        expect(await settle(0)).toBe('committed');
        expect(await jobs.open()).toEqual([]);
        const message = aMessage({ status: 'queued', sid: 'SM9' });
        expect(await loadJob('job1')).toEqual(aMessageJob('job1', { dueAt: null }, message));
        expect(await settle(0)).toBe('gone');
      });

      test('who lost the lease cannot settle it', async () => {
        await jobs.claim({ id: 'job1', seenDueAt: AT }, after(AT, minutes(2)));
        expect(await settle(0)).toBe('gone');
        expect(await settle(1)).toBe('committed');
      });

      test('a callback that is faster than the carrier’s answer ends the job', async () => {
        expect(await advance('sent')).toBe('committed');
        expect(await jobs.open()).toEqual([]);
        expect(await settle(0)).toBe('gone');
        expect((await jobs.fates(['job1'])).get('job1')).toEqual({ status: 'sent', error: null });
      });

      test.each([
        { from: 'queued', to: 'sent', result: 'committed' },
        { from: 'queued', to: 'delivered', result: 'committed' },
        { from: 'sent', to: 'queued', result: 'conflict' },
        { from: 'sent', to: 'sent', result: 'conflict' },
        { from: 'delivered', to: 'sent', result: 'conflict' },
        { from: 'delivered', to: 'failed', result: 'conflict' },
        { from: 'failed', to: 'delivered', result: 'conflict' },
      ] as const)('a status only moves forward: $to after $from is $result', async ({ from, to, result }) => {
        await advance(from);
        expect(await advance(to)).toBe(result);
        const status = result === 'committed' ? to : from;
        expect((await jobs.fates(['job1'])).get('job1')?.status).toBe(status);
      });

      test('a sid that is not known does not wipe out one that is', async () => {
        await advance('queued', 'SM9');
        await advance('sent', null);
        expect((await loadJob('job1'))?.work).toMatchObject({ message: { sid: 'SM9', status: 'sent' } });
      });

      test('a text of which nothing is known is still to be sent', async () => {
        expect(await advance('unknown', null)).toBe('committed');
        expect((await jobs.open()).map(({ id }) => id)).toEqual(['job1']);
      });

      test('fates of many are found in pages, and unknown ids are left out', async () => {
        const ids = Array.from({ length: 130 }, (_, n) => `many${n}`);
        await put(...ids.slice(0, 70).map((id): Write => ({ write: 'add-job', job: aMessageJob(id) })));
        await put(...ids.slice(70).map((id): Write => ({ write: 'add-job', job: aMessageJob(id) })));
        const fates = await jobs.fates([...ids, 'many0', 'never']);
        expect(fates.size).toBe(130);
        expect(fates.get('many129')).toEqual({ status: 'waiting', error: null });
      });
    });

    describe('errands', () => {
      const errand = {
        errand: 'forward',
        team: 'north',
        threadId: 'thread1',
        fromSeq: 3,
        untilSeq: null,
        intro: null,
      } as const;
      const ask = (asked: string, fromSeq: number, dueAt = AT): Write => ({
        write: 'ask-errand',
        errand: { ...errand, fromSeq },
        lane: 'human',
        asked,
        dueAt,
      });
      const id = 'forward-thread1';

      test('asking for an errand creates a job that the stream sees as new', async () => {
        await put(ask('first', 3));
        expect(await loadJob(id)).toEqual({
          id,
          lane: 'human',
          dueAt: AT,
          attempts: 0,
          work: { kind: 'errand', errand, asked: 'first' },
        });
        expect(await row(id)).toMatchObject({
          row: 'job',
          v: 1,
          region: table.region,
          job: 'errand',
          now: 'human',
          due: table.keys.due('human', id),
        });
      });

      test('asked again while it is claimed it keeps its lease, its place and its count, and cannot end unseen', async () => {
        const leaseUntil = after(AT, minutes(2));
        await put(ask('first', 3));
        await put({ write: 'claim-errand', id, attempts: 0, errand: { ...errand, fromSeq: 5 }, leaseUntil });
        await put(ask('second', 8, after(AT, seconds(5))));
        expect(await loadJob(id)).toEqual({
          id,
          lane: 'human',
          dueAt: leaseUntil,
          attempts: 1,
          work: { kind: 'errand', errand: { ...errand, fromSeq: 5 }, asked: 'second' },
        });
        expect(await store.commit([{ write: 'finish-errand', id, attempts: 1, asked: 'first' }])).toBe(
          'gone',
        );
        await put({ write: 'finish-errand', id, attempts: 1, asked: 'second' });
        expect(await loadJob(id)).toBeNull();
        await put(ask('third', 9));
        expect((await loadJob(id))?.attempts).toBe(0);
      });

      test('of two who claim an errand one gets it', async () => {
        await put(ask('first', 3));
        const claim: Write = {
          write: 'claim-errand',
          id,
          attempts: 0,
          errand,
          leaseUntil: after(AT, minutes(2)),
        };
        const results = await Promise.all([store.commit([claim]), store.commit([claim])]);
        expect(results.toSorted()).toEqual(['committed', 'gone']);
      });
    });
  });
}
