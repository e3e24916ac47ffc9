import { beforeEach, describe, expect, it } from 'vitest';
import { importRoster } from '../../adapters/dynamodb/seed.ts';
import { advanceFate } from '../../app/advance-fate.ts';
import { carryOut } from '../../app/carry-out.ts';
import type { Outside } from '../../app/ports.ts';
import { nextDigest } from '../../core/hours.ts';
import { minutes, seconds } from '../../core/time.ts';
import { loadRoster } from '../../local/roster.ts';
import { CM_1, CM_2, DESK, K2A, LINE } from '../support/demo-roster.ts';
import { MemoryLine } from '../support/memory-line.ts';

let line: MemoryLine;
let code: string;
beforeEach(async () => {
  line = await MemoryLine.begun();
});

function waitingSince(): string | null {
  const phase = line.thread(K2A)?.crisis?.phase;
  return phase?.state === 'taken' ? phase.waitingSince : expect.unreachable('It is taken');
}

/** A crisis that cm-1 has; the relay of it. */
async function taken(): Promise<string> {
  code = await line.crisis(K2A, LINE);
  return line.take(CM_1, DESK, code);
}

describe('a word to the client that the carrier does not take yet', () => {
  it('does not count until it has left', async () => {
    const relay = await taken();
    line.carrier.faults = ['busy'];
    await line.text(CM_1, relay, 'I am here');
    expect(line.bodies(K2A)).not.toContain('I am here');
    expect(waitingSince()).not.toBeNull();
    await line.move(seconds(10));
    expect(line.bodies(K2A)).toContain('I am here');
    expect(waitingSince()).toBeNull();
  });

  it('is followed by the check of a client without a word', async () => {
    const relay = await taken();
    line.carrier.faults = Array.from({ length: 200 }, () => 'busy');
    await line.text(CM_1, relay, 'I am here');
    await line.move(minutes(3));
    line.carrier.faults = [];
    await line.move(seconds(30));
    expect(line.bodies(CM_1).at(-1)).toContain(`${code} (north): it is yours and client K2A has had no word`);
  });

  it('and is dropped because they opted out, is told to whoever wrote it', async () => {
    const relay = await taken();
    line.carrier.faults = ['busy'];
    await line.text(CM_1, relay, 'I am here');
    await line.text(K2A, LINE, 'STOP');
    await line.move(seconds(30));
    expect(line.bodies(K2A)).not.toContain('I am here');
    expect(line.bodies(CM_1)).toContainEqual(
      expect.stringMatching(/^NOT SENT: K2A opted out of texts\. CALL/),
    );
  });
});

describe('a client’s text that is held up on its way to the owner', () => {
  beforeEach(async () => {
    await taken();
    line.carrier.faults = ['busy'];
    await line.text(K2A, LINE, 'he is at the door');
    expect(line.bodies(CM_1)).not.toContain('he is at the door');
  });

  it('goes to whoever took over meanwhile, and to nobody else', async () => {
    await line.text(CM_2, DESK, `TAKEOVER ${code}`);
    await line.move(minutes(2));
    expect(line.bodies(CM_1).join()).not.toContain('he is at the door');
    // Beside the summary, which shows it too.
    expect(line.bodies(CM_2).filter(body => body === 'he is at the door')).toHaveLength(1);
  });

  it('is given anew when the conversation has ended', async () => {
    await line.text(CM_1, DESK, `DONE ${code} 6`);
    await line.move(minutes(2));
    expect(line.thread(K2A)?.conversation?.reason).toBe('routine');
    expect(line.bodies(CM_1).filter(body => body.includes('he is at the door'))).toHaveLength(1);
  });
});

it('a summary that is held up until somebody took over does not reach the former owner', async () => {
  code = await line.crisis(K2A, LINE);
  line.carrier.faults = ['busy'];
  await line.text(CM_1, DESK, code);
  await line.text(CM_2, DESK, `TAKEOVER ${code}`);
  await line.move(minutes(2));
  expect(line.bodies(CM_1).join()).not.toContain('I want to die');
  expect(line.bodies(CM_2).join()).toContain('I want to die');
});

it('texts that arrive while those held before the take are brought follow them, each once', async () => {
  code = await line.crisis(K2A, LINE, 'I want to die, one');
  for (const body of ['two', 'three', 'four', 'five']) await line.text(K2A, LINE, body);
  await line.hear(CM_1, DESK, code);
  line.carrier.faults = ['busy', 'busy', 'busy'];
  await line.settle();
  for (const body of ['six', 'seven']) await line.text(K2A, LINE, body);
  await line.move(minutes(2));
  const relay = line.thread(K2A)?.conversation?.relay;
  const words = line.shown(CM_1).filter(({ from }) => from === relay);
  const summary = words.find(({ body }) => body.includes('is yours'))?.body ?? '';
  expect(summary).toMatch(/"three".*"four".*"five"/s);
  expect(
    words.filter(({ body }) => body !== summary).map(({ body }) => body.replace(/^Earlier.*: /, '')),
  ).toEqual(['I want to die, one', 'two', 'six', 'seven']);
});

it('a client whose owner left the team is given to somebody else', async () => {
  await line.text(K2A, LINE, 'the landlord was here again');
  expect(line.thread(K2A)?.conversation?.owner).toBe('cm-1');
  const roster = loadRoster(null);
  const teams = roster.teams.map(team => ({ ...team, staff: team.staff.filter(({ id }) => id !== 'cm-1') }));
  await importRoster(line.memory.table, line.outside, { ...roster, teams }, team =>
    nextDigest(team.hours, team.zone, line.clock.now()),
  );
  await line.text(K2A, LINE, 'and again, just now');
  expect(line.bodies(CM_1).join()).not.toContain('just now');
  expect(line.bodies(CM_2).join()).toContain('and again, just now');
});

describe('what the carrier reports', () => {
  it('of a failed page, several times at once, wakes the next person once', async () => {
    line.carrier.faults = ['undelivered'];
    await line.text(K2A, LINE, 'I want to die');
    const failure =
      line.carrier.reports.find(({ status }) => status === 'undelivered') ?? expect.unreachable();
    await Promise.all([1, 2, 3, 4].map(() => advanceFate(line.outside, failure)));
    await line.settle();
    expect(line.bodies(CM_2)).toHaveLength(1);
    expect(line.thread(K2A)?.crisis?.failed).toEqual(['cm-1']);
  });

  it('while the log is searched for a text whose answer was lost, keeps it from going twice', async () => {
    const relay = await taken();
    line.isStreamOn = false;
    await line.hear(CM_1, relay, 'I am here');
    const jobs = () =>
      line.jobs().filter(({ work }) => work.kind === 'message' && work.message.body === 'I am here');
    line.carrier.faults = ['lost-answer'];
    for (const job of jobs()) await carryOut(line.outside, job);
    line.clock.at = jobs()[0]?.dueAt ?? expect.unreachable('It comes again');
    const report = line.carrier.reports.findLast(({ status }) => status === 'sent') ?? expect.unreachable();
    const outside: Outside = {
      ...line.outside,
      carrier: {
        send: text => line.carrier.send(text),
        mediaBytes: () => line.carrier.mediaBytes(),
        find: async (text, known) => {
          const sid = await line.carrier.find(text, known);
          await advanceFate(line.outside, report);
          return sid;
        },
      },
    };
    for (const job of jobs()) await carryOut(outside, job);
    await line.move(minutes(2));
    expect(line.bodies(K2A).filter(body => body === 'I am here')).toHaveLength(1);
  });
});
