import { beforeEach, describe, expect, test } from 'vitest';
import { after, minutes, seconds } from '../../core/time.ts';
import type { Write } from '../../core/write.ts';
import { aMessage, aMessageJob, AT } from '../support/rows.ts';
import type { World } from './contract.ts';

export function describeFatesAndErrands(world: World): void {
  describe('the fate of a text', () => {
    const fate = (
      status: 'queued' | 'sent' | 'delivered' | 'failed' | 'unknown',
      sid: string | null = 'SM9',
    ) => ({ id: 'job1', status, sid, error: status === 'failed' ? '30003' : null, at: AT }) as const;
    const settle = (attempts: number, status: 'queued' | 'failed' = 'queued') =>
      world.store.commit([{ write: 'settle-message', attempts, ...fate(status) }]);
    const advance = (...args: Parameters<typeof fate>) =>
      world.store.commit([{ write: 'advance-fate', ...fate(...args) }]);

    beforeEach(() => world.put({ write: 'add-job', job: aMessageJob('job1') }));

    test('settling a text ends its job and keeps its row', async () => {
      expect(await settle(0)).toBe('committed');
      expect(await world.jobs.open()).toEqual([]);
      const message = aMessage({ status: 'queued', sid: 'SM9' });
      expect(await world.loadJob('job1')).toEqual(aMessageJob('job1', { dueAt: null }, message));
      expect(await settle(0)).toBe('gone');
    });

    test('who lost the lease cannot settle it', async () => {
      await world.jobs.claim({ id: 'job1', seenDueAt: AT }, after(AT, minutes(2)));
      expect(await settle(0)).toBe('gone');
      expect(await settle(1)).toBe('committed');
    });

    test('a callback that is faster than the carrier’s answer ends the job', async () => {
      expect(await advance('sent')).toBe('committed');
      expect(await world.jobs.open()).toEqual([]);
      expect(await settle(0)).toBe('gone');
      expect((await world.jobs.fates(['job1'])).get('job1')).toEqual({ status: 'sent', error: null });
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
      expect((await world.jobs.fates(['job1'])).get('job1')?.status).toBe(status);
    });

    test('a sid that is not known does not wipe out one that is', async () => {
      await advance('queued', 'SM9');
      await advance('sent', null);
      expect((await world.loadJob('job1'))?.work).toMatchObject({ message: { sid: 'SM9', status: 'sent' } });
    });

    test('a text of which nothing is known is still to be sent', async () => {
      expect(await advance('unknown', null)).toBe('committed');
      expect((await world.jobs.open()).map(({ id }) => id)).toEqual(['job1']);
    });

    test('fates of many are found in pages, and unknown ids are left out', async () => {
      const ids = Array.from({ length: 130 }, (_, n) => `many${n}`);
      await world.put(...ids.slice(0, 70).map((id): Write => ({ write: 'add-job', job: aMessageJob(id) })));
      await world.put(...ids.slice(70).map((id): Write => ({ write: 'add-job', job: aMessageJob(id) })));
      const fates = await world.jobs.fates([...ids, 'many0', 'never']);
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
      shown: null,
      waitsFor: null,
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
      await world.put(ask('first', 3));
      expect(await world.loadJob(id)).toEqual({
        id,
        lane: 'human',
        dueAt: AT,
        attempts: 0,
        work: { kind: 'errand', errand, asked: 'first', born: 'first' },
      });
      expect(await world.row(id)).toMatchObject({
        row: 'job',
        v: 1,
        region: world.table.region,
        job: 'errand',
        now: 'human',
        due: world.table.keys.due('human', id),
      });
    });

    test('asked again while it is claimed it keeps its lease, its place and its count, and cannot end unseen', async () => {
      const leaseUntil = after(AT, minutes(2));
      await world.put(ask('first', 3));
      await world.put({
        write: 'claim-errand',
        born: 'first',
        id,
        attempts: 0,
        errand: { ...errand, fromSeq: 5 },
        leaseUntil,
      });
      await world.put(ask('second', 8, after(AT, seconds(5))));
      expect(await world.loadJob(id)).toEqual({
        id,
        lane: 'human',
        dueAt: leaseUntil,
        attempts: 1,
        work: { kind: 'errand', errand: { ...errand, fromSeq: 5 }, asked: 'second', born: 'first' },
      });
      expect(
        await world.store.commit([
          { write: 'finish-errand', id, attempts: 1, born: 'first', asked: 'first' },
        ]),
      ).toBe('gone');
      await world.put({ write: 'finish-errand', id, attempts: 1, born: 'first', asked: 'second' });
      expect(await world.loadJob(id)).toBeNull();
      await world.put(ask('third', 9));
      expect((await world.loadJob(id))?.attempts).toBe(0);
    });

    test('of two who claim an errand one gets it', async () => {
      await world.put(ask('first', 3));
      const claim: Write = {
        write: 'claim-errand',
        born: 'first',
        id,
        attempts: 0,
        errand: { ...errand, fromSeq: 4 },
        leaseUntil: after(AT, minutes(2)),
      };
      const results = await Promise.all([world.store.commit([claim]), world.store.commit([claim])]);
      expect(results.toSorted()).toEqual(['committed', 'gone']);
    });

    test('an errand asked for anew is not taken by whoever still holds the one that was finished', async () => {
      await world.put(ask('anew', 5));
      const stale: Write = {
        write: 'claim-errand',
        born: 'first',
        id,
        attempts: 0,
        errand: { ...errand, fromSeq: 4 },
        leaseUntil: after(AT, minutes(2)),
      };
      expect(await world.store.commit([stale])).toBe('gone');
    });
  });
}
