import { beforeEach, describe, expect, it } from 'vitest';
import { carryOut } from '../../app/carry-out.ts';
import { minutes, seconds } from '../../core/time.ts';
import { CM_1, CM_2, COORD_1, DESK, K2A, LINE } from '../support/demo-roster.ts';
import { MemoryLine } from '../support/memory-line.ts';

let line: MemoryLine;
beforeEach(async () => {
  line = await MemoryLine.begun();
});

/** A crisis that cm-1 has; its code and the number that stands for the client. */
async function taken(): Promise<{ code: string; relay: string }> {
  const code = await line.crisis(K2A, LINE);
  return { code, relay: await line.take(CM_1, DESK, code) };
}

function shownWith(phone: string, words: string): string[] {
  return line.bodies(phone).filter(body => body.includes(words));
}

it('whoever takes unread texts that went to another gets the earlier ones in order, and the summary', async () => {
  const texts = ['ok whatever happens happens', 'two', 'three', 'four', 'five'];
  for (const body of texts) await line.text(K2A, LINE, body);
  expect(line.bodies(CM_1).slice(-4)).toEqual(['two', 'three', 'four', 'five']);
  line.carrier.faults = Array.from({ length: 1000 }, () => 'busy');
  await line.text(K2A, LINE, 'six');
  await line.move(minutes(15));
  const { crisis } = line.thread(K2A) ?? expect.unreachable();
  expect(crisis).toMatchObject({ severity: 'S2', phase: { state: 'open' } });
  line.carrier.faults = [];

  const relay = await line.take(CM_2, DESK, crisis?.code ?? '');
  await line.move(minutes(6));
  const words = line.shown(CM_2).filter(({ from }) => from === relay);
  expect(words[0]?.body).toMatch(/is yours.*"four".*"five".*"six"/s);
  const earlier = words.map(({ body }) => /^Earlier, [^:]*:\d\d [AP]M: (.*)$/.exec(body)?.[1]);
  expect(earlier.filter(body => body !== undefined)).toEqual(['ok whatever happens happens', 'two', 'three']);
  expect(shownWith(CM_1, 'six')).toEqual([]);
});

describe('a client’s text that the owner’s phone did not get', () => {
  beforeEach(async () => {
    await taken();
    await line.report('in order');
    line.carrier.faults = ['undelivered'];
    await line.text(K2A, LINE, 'he is at the door');
    await line.report('in order');
    await line.settle();
    expect(shownWith(CM_1, 'he is at the door')).toEqual([]);
  });

  it('comes again within a minute, and the coordinator hears once', async () => {
    line.carrier.faults = ['undelivered'];
    await line.move(minutes(1));
    expect(shownWith(CM_1, 'he is at the door')).toEqual([]);
    await line.move(minutes(2));
    expect(shownWith(CM_1, 'he is at the door')).toHaveLength(1);
    expect(shownWith(COORD_1, 'do not reach the phone of cm-1')).toHaveLength(1);
  });

  it('comes with the next text, before it, and not once more', async () => {
    await line.text(K2A, LINE, 'please hurry');
    await line.move(minutes(2));
    const words = line.bodies(CM_1).filter(body => /at the door|hurry/.test(body));
    expect(words).toEqual([expect.stringContaining('he is at the door'), 'please hurry']);
    expect(shownWith(COORD_1, 'do not reach the phone of cm-1')).toHaveLength(1);
  });
});

it('words come again, and name the client, when the summary of a take did not arrive', async () => {
  const code = await line.crisis(K2A, LINE);
  line.carrier.faults = ['undelivered'];
  await line.text(CM_1, DESK, code);
  expect(shownWith(CM_1, 'is yours')).toEqual([]);
  await line.report('in order');
  await line.move(minutes(1));
  expect(shownWith(CM_1, 'I want to die')).toEqual([expect.stringMatching(/^\w+: K2A Ana, English/)]);
});

it('a text that is handed back because its conversation ended is introduced with the client’s name', async () => {
  const { code, relay } = await taken();
  line.isStreamOn = false;
  line.carrier.faults = ['busy'];
  await line.text(K2A, LINE, 'one');
  await line.text(CM_1, relay, 'I am here');
  await line.text(K2A, LINE, 'two');
  const heldUp = line.jobs().find(({ work }) => work.kind === 'message' && work.message.body === 'one');
  line.clock.at = heldUp?.dueAt ?? expect.unreachable('It comes again');
  if (heldUp !== undefined) await carryOut(line.outside, heldUp);
  expect(line.bodies(CM_1).at(-1)).toBe('one');

  await line.hear(CM_1, DESK, `DONE ${code} 6`);
  await line.move(minutes(1));
  expect(shownWith(CM_1, 'two')).toEqual([expect.stringMatching(/^K2A Ana, English.*\ntwo$/)]);
});

it('two texts of a manager keep their order when the carrier does not take the first at once', async () => {
  const { relay } = await taken();
  line.carrier.faults = ['busy'];
  await line.text(CM_1, relay, 'first');
  await line.text(CM_1, relay, 'second');
  await line.move(seconds(30));
  expect(line.bodies(K2A).slice(-2)).toEqual(['first', 'second']);
});

it('a text that waited for SEND and was left behind is said not to have gone', async () => {
  await taken();
  await line.text(CM_1, DESK, 'I am on my way');
  expect(line.bodies(CM_1).at(-1)).toBe('Send to K2A? Reply SEND');
  await line.text(CM_1, DESK, 'WHO');
  expect(line.bodies(CM_1)).toContain('Your text before this one was not sent.');
  expect(line.bodies(K2A)).not.toContain('I am on my way');
});
