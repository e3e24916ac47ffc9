import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { UnreadableRow } from '../../adapters/dynamodb/items.ts';
import { createTableIfMissing } from '../../adapters/dynamodb/table.ts';
import { commitDecision } from '../../app/commit-decision.ts';
import { after, days } from '../../core/time.ts';
import type { CardLink, Write } from '../../core/write.ts';
import { aClientCard, aCode, aCrisis, aDesk, aRecord, AT, aThread, aTimerJob } from '../support/rows.ts';
import type { World } from './contract.ts';

export function describeStore(world: World): void {
  test('creating the table again leaves it and its rows as they are', async () => {
    await world.put({ write: 'add-receipt', id: 'SM1', at: AT });
    await createTableIfMissing(world.table.client, world.table.name);
    expect(await world.rows()).toHaveLength(1);
  });

  describe('load', () => {
    test('finds each kind of row by its own name, and null where there is none', async () => {
      const deskId = world.table.keys.deskId('+12125550131');
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
      await world.put(
        { write: 'save-thread', thread: aThread({ crisis: aCrisis() }) },
        { write: 'save-desk', desk: aDesk({ id: deskId }) },
        { write: 'claim-client-code', client: aClientCard('K2A') },
        { write: 'claim-crisis-code', claim: aCode('7FQ', AT) },
        { write: 'add-job', job: aTimerJob('job1') },
        { write: 'add-card-link', link },
      );
      const loaded = await world.store.load({
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
      await world.put({ write: 'save-thread', thread: aThread() });
      const broken = { ...(await world.rows())[0], optedOut: 'my secret' };
      await world.table.client.send(new PutCommand({ TableName: world.table.name, Item: broken }));
      const loading = world.store.load({ thread: { kind: 'thread', id: 'thread1' } });
      await expect(loading).rejects.toThrow(UnreadableRow);
      await expect(loading).rejects.toThrow(/thread row THREAD#thread1 \/ THREAD .*: optedOut$/);
      await expect(loading).rejects.not.toThrow(/secret/);
    });

    test.each([
      { v: 0, readable: true },
      { v: 1, readable: true },
      { v: 2, readable: false },
    ])('a row of version $v: readable is $readable', async ({ v, readable }) => {
      await world.put({ write: 'save-thread', thread: aThread() });
      await world.table.client.send(
        new PutCommand({ TableName: world.table.name, Item: { ...(await world.rows())[0], v } }),
      );
      const loading = world.store.load({ thread: { kind: 'thread', id: 'thread1' } });
      if (readable) expect((await loading).thread).toEqual(aThread({ rev: 1 }));
      else await expect(loading).rejects.toThrow(UnreadableRow);
    });
  });

  describe('commit', () => {
    test('a save of an older revision is a conflict and changes nothing', async () => {
      await world.put({ write: 'save-thread', thread: aThread() });
      await world.put({ write: 'save-thread', thread: aThread({ rev: 1, optedOut: true }) });
      expect(await world.store.commit([{ write: 'save-thread', thread: aThread({ rev: 1 }) }])).toBe(
        'conflict',
      );
      expect(await world.store.commit([{ write: 'save-thread', thread: aThread({ rev: 0 }) }])).toBe(
        'conflict',
      );
      const { thread } = await world.store.load({ thread: { kind: 'thread', id: 'thread1' } });
      expect(thread).toEqual(aThread({ rev: 2, optedOut: true }));
    });

    test('a receipt makes an event happen once', async () => {
      const event: Write[] = [
        { write: 'add-receipt', id: 'SM1', at: AT },
        { write: 'add-record', record: aRecord(1) },
      ];
      await world.put(...event);
      expect(await world.store.commit(event)).toBe('duplicate');
      expect(await world.store.records('thread1')).toHaveLength(1);
    });

    test('is all or nothing', async () => {
      await world.put({ write: 'add-record', record: aRecord(1) });
      const result = await world.store.commit([
        { write: 'add-receipt', id: 'SM2', at: AT },
        { write: 'save-thread', thread: aThread() },
        { write: 'add-job', job: aTimerJob('job1') },
        { write: 'add-record', record: aRecord(1) },
      ]);
      expect(result).toBe('conflict');
      expect(await world.rows()).toHaveLength(1);
    });

    test('a duplicate event says so, also when its job is gone and its rows have changed', async () => {
      await world.put(
        { write: 'add-receipt', id: 'SM1', at: AT },
        { write: 'save-thread', thread: aThread() },
      );
      const gone: Write = { write: 'finish-timer', id: 'never', attempts: 0 };
      const stale: Write = { write: 'save-thread', thread: aThread() };
      expect(await world.store.commit([stale, gone, { write: 'add-receipt', id: 'SM1', at: AT }])).toBe(
        'duplicate',
      );
      expect(await world.store.commit([stale, gone])).toBe('gone');
    });

    test('more writes than a transaction holds is a broken invariant', async () => {
      const writes = Array.from({ length: 101 }, (_, n): Write => ({
        write: 'add-record',
        record: aRecord(n + 1),
      }));
      await expect(world.store.commit(writes)).rejects.toThrow(
        'A decision of 101 writes cannot be one transaction: add-record',
      );
    });

    test('a crisis code is free again after a year, not before', async () => {
      await world.put({ write: 'claim-crisis-code', claim: aCode('7FQ', AT) });
      const tooSoon = after(AT, days(365));
      expect(await world.store.commit([{ write: 'claim-crisis-code', claim: aCode('7FQ', tooSoon) }])).toBe(
        'conflict',
      );
      await world.put({ write: 'claim-crisis-code', claim: aCode('7FQ', after(AT, days(367))) });
      expect((await world.store.load({ code: { kind: 'crisisCode', code: '7FQ' } })).code?.crisisId).toMatch(
        /2027/,
      );
    });

    test('a client code belongs to the first who claims it', async () => {
      await world.put({ write: 'claim-client-code', client: aClientCard('K2A') });
      expect(await world.store.commit([{ write: 'claim-client-code', client: aClientCard('K2A') }])).toBe(
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
        world.store.commit([{ write: 'save-card-link', link: { ...link, ...changes }, seenWrongPins }]);
      await world.put({ write: 'add-card-link', link });
      expect(await save({ wrongPins: 1 }, 0)).toBe('committed');
      expect(await save({ wrongPins: 1 }, 0)).toBe('conflict');
      expect(await save({ wrongPins: 1, usedAt: AT }, 1)).toBe('committed');
      expect(await save({ wrongPins: 1, usedAt: AT }, 1)).toBe('conflict');
    });

    test('of 50 concurrent takes of one crisis exactly one wins, and everyone else learns who', async () => {
      await world.put({ write: 'save-thread', thread: aThread({ crisis: aCrisis() }) });
      const take = (staff: string) =>
        commitDecision(world, async () => {
          const { thread } = await world.store.load({ thread: { kind: 'thread', id: 'thread1' } });
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
      expect((await world.rows()).filter(item => item['row'] === 'receipt')).toHaveLength(1);
      expect((await world.store.load({ thread: { kind: 'thread', id: 'thread1' } })).thread?.rev).toBe(2);
    });
  });
}
