import { describe, expect, it } from 'vitest';
import { aLine } from '../support/a-line.ts';
import {
  CM_1,
  COORD_1,
  DESK,
  LINE,
  STRANGER,
  WEDNESDAY_MORNING,
  WEDNESDAY_NIGHT,
} from '../support/demo-roster.ts';

const CODE_OF_STRANGER = /It is ([A-Z]\d[A-Z]+) until you know who it is/;
/** Names the program, 911 and 988, and says what it is. */
const GREETING = /^Automatic reply from North Team case management: .* 911.* 988/;

describe('a number that nobody knows', () => {
  it.each([
    ['by day', WEDNESDAY_MORNING],
    ['by night', WEDNESDAY_NIGHT],
  ])('gets one reply that names the program, 911 and 988, %s', async (_when, clock) => {
    const line = await aLine({ clock });
    await line.text(STRANGER, LINE, 'is this the clinic?');
    await line.expectText(STRANGER, GREETING);
    await line.expectText(CM_1, 'is this the clinic?');
    await line.expectText(COORD_1, CODE_OF_STRANGER);
    await line.text(STRANGER, LINE, 'thank you');
    await line.text(STRANGER, LINE, '');
    await line.expectQuiet(STRANGER, COORD_1);
  });

  it('gets one reply to an empty text too', async () => {
    const line = await aLine();
    await line.text(STRANGER, LINE, '');
    await line.expectText(STRANGER, GREETING);
    await line.expectQuiet(STRANGER);
  });

  it('is named by a code of its own, to the coordinator and to whoever is on call, without its number', async () => {
    const line = await aLine();
    await line.text(STRANGER, LINE, 'is this the clinic?');
    const notice = await line.expectText(COORD_1, CODE_OF_STRANGER);
    const code = CODE_OF_STRANGER.exec(notice.body)?.[1] ?? '';
    const given = await line.expectText(CM_1, 'is this the clinic?');
    expect(given.body).toContain(code);
    expect(notice.body + given.body).not.toContain(STRANGER.slice(2));
    expect((await line.contacts(code)).map(contact => contact.sid)).toEqual(
      (await line.contacts(STRANGER)).map(contact => contact.sid),
    );
    await line.text(CM_1, given.from, 'It is. Who are you?');
    expect((await line.expectText(STRANGER, 'It is. Who are you?')).from).toBe(LINE);
  });

  it('is triaged like a client: what is not ordinary pages after a quarter of an hour', async () => {
    const line = await aLine();
    await line.text(STRANGER, LINE, 'is this the clinic?');
    await line.newTexts(CM_1);
    await line.advance('PT15M');
    await line.expectPage(CM_1);
  });

  it('in a crisis pages at once; the safety reply names the program, and is the one reply', async () => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(STRANGER, LINE, 'I want to die');
    const page = await line.expectText(CM_1, /client [A-Z]\d[A-Z] needs someone now/);
    expect(page.body).not.toContain('die');
    await line.expectText(STRANGER, GREETING);
    const notice = await line.expectText(COORD_1, CODE_OF_STRANGER);
    expect(notice.body).not.toContain('die');
    await line.expectQuiet();
  });

  it('in a crisis is taken, answered and recorded like anybody', async () => {
    const line = await aLine();
    await line.text(STRANGER, LINE, 'I want to die');
    const code = await line.expectPage(CM_1);
    await line.text(CM_1, DESK, code);
    const summary = await line.expectText(CM_1, `${code} is yours. S2. `);
    expect(summary.body).toContain('(unknown number)');
    expect(summary.body).toContain('"I want to die"');
    await line.newTexts(STRANGER);
    await line.text(CM_1, summary.from, 'I am here with you');
    await line.expectText(STRANGER, 'I am here with you');
    expect(
      (await line.contacts(STRANGER)).map(({ direction, modality }) => `${direction} ${modality}`),
    ).toEqual(['inbound text', 'outbound automatic', 'internal hand-over', 'outbound text']);
  });

  it('that is opted out before it was ever known is not written to', async () => {
    const line = await aLine();
    await line.text(STRANGER, LINE, 'STOP');
    await line.expectText(STRANGER, 'successfully been unsubscribed');
    await line.expectQuiet(STRANGER);
    await line.expectText(CM_1, 'They opted out of texts');
  });

  it('with a routine text at night waits for the digest', async () => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(STRANGER, LINE, 'thank you');
    await line.expectText(STRANGER, GREETING);
    await line.expectText(COORD_1, CODE_OF_STRANGER);
    await line.expectQuiet();
    await line.advanceTo(WEDNESDAY_MORNING);
    await line.expectText(CM_1, /^Morning digest/);
    await line.expectText(CM_1, 'thank you');
    await line.expectQuiet();
  });
});
