import { beforeEach, expect, it } from 'vitest';
import { importRoster } from '../../adapters/dynamodb/seed.ts';
import { nextDigest } from '../../core/hours.ts';
import { elapsedMs, hours, type Instant } from '../../core/time.ts';
import { loadRoster } from '../../local/roster.ts';
import { MemoryLine } from '../support/memory-line.ts';

/** The digest of Thursday, at nine in New York. */
const NINE = '2026-01-08T14:00:00.000Z';

let line: MemoryLine;
beforeEach(async () => {
  line = await MemoryLine.begun();
});

async function moveTo(at: Instant): Promise<void> {
  await line.move(elapsedMs(line.clock.now(), at));
}

async function importWith({ digestAt = '09:00', at = line.clock.now() } = {}): Promise<void> {
  const roster = loadRoster(null);
  const teams = roster.teams.map(team => ({ ...team, hours: { ...team.hours, digestAt } }));
  await importRoster(line.memory.table, line.outside, { ...roster, teams }, team =>
    nextDigest(team.hours, team.zone, at),
  );
}

function digests(): string[] {
  return line
    .jobs()
    .flatMap(({ id, dueAt, work }) =>
      work.kind === 'timer' && work.timer.do === 'digest' && dueAt !== null ? `${id} ${dueAt}` : [],
    );
}

it('one that goes out orders that of the next day', async () => {
  await moveTo(NINE);
  expect(digests()).toEqual(['digest-north-2026-01-09 2026-01-09T14:00:00.000Z']);
});

it('one whose time was moved to later the same day orders that of the next day all the same', async () => {
  await importWith({ digestAt: '10:00' });
  await moveTo(NINE);
  expect(digests()).toEqual(['digest-north-2026-01-09 2026-01-09T15:00:00.000Z']);
});

it('one whose next was ordered by a roster import already ends, and orders no second', async () => {
  await importWith({ at: NINE });
  await moveTo(NINE);
  expect(digests()).toEqual(['digest-north-2026-01-09 2026-01-09T14:00:00.000Z']);
  await line.move(hours(24));
  expect(digests()).toEqual(['digest-north-2026-01-10 2026-01-10T14:00:00.000Z']);
});
