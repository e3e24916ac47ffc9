import { describe, expect, it } from 'vitest';
import { aLine } from '../support/a-line.ts';
import {
  CM_1,
  CM_2,
  DESK,
  K2A,
  LINE,
  M4C,
  RELAYS,
  WEDNESDAY_MORNING,
  WEDNESDAY_NIGHT,
} from '../support/demo-roster.ts';

const NOT_SURELY_ORDINARY = 'the landlord was here again';

describe('a text that is not surely ordinary', () => {
  it.each([
    ['by day', WEDNESDAY_MORNING],
    ['by night', WEDNESDAY_NIGHT],
    ['on a weekend', '2026-01-11T02:00:00.000Z'],
  ])('goes at once to the person on call, with the words, %s', async (_when, clock) => {
    const line = await aLine({ clock });
    await line.text(K2A, LINE, NOT_SURELY_ORDINARY);
    const { from, body } = await line.expectText(CM_1, NOT_SURELY_ORDINARY);
    expect(RELAYS).toContain(from);
    expect(body).toMatch(/^K2A Ana, English \(north\)\. Typing here reaches them\. OK marks it read\.\n/);
    await line.expectQuiet();
  });

  it('is answered on the relay, and pages nobody', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, NOT_SURELY_ORDINARY);
    const { from: relay } = await line.expectText(CM_1, NOT_SURELY_ORDINARY);
    await line.text(CM_1, relay, 'I will call him for you');
    expect(await line.expectText(K2A, 'I will call him for you')).toMatchObject({
      from: LINE,
      body: 'I will call him for you',
    });
    await line.advance('PT20M');
    await line.expectQuiet();
  });

  it('is marked read with OK, which the client does not get, and pages nobody', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, NOT_SURELY_ORDINARY);
    const { from: relay } = await line.expectText(CM_1, NOT_SURELY_ORDINARY);
    await line.text(CM_1, relay, 'Ok.');
    await line.expectText(CM_1, 'Marked as read. Nothing was sent to K2A.');
    await line.advance('PT20M');
    await line.expectQuiet();
    expect((await line.contacts('K2A')).at(-1)).toMatchObject({
      direction: 'internal',
      modality: 'note',
      author: 'staff cm-1',
      body: 'Read.',
    });
  });

  it('becomes a page after fifteen minutes without an answer, and climbs like any other', async () => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(K2A, LINE, NOT_SURELY_ORDINARY);
    await line.expectText(CM_1, NOT_SURELY_ORDINARY);
    await line.advance('PT14M59S');
    await line.expectQuiet();
    await line.advance('PT1S');
    const page = await line.expectText(CM_1, /^CRISIS \w+ \(north\): client K2A needs someone now/);
    expect(page).toMatchObject({ from: DESK });
    expect(page.body).not.toContain('landlord');
    await line.expectText(K2A, /^Automatic reply: .* 911.* 988/);
    await line.advance('PT5M');
    await line.expectPage(CM_2);
  });

  it('is counted from the first text that nobody read: more texts do not put the page off', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, NOT_SURELY_ORDINARY);
    await line.advance('PT10M');
    await line.text(K2A, LINE, 'he says the rent is due');
    expect(await line.newBodies(CM_1)).toEqual([
      expect.stringMatching(/landlord/),
      'he says the rent is due',
    ]);
    await line.advance('PT5M');
    await line.expectPage(CM_1);
  });

  it('begins to count anew after an answer', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, NOT_SURELY_ORDINARY);
    const { from: relay } = await line.expectText(CM_1, NOT_SURELY_ORDINARY);
    await line.advance('PT10M');
    await line.text(CM_1, relay, 'which one?');
    await line.expectText(K2A, 'which one?');
    await line.text(K2A, LINE, 'the one with the hat');
    await line.expectText(CM_1, 'the one with the hat');
    await line.advance('PT14M');
    await line.expectQuiet();
    await line.advance('PT1M');
    await line.expectPage(CM_1);
  });

  it('comes on a relay of its own for each client', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, NOT_SURELY_ORDINARY);
    await line.text(M4C, LINE, 'my key does not fit');
    const first = await line.expectText(CM_1, NOT_SURELY_ORDINARY);
    const second = await line.expectText(CM_1, 'my key does not fit');
    expect(second.body).toMatch(/^M4C Marcus, English/);
    expect(second.from).not.toBe(first.from);
    await line.text(CM_1, second.from, 'which door?');
    await line.expectText(M4C, 'which door?');
    await line.expectQuiet(K2A);
  });

  it('is not marked read by somebody who no longer has the client', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, NOT_SURELY_ORDINARY);
    const { from: oldRelay } = await line.expectText(CM_1, NOT_SURELY_ORDINARY);
    await line.text(CM_1, oldRelay, 'ok');
    await line.expectText(CM_1, 'Marked as read');
    await line.advanceTo('2026-01-13T15:00:00Z');
    await line.text(K2A, LINE, 'the landlord came back');
    await line.expectText(CM_2, 'the landlord came back');
    await line.text(CM_1, oldRelay, 'ok');
    await line.expectText(CM_1, 'NOT SENT. K2A is with cm-2 now.');
    await line.advance('PT15M');
    await line.expectPage(CM_2);
  });
});
