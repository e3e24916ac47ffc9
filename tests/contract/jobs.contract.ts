import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { createJobs } from '../../adapters/dynamodb/jobs.ts';
import type { Alarms } from '../../app/ports.ts';
import { after, minutes, seconds } from '../../core/time.ts';
import type { Write } from '../../core/write.ts';
import { aMessageJob, AT, aTimerJob } from '../support/rows.ts';
import type { World } from './contract.ts';

export function describeJobs(world: World): void {
  describe('jobs', () => {
    const LEASE_END = after(AT, minutes(2));

    test('due jobs come crisis lane first, then by time, and not before their time', async () => {
      const later = after(AT, seconds(10));
      await world.put(
        { write: 'add-job', job: aTimerJob('automatic', 'automatic') },
        { write: 'add-job', job: aTimerJob('human', 'human') },
        ...Array.from({ length: 8 }, (_, n): Write => {
          const dueAt = after(AT, -seconds(n));
          return { write: 'add-job', job: aTimerJob(`crisis${n}`, 'crisis', dueAt) };
        }),
        { write: 'add-job', job: aTimerJob('later', 'crisis', later) },
      );
      const crisisJobs = Array.from({ length: 8 }, (_, n) => `crisis${7 - n}`);
      const due = async (at: string, limit: number) => (await world.jobs.due(at, limit)).map(({ id }) => id);
      expect(await due(AT, 100)).toEqual([...crisisJobs, 'human', 'automatic']);
      expect(await due(AT, 9)).toEqual([...crisisJobs, 'human']);
      expect(await due(later, 9)).toEqual([...crisisJobs, 'later']);
      expect(await world.jobs.nextDueAt()).toBe(after(AT, -seconds(7)));
      expect((await world.jobs.open()).map(({ id }) => id)).toEqual([
        ...crisisJobs,
        'later',
        'human',
        'automatic',
      ]);
    });

    test('with nothing to do there is no next instant', async () => {
      expect(await world.jobs.nextDueAt()).toBeNull();
      expect(await world.jobs.due(AT, 10)).toEqual([]);
    });

    test.each([
      { lane: 'crisis', dueAt: AT, now: 'crisis' },
      { lane: 'human', dueAt: AT, now: 'human' },
      { lane: 'automatic', dueAt: AT, now: undefined },
      { lane: 'crisis', dueAt: after(AT, 1), now: undefined },
    ] as const)(
      'the stream is told at once of a $lane job due at $dueAt: $now',
      async ({ lane, dueAt, now }) => {
        await world.put({ write: 'add-job', job: aMessageJob('job1', { lane, dueAt }) });
        expect(await world.row('job1')).toMatchObject({
          job: 'message',
          due: world.table.keys.due(lane, 'job1'),
          dueAt,
        });
        expect((await world.row('job1'))?.['now']).toBe(now);
      },
    );

    test('of many who claim a job one gets it, and it counts as one attempt', async () => {
      await world.put({ write: 'add-job', job: aMessageJob('job1') });
      const claims = await Promise.all(
        Array.from({ length: 10 }, () => world.jobs.claim({ id: 'job1', seenDueAt: AT }, LEASE_END)),
      );
      expect(claims.filter(job => job !== null)).toEqual([
        aMessageJob('job1', { dueAt: LEASE_END, attempts: 1 }),
      ]);
    });

    test('a claimed job is due again when its lease ends', async () => {
      await world.put({ write: 'add-job', job: aMessageJob('job1') });
      await world.jobs.claim({ id: 'job1', seenDueAt: AT }, LEASE_END);
      expect(await world.jobs.due(AT, 10)).toEqual([]);
      expect((await world.jobs.due(LEASE_END, 10)).map(({ id }) => id)).toEqual(['job1']);
      const again = await world.jobs.claim(
        { id: 'job1', seenDueAt: LEASE_END },
        after(LEASE_END, minutes(2)),
      );
      expect(again?.attempts).toBe(2);
    });

    test('a claim whose answer was lost is known again when the SDK repeats it, and by nobody else', async () => {
      await world.put({ write: 'add-job', job: aMessageJob('job1') });
      const claim = { id: 'job1', seenDueAt: AT };
      const { alarms, clock, stopwatch } = world;
      const chance = { ...world.chance, token: () => 'the same' };
      const repeated = createJobs(world.table, { alarms, chance, clock, stopwatch });
      expect(await repeated.claim(claim, LEASE_END)).not.toBeNull();
      expect(await repeated.claim(claim, LEASE_END)).toMatchObject({ id: 'job1', dueAt: LEASE_END });
      expect(await world.jobs.claim(claim, LEASE_END)).toBeNull();
    });

    test('one that cannot be read is put aside with an alarm, and the others go on', async () => {
      await world.put(
        { write: 'add-job', job: aTimerJob('unreadable', 'crisis') },
        { write: 'add-job', job: aTimerJob('job2', 'crisis') },
      );
      const { client, name } = world.table;
      const row = await world.row('unreadable');
      await client.send(new PutCommand({ TableName: name, Item: { ...row, attempts: 'scribble' } }));
      const raised: string[] = [];
      const alarms: Alarms = { raise: alarm => Promise.resolve(void raised.push(alarm.name)) };
      const { chance, clock, stopwatch } = world;
      const jobs = createJobs(world.table, { alarms, chance, clock, stopwatch });

      expect((await jobs.due(AT, 10)).map(({ id }) => id)).toEqual(['job2']);
      expect(raised).toEqual(['unreadable-job']);
      expect((await jobs.due(after(AT, seconds(59)), 10)).map(({ id }) => id)).toEqual(['job2']);
      expect(raised).toEqual(['unreadable-job']);
      await jobs.due(after(AT, minutes(1)), 10);
      expect(raised).toEqual(['unreadable-job', 'unreadable-job']);
    });

    test('a claim of a job that is not there gets nothing', async () => {
      expect(await world.jobs.claim({ id: 'never', seenDueAt: AT }, LEASE_END)).toBeNull();
      expect(await world.rows()).toEqual([]);
    });

    test('a lease that ends before it begins is a mistake', async () => {
      await expect(world.jobs.claim({ id: 'job1', seenDueAt: AT }, AT)).rejects.toThrow(
        'The lease of job job1',
      );
    });

    test('putting a job off counts the attempt, and does nothing once somebody else has it', async () => {
      await world.put({ write: 'add-job', job: aMessageJob('job1') });
      const held = await world.jobs.claim({ id: 'job1', seenDueAt: AT }, LEASE_END);
      if (held === null) throw new Error('The claim failed');
      const retryAt = after(AT, seconds(10));
      await world.jobs.putOff(held, retryAt);
      expect(await world.loadJob('job1')).toEqual(aMessageJob('job1', { dueAt: retryAt, attempts: 2 }));
      await world.jobs.putOff(held, after(AT, seconds(99)));
      expect((await world.loadJob('job1'))?.dueAt).toBe(retryAt);
      await world.jobs.putOff(aMessageJob('never'), retryAt);
      expect(await world.loadJob('never')).toBeNull();
    });

    test('a timer is finished once, and by nobody who saw it before it was put off', async () => {
      await world.put({ write: 'add-job', job: aTimerJob('job1') });
      await world.jobs.putOff(aTimerJob('job1'), after(AT, seconds(10)));
      expect(await world.store.commit([{ write: 'finish-timer', id: 'job1', attempts: 0 }])).toBe('gone');
      await world.put({ write: 'finish-timer', id: 'job1', attempts: 1 });
      expect(await world.store.commit([{ write: 'finish-timer', id: 'job1', attempts: 1 }])).toBe('gone');
      expect(await world.jobs.nextDueAt()).toBeNull();
    });
  });
}
