import { describe, expect, it } from 'vitest';
import { aLine } from '../support/a-line.ts';
import { CM_1, CM_2, COORD_1, DESK, K2A, LINE, M4C, RELAYS, STRANGER } from '../support/demo-roster.ts';

describe('a member of staff who texts the clients’ line', () => {
  it('by mistake is told where the desk is, and nothing is passed on', async () => {
    const line = await aLine();
    await line.text(CM_1, LINE, 'omw to the office');
    const { from, body } = await line.expectText(CM_1, "This is the clients' line; nothing was passed on.");
    expect(from).toBe(LINE);
    expect(body).toContain(DESK);
    await line.expectQuiet();
  });

  it('with a code takes nothing there', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'I want to die');
    const code = await line.expectPage(CM_1);
    await line.text(CM_1, LINE, code);
    await line.expectText(CM_1, "This is the clients' line");
    await line.text(CM_1, DESK, 'LIST');
    await line.expectText(CM_1, `${code} (north) S2 K2A, 0 min, NOT TAKEN`);
  });

  it.each(['I want to die', 'NOW', 'HELP'])(
    'in distress is heard like a client, and the coordinator is paged, not they themselves: %s',
    async words => {
      const line = await aLine();
      await line.text(CM_1, LINE, words);
      const page = await line.expectText(
        COORD_1,
        /^CRISIS \w+ \(north\): a member of staff needs someone now/,
      );
      expect(page.body).not.toContain(words);
      await line.expectText(CM_1, /^Automatic reply: .* 911.* 988/);
      if (words === 'HELP') await line.expectText(CM_1, 'Reply STOP to unsubscribe.');
      await line.expectQuiet();
    },
  );

  it('in distress talks with whoever took it, and is never paged for themselves', async () => {
    const line = await aLine();
    await line.text(CM_1, LINE, 'I want to die');
    const code = await line.expectPage(COORD_1);
    await line.text(COORD_1, DESK, code);
    const { from: relay, body } = await line.expectText(COORD_1, `${code} is yours`);
    expect(body).toContain('(a member of staff)');
    await line.newTexts(CM_1);
    await line.text(COORD_1, relay, 'I am calling you');
    expect((await line.expectText(CM_1, 'I am calling you')).from).toBe(LINE);
    await line.text(CM_1, LINE, 'ok');
    expect((await line.expectText(COORD_1, 'ok')).from).toBe(relay);
    await line.expectQuiet();
  });

  it('in distress whom nobody takes: the climb reaches the others, never themselves', async () => {
    const line = await aLine();
    await line.text(CM_1, LINE, 'I want to die');
    await line.expectText(CM_1, /^Automatic reply/);
    await line.advance('PT30M');
    await line.expectPage(CM_2);
    const own = await line.newBodies(CM_1);
    expect(own.filter(body => body.startsWith('CRISIS'))).toEqual([]);
  });
});

describe('a client who texts another of our numbers', () => {
  it.each([
    ['the desk', DESK],
    ['a relay', RELAYS[3]],
  ])('is heard all the same, and answered from the line: %s', async (_what, number) => {
    const line = await aLine();
    await line.text(K2A, number, 'the landlord was here again');
    const { from: relay } = await line.expectText(CM_1, 'the landlord was here again');
    await line.text(CM_1, relay, 'again?');
    expect((await line.expectText(K2A, 'again?')).from).toBe(LINE);
    await line.text(K2A, number, 'I want to die');
    await line.expectPage(CM_1);
    expect((await line.contacts('K2A')).filter(contact => contact.direction === 'inbound')).toHaveLength(2);
  });

  it('may not command: a code or a command is words like others', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'I want to die');
    const code = await line.expectPage(CM_1);
    await line.newTexts(K2A);
    await line.text(M4C, DESK, code);
    await line.text(M4C, DESK, `CARD K2A`);
    await line.expectQuiet(M4C);
    await line.text(CM_1, DESK, code);
    await line.expectText(CM_1, `${code} is yours`);
  });

  it('nobody knows is heard as at the line', async () => {
    const line = await aLine();
    await line.text(STRANGER, DESK, 'LIST');
    await line.expectText(STRANGER, /^Automatic reply from North Team/);
    await line.expectQuiet(STRANGER);
    await line.expectText(CM_1, 'LIST');
  });
});
