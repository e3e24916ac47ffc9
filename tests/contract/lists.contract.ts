import { describe, expect, test } from 'vitest';
import type { OpenCrisis, Write } from '../../core/write.ts';
import { aRecord, AT, aThread } from '../support/rows.ts';
import type { World } from './contract.ts';

export function describeLists(world: World): void {
  describe('lists', () => {
    test('records come in order of seq, from where and as many as asked, for threads and desks', async () => {
      const deskId = world.table.keys.deskId('+12125550131');
      const threadRecords = [10, 2, 9, 1, 11].map((seq): Write => ({
        write: 'add-record',
        record: aRecord(seq),
      }));
      await world.put({ write: 'save-thread', thread: aThread() }, ...threadRecords);
      await world.put({ write: 'add-record', record: aRecord(1, { threadId: deskId, body: 'at the desk' }) });
      const seqs = async (range?: { fromSeq?: number; limit?: number }) =>
        (await world.store.records('thread1', range)).map(record => record.seq);
      expect(await seqs()).toEqual([1, 2, 9, 10, 11]);
      expect(await seqs({ fromSeq: 3, limit: 2 })).toEqual([9, 10]);
      expect((await world.store.records(deskId)).map(record => record.body)).toEqual(['at the desk']);
      expect(await world.store.records('nobody')).toEqual([]);
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
      await world.put({ write: 'show-open-crisis', crisis: board('7FQ', null) });
      await world.put({ write: 'show-open-crisis', crisis: board('7FQ', 'cm-1') });
      await world.put({ write: 'show-open-crisis', crisis: board('3XY', null) });
      expect(await world.store.openCrises()).toEqual([board('3XY', null), board('7FQ', 'cm-1')]);
      await world.put({ write: 'clear-open-crisis', code: '3XY' });
      await world.put({ write: 'clear-open-crisis', code: '3XY' });
      expect(await world.store.openCrises()).toEqual([board('7FQ', 'cm-1')]);
    });

    test('the timeline of a crisis is in order, and each of its lines is written once', async () => {
      const event = (n: number) =>
        ({ crisisId: 'crisis1', n, at: AT, what: 'paged', staff: ['cm-1'], detail: null }) as const;
      await world.put(...[11, 2, 1].map((n): Write => ({ write: 'add-event', event: event(n) })));
      expect((await world.store.events('crisis1')).map(({ n }) => n)).toEqual([1, 2, 11]);
      expect(await world.store.commit([{ write: 'add-event', event: event(2) }])).toBe('conflict');
    });

    test('waiting threads come in pages, in a stable order', async () => {
      for (const threadId of ['b', 'c', 'a', 'c'])
        await world.put({ write: 'add-waiting', team: 'north', threadId });
      await world.put({ write: 'add-waiting', team: 'south', threadId: 'z' });
      expect(await world.store.waiting('north', null, 2)).toEqual(['a', 'b']);
      expect(await world.store.waiting('north', 'b', 2)).toEqual(['c']);
      await world.put({ write: 'clear-waiting', team: 'north', threadId: 'a' });
      expect(await world.store.waiting('north', null, 9)).toEqual(['b', 'c']);
    });
  });
}
