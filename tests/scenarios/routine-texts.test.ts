import { describe, expect, it } from 'vitest';
import { aLine } from '../support/a-line.ts';
import {
  CM_1,
  CM_2,
  CM_3,
  DESK,
  K2A,
  LINE,
  M4C,
  R7D,
  T3F,
  WEDNESDAY_MORNING,
  WEDNESDAY_NIGHT,
  Z5J,
} from '../support/demo-roster.ts';

const ROUTINE = 'thanks see you tuesday at 10';
/** What the line says by night names when the team reads it, and the ways to a person before that. */
const HONEST_ANSWER = /^Automatic reply: .*The team reads it at 9:00 AM\. .*text NOW.* 911.* 988/;

describe('a routine text', () => {
  it('goes to the person on call at once in working hours, without an automatic answer', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, ROUTINE);
    await line.expectText(CM_1, ROUTINE);
    await line.advance('PT1H');
    await line.expectQuiet();
  });

  it.each([
    ['a minute before work begins', '2026-01-07T13:59:00.000Z'],
    ['when work is over', '2026-01-07T22:00:00.000Z'],
    ['on a Saturday at noon', '2026-01-10T17:00:00.000Z'],
  ])('waits %s, and the client is told until when', async (_when, clock) => {
    const line = await aLine({ clock });
    await line.text(K2A, LINE, ROUTINE);
    await line.expectText(K2A, HONEST_ANSWER);
    await line.expectQuiet();
  });

  it('is answered once a night', async () => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(K2A, LINE, ROUTINE);
    await line.expectText(K2A, HONEST_ANSWER);
    await line.advance('PT2H');
    await line.text(K2A, LINE, 'good morning');
    await line.expectQuiet();
    await line.advanceTo('2026-01-08T02:00:00Z');
    await line.text(K2A, LINE, ROUTINE);
    await line.expectText(K2A, HONEST_ANSWER);
  });

  it.each([
    [R7D, 'gracias', /^Respuesta automatica: .*9:00 AM.*AHORA/],
    [T3F, 'thank you', /^自动回复：.*9:00 AM.*NOW/],
    [Z5J, 'thank you', /^Repons otomatik: .*9:00 AM.*NOW/],
  ])('is answered in the language of %s', async (client, words, answer) => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(client, LINE, words);
    await line.expectText(client, answer);
  });

  it('is given to the owner of an open conversation, also when work is over', async () => {
    const line = await aLine({ clock: '2026-01-07T21:30:00.000Z' });
    await line.text(K2A, LINE, ROUTINE);
    await line.expectText(CM_1, ROUTINE);
    await line.advance('PT1H');
    await line.text(K2A, LINE, 'ok thanks');
    await line.expectText(CM_1, 'ok thanks');
    await line.expectQuiet();
  });

  it('goes to their own case manager where the team wants it so', async () => {
    const line = await aLine({
      roster: ({ teams: [team] }) => {
        team['routineGoesTo'] = 'own-case-manager';
      },
    });
    await line.text(R7D, LINE, 'gracias');
    await line.expectText(CM_2, 'gracias');
    await line.text(R7D, LINE, 'no encuentro la llave');
    await line.expectText(CM_2, 'no encuentro la llave');
    await line.text(Z5J, LINE, 'the landlord was here again');
    // What is not surely ordinary is for whoever is awake.
    await line.expectText(CM_1, 'the landlord was here again');
    await line.expectQuiet();
  });

  it('goes at night to the digest, not to their own case manager', async () => {
    const line = await aLine({
      clock: WEDNESDAY_NIGHT,
      roster: ({ teams: [team] }) => {
        team['routineGoesTo'] = 'own-case-manager';
      },
    });
    await line.text(R7D, LINE, 'gracias');
    await line.expectText(R7D, /^Respuesta automatica/);
    await line.expectQuiet();
  });
});

describe('the morning digest', () => {
  it('brings all that waited at 09:00, each client on a number of their own, in order', async () => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(K2A, LINE, ROUTINE);
    await line.text(K2A, LINE, 'good morning');
    await line.text(M4C, LINE, 'running late');
    await line.newTexts(K2A);
    await line.newTexts(M4C);
    await line.advanceTo('2026-01-07T13:59:59Z');
    await line.expectQuiet();
    await line.advance('PT1S');
    await line.expectText(CM_1, /^Morning digest \(north\): 2 clients wrote/);
    const first = await line.expectText(CM_1, ROUTINE);
    const second = await line.expectText(CM_1, 'good morning');
    const other = await line.expectText(CM_1, 'running late');
    expect(second.from).toBe(first.from);
    expect(other.from).not.toBe(first.from);
    expect([first.from, other.from]).not.toContain(DESK);
    await line.expectQuiet();
    await line.advanceTo('2026-01-09T15:00:00Z');
    await line.expectQuiet();
  });

  it.each([
    ['a Saturday', '2026-01-10T05:00:00.000Z', '2026-01-10T14:00:00Z'],
    ['a Sunday', '2026-01-11T05:00:00.000Z', '2026-01-11T14:00:00Z'],
    ['a holiday', '2026-12-25T05:00:00.000Z', '2026-12-25T14:00:00Z'],
  ])('goes out on %s too', async (_day, night, nine) => {
    const line = await aLine({ clock: night });
    await line.text(K2A, LINE, ROUTINE);
    await line.expectText(K2A, HONEST_ANSWER);
    await line.advanceTo(nine);
    const [cm1, cm2, cm3] = await Promise.all([CM_1, CM_2, CM_3].map(phone => line.newBodies(phone)));
    expect([...(cm1 ?? []), ...(cm2 ?? []), ...(cm3 ?? [])]).toEqual([
      expect.stringMatching(/^Morning digest \(north\): 1 client wrote/),
      expect.stringContaining(ROUTINE),
    ]);
  });

  it('goes on Monday at 09:00, when the turn changes, to the one who comes', async () => {
    const line = await aLine({ clock: '2026-01-12T04:00:00.000Z' });
    await line.text(K2A, LINE, ROUTINE);
    await line.expectText(K2A, HONEST_ANSWER);
    await line.advanceTo('2026-01-12T14:00:00Z');
    await line.expectText(CM_2, /^Morning digest/);
    await line.expectText(CM_2, ROUTINE);
    await line.expectQuiet();
  });

  it('leaves out what was read meanwhile: a later text that could not wait brought it along', async () => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(K2A, LINE, ROUTINE);
    await line.expectText(K2A, HONEST_ANSWER);
    await line.text(K2A, LINE, 'the landlord was here again');
    const { from: relay } = await line.expectText(CM_1, ROUTINE);
    await line.expectText(CM_1, 'the landlord was here again');
    await line.text(CM_1, relay, 'I am here');
    await line.expectText(K2A, 'I am here');
    await line.advanceTo(WEDNESDAY_MORNING);
    await line.expectQuiet();
  });

  it('leaves out what became part of a crisis', async () => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(K2A, LINE, ROUTINE);
    await line.text(K2A, LINE, 'I want to die');
    const code = await line.expectPage(CM_1);
    await line.text(CM_1, DESK, code);
    expect((await line.expectText(CM_1, `${code} is yours`)).body).toContain(ROUTINE);
    await line.text(CM_1, DESK, `DONE ${code} 6`);
    for (const phone of [CM_1, CM_2, K2A]) await line.newTexts(phone);
    await line.advanceTo(WEDNESDAY_MORNING);
    await line.expectQuiet();
  });

  it('asks a team without anybody on call: the coordinator reads', async () => {
    const line = await aLine({
      clock: WEDNESDAY_NIGHT,
      roster: ({ teams: [team] }) => {
        team['rotation'] = { ...(team['rotation'] as object), members: [] };
      },
    });
    await line.text(K2A, LINE, ROUTINE);
    await line.newTexts(K2A);
    await line.advanceTo(WEDNESDAY_MORNING);
    await line.expectText('+12125550139', ROUTINE);
  });
});
