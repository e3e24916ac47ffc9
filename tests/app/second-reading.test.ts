import { beforeEach, describe, expect, it } from 'vitest';
import { importRoster } from '../../adapters/dynamodb/seed.ts';
import { carryOut } from '../../app/carry-out.ts';
import { nextDigest } from '../../core/hours.ts';
import { readRoster } from '../../core/roster.ts';
import { minutes, seconds } from '../../core/time.ts';
import { demoRosterWith } from '../support/changed-roster.ts';
import { CM_1, CM_2, CM_3, COORD_1, DESK, K2A, LINE, Z5J } from '../support/demo-roster.ts';
import { MemoryLine } from '../support/memory-line.ts';

const NEW_PHONE = '+12125550162';

let line: MemoryLine;
beforeEach(async () => {
  line = await MemoryLine.begun();
});

/** A crisis that cm-1 has; its code and the number that stands for the client. */
async function taken(): Promise<{ code: string; relay: string }> {
  const code = await line.crisis(K2A, LINE);
  return { code, relay: await line.take(CM_1, DESK, code) };
}

function phase() {
  return line.thread(K2A)?.crisis?.phase ?? expect.unreachable('There is a crisis');
}

async function importChanged(change: Parameters<typeof demoRosterWith>[0]): Promise<void> {
  const reading = readRoster(demoRosterWith(change));
  if (reading.outcome !== 'good') throw new Error(reading.problems.join(' '));
  await importRoster(line.memory.table, line.outside, reading.roster, team =>
    nextDigest(team.hours, team.zone, line.clock.now()),
  );
}

/** Whom help was asked of, once for each page. */
function askedForHelp(): string[] {
  return line
    .jobs()
    .flatMap(({ work }) => (work.kind === 'message' ? [work.message.purpose] : []))
    .flatMap(purpose => (purpose.for === 'backup-page' ? [purpose.staff] : []));
}

describe('a page for help', () => {
  const NOBODY = 'Nobody else could be reached for';

  it('that the carrier is too busy to take for minutes wakes each person once', async () => {
    const { code, relay } = await taken();
    await line.text(CM_1, relay, 'I am here');
    line.carrier.faults = Array.from({ length: 1000 }, () => 'busy');
    await line.text(CM_1, DESK, `BACKUP ${code}`);
    await line.move(minutes(2));
    expect(askedForHelp().toSorted()).toEqual(['cm-2', 'cm-3', 'coord-1']);
    line.carrier.faults = [];
    await line.move(minutes(5));
    for (const phone of [CM_2, CM_3, COORD_1])
      expect(line.bodies(phone).filter(body => body.includes('asks for help'))).toHaveLength(1);
    expect(line.bodies(CM_1).filter(body => body.startsWith(NOBODY))).toHaveLength(1);
  });

  it('that everybody’s phone refuses ends with the owner told', async () => {
    const { code } = await taken();
    for (const phone of [CM_2, CM_3, COORD_1]) line.carrier.optedOut.add(`${DESK} ${phone}`);
    // Through sweeps, which end also when pages beget pages.
    line.isStreamOn = false;
    await line.text(CM_1, DESK, `BACKUP ${code}`);
    expect(askedForHelp().toSorted()).toEqual(['cm-2', 'cm-3', 'coord-1']);
    expect(line.bodies(CM_1).filter(body => body.startsWith(`${NOBODY} ${code}`))).toHaveLength(1);
  });
});

it('a word whose answer was lost counts when the carrier reports that it arrived', async () => {
  const { relay } = await taken();
  line.carrier.reports.splice(0);
  line.carrier.faults = ['lost-answer'];
  await line.text(CM_1, relay, 'I am here');
  expect(phase()).toMatchObject({ state: 'taken', waitingSince: line.clock.now() });
  await line.report('in order');
  expect(phase()).toMatchObject({ state: 'taken', waitingSince: null });
  await line.move(minutes(6));
  expect(phase()).toMatchObject({ state: 'taken', owner: 'cm-1' });
  expect(line.bodies(K2A).filter(body => body === 'I am here')).toHaveLength(1);
});

describe('a phone that is no longer on the roster takes nothing and is heard like a stranger’s', () => {
  it.each([
    ['when its owner left the team', null],
    ['when its owner has a new one', NEW_PHONE],
  ])('%s', async (_, phone) => {
    const code = await line.crisis(K2A, LINE);
    await importChanged((team, clients) => ({
      clients: clients.map(client => ({ ...client, ownCaseManager: 'cm-1' })),
      team: {
        staff: team.staff.flatMap(member => {
          if (member.id !== 'cm-2') return [member];
          return phone === null ? [] : [{ ...member, phone }];
        }),
        rotation: { ...team.rotation, members: ['cm-1', 'cm-3'] },
      },
    }));
    await line.text(CM_2, DESK, code);
    expect(phase().state).toBe('open');
    expect(line.thread(CM_2)?.kind).toBe('provisional');
    expect(line.bodies(CM_2).join()).not.toMatch(/is yours|I want to die/);
    if (phone === null) return;
    await line.take(phone, DESK, code);
    expect(phase()).toMatchObject({ state: 'taken', owner: 'cm-2' });
  });
});

it('a crisis that reopens holds the text that waited for a reader until somebody takes it', async () => {
  const { code } = await taken();
  line.carrier.faults = ['busy'];
  await line.text(K2A, LINE, 'he is at the door');
  await line.text(CM_2, DESK, `TAKEOVER ${code}`);
  line.isStreamOn = false;
  const heldUp = line
    .jobs()
    .find(({ work }) => work.kind === 'message' && work.message.body === 'he is at the door');
  line.clock.at = heldUp?.dueAt ?? expect.unreachable('It comes again');
  if (heldUp !== undefined) await carryOut(line.outside, heldUp);
  const waiting = line.thread(K2A)?.waiting?.fromSeq ?? expect.unreachable('Its reader has changed');

  await line.hear(CM_2, DESK, `PASS ${code}`);
  expect(line.thread(K2A)).toMatchObject({ waiting: null, crisis: { heldFromSeq: waiting } });
  for (const body of ['two', 'three', 'four']) await line.hear(K2A, LINE, body);
  await line.move(seconds(30));
  await line.text(CM_3, DESK, code);
  await line.move(seconds(30));
  expect(line.bodies(CM_3)).toContainEqual(expect.stringMatching(/^Earlier.*he is at the door$/));
});

it('a shared phone hears the safety reply once in each of its languages', async () => {
  await importChanged((_, clients) => ({
    clients: clients.map(client => (client.code === 'R7D' ? { ...client, phone: K2A } : client)),
  }));
  await line.crisis(K2A, LINE);
  const replies = line.bodies(K2A);
  expect(replies).toHaveLength(2);
  expect(replies.filter(body => body.startsWith('Automatic reply'))).toHaveLength(1);
  expect(replies.filter(body => body.startsWith('Respuesta automatica'))).toHaveLength(1);
});

it('pills that were all taken, in short Haitian Creole, page as an emergency', async () => {
  await line.crisis(Z5J, LINE, 'm pran tout grenn yo');
  expect(line.thread(Z5J)?.crisis?.severity).toBe('S4');
  for (const phone of [CM_1, CM_2]) expect(line.bodies(phone).join()).toContain('EMERGENCY. CRISIS');
});
