import { describe, expect, it } from 'vitest';
import { aLine } from '../support/a-line.ts';
import { CM_1, CM_2, DESK, K2A, LINE, M4C, RELAYS, T3F } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';

const NOTICE = 'the landlord was here again';

/** The code of a crisis that cm-1 was paged for. */
async function crisisWith(line: Line): Promise<string> {
  await line.text(K2A, LINE, 'I want to die');
  return line.expectPage(CM_1);
}

async function giveTo(line: Line, client: string, words: string): Promise<string> {
  await line.text(client, LINE, words);
  return (await line.expectText(CM_1, words)).from;
}

describe('a reply on an old relay', () => {
  it('after somebody else took the crisis over is not forwarded, and says who has the client now', async () => {
    const line = await aLine();
    const code = await crisisWith(line);
    await line.text(CM_1, DESK, code);
    const { from: oldRelay } = await line.expectText(CM_1, `${code} is yours`);
    await line.text(CM_2, DESK, `takeover ${code}`);
    const { from: newRelay } = await line.expectText(CM_2, `${code} is yours`);
    await line.expectText(CM_1, `cm-2 took ${code} over from you.`);
    await line.newTexts(K2A);
    await line.text(CM_1, oldRelay, 'are you still there?');
    await line.expectText(CM_1, `NOT SENT. K2A is with cm-2 now. TAKEOVER ${code} makes it yours.`);
    await line.text(CM_2, newRelay, 'it is me now');
    expect(await line.newBodies(K2A)).toEqual(['it is me now']);
    await line.text(K2A, LINE, 'ok');
    await line.expectText(CM_2, 'ok');
    await line.expectQuiet();
  });

  it('after the crisis was closed says so', async () => {
    const line = await aLine();
    const code = await crisisWith(line);
    await line.text(CM_1, DESK, code);
    const { from: relay } = await line.expectText(CM_1, `${code} is yours`);
    await line.text(CM_1, relay, 'done 6');
    await line.expectText(CM_1, `${code} is closed: no danger found.`);
    await line.newTexts(K2A);
    await line.text(CM_1, relay, 'one more thing');
    await line.expectText(CM_1, 'NOT SENT. Your conversation with K2A on this number is over.');
    await line.expectQuiet();
  });

  it('during a later crisis that nobody has taken says how to take it', async () => {
    const line = await aLine();
    const relay = await giveTo(line, K2A, NOTICE);
    await line.text(CM_1, relay, 'ok');
    await line.newTexts(CM_1);
    await line.advance('PT3H');
    const code = await crisisWith(line);
    await line.newTexts(K2A);
    await line.text(CM_1, relay, 'what is it?');
    await line.expectText(
      CM_1,
      `NOT SENT. K2A is in crisis and nobody has taken it. Reply ${code} to take it.`,
    );
    await line.expectQuiet(K2A);
  });

  it('holds for SEND too: a question asked before the client moved on reaches nobody', async () => {
    const line = await aLine();
    const code = await crisisWith(line);
    await line.text(CM_1, DESK, code);
    const { from: relay } = await line.expectText(CM_1, `${code} is yours`);
    await line.text(CM_1, DESK, 'are you at home?');
    await line.expectText(CM_1, 'Send to K2A? Reply SEND');
    await line.text(CM_2, DESK, `TAKEOVER ${code}`);
    await line.newTexts(CM_1);
    await line.newTexts(K2A);
    await line.text(CM_1, relay, 'SEND');
    await line.expectText(CM_1, 'Nothing waits for SEND here. Nothing was sent.');
    await line.text(CM_1, DESK, 'SEND');
    await line.expectText(CM_1, /^NOT SENT\. K2A is with cm-2 now/);
    await line.expectQuiet(K2A);
  });
});

describe('a conversation nobody uses', () => {
  it('closes after the team’s idle time and releases its relay', async () => {
    const line = await aLine();
    const relay = await giveTo(line, K2A, NOTICE);
    await line.text(CM_1, relay, 'I called him');
    await line.newTexts(K2A);
    await line.advance('PT1H59M');
    await line.text(CM_1, relay, 'all is well?');
    await line.expectText(K2A, 'all is well?');
    await line.advance('PT1H59M');
    await line.text(K2A, LINE, 'thank you');
    await line.expectText(CM_1, 'thank you');
    await line.advance('PT2H');
    await line.text(CM_1, relay, 'good');
    await line.expectText(CM_1, /^NOT SENT\. Your conversation with K2A on this number is over/);
    await line.expectQuiet();
    expect((await line.contacts('K2A')).at(-1)).toMatchObject({
      modality: 'hand-over',
      body: 'The conversation with cm-1 closed after 120 minutes without a word.',
    });
  });

  it('comes back on the number the manager knows the client by', async () => {
    const line = await aLine();
    const relay = await giveTo(line, K2A, NOTICE);
    const other = await giveTo(line, M4C, 'my key does not fit');
    await line.text(CM_1, relay, 'ok');
    await line.text(CM_1, other, 'ok');
    await line.newTexts(CM_1);
    await line.advance('PT3H');
    expect(await giveTo(line, M4C, 'thank you')).toBe(other);
    expect(await giveTo(line, K2A, 'thanks')).toBe(relay);
  });
});

describe('with fewer relays than clients', () => {
  function withRelays(relays: readonly string[]): Promise<Line> {
    return aLine({
      roster: ({ teams: [team] }) => {
        team['relays'] = relays;
      },
    });
  }

  it('a relay that stood for another client asks for SEND before the first reply', async () => {
    const line = await withRelays([RELAYS[0]]);
    const relay = await giveTo(line, K2A, NOTICE);
    await line.text(CM_1, relay, 'ok');
    await line.newTexts(CM_1);
    await line.advance('PT3H');
    await line.text(M4C, LINE, 'my key does not fit');
    const given = await line.expectText(CM_1, 'my key does not fit');
    expect(given).toMatchObject({ from: relay });
    expect(given.body).toMatch(/^M4C Marcus.*stood for another client before.*SEND/);
    await line.text(CM_1, relay, 'which door?');
    await line.expectText(CM_1, /Send to M4C\? Reply SEND/);
    await line.expectQuiet();
    await line.text(CM_1, relay, 'send');
    await line.expectText(M4C, 'which door?');
    await line.expectText(CM_1, 'Sent to M4C.');
    await line.text(CM_1, relay, 'the red one?');
    await line.expectText(M4C, 'the red one?');
    await line.expectQuiet();
  });

  it('a client without one is written to by code, at the desk', async () => {
    const line = await withRelays([RELAYS[0]]);
    await giveTo(line, K2A, NOTICE);
    await line.text(M4C, LINE, 'my key does not fit');
    const given = await line.expectText(CM_1, 'M4C: my key does not fit');
    expect(given).toMatchObject({ from: DESK });
    expect(given.body).toContain('Begin each text to them with M4C. M4C OK marks it read.');
    await line.text(CM_1, DESK, 'M4C which door?');
    expect((await line.expectText(M4C, 'which door?')).body).toBe('which door?');
    await line.text(CM_1, DESK, 'which door, the red one?');
    await line.expectText(CM_1, /^Not sent\. To write to a client .*K2A, M4C/);
    await line.expectQuiet();
  });

  it('a deployment without relays: several clients, each by code, and OK by code', async () => {
    const line = await withRelays([]);
    for (const [client, words] of [
      [K2A, NOTICE],
      [M4C, 'my key does not fit'],
    ] as const) {
      await line.text(client, LINE, words);
      expect((await line.expectText(CM_1, words)).from).toBe(DESK);
    }
    await line.text(CM_1, DESK, 'k2a: he will not come back');
    expect((await line.expectText(K2A, 'he will not come back')).body).toBe('he will not come back');
    await line.text(CM_1, DESK, 'M4C ok');
    await line.expectText(CM_1, 'Marked as read. Nothing was sent to M4C.');
    await line.advance('PT15M');
    await line.expectQuiet();
    await line.text(CM_2, DESK, 'K2A I can help too');
    await line.expectText(CM_2, 'NOT SENT. K2A is with cm-1 now.');
    await line.expectQuiet();
  });
});

describe('a relay', () => {
  it('that was never used on this phone reaches nobody', async () => {
    const line = await aLine();
    await line.text(CM_2, RELAYS[5], 'are you there?');
    await line.expectText(CM_2, 'Commands:');
    await line.expectQuiet();
  });

  it('that was never used asks for SEND when its person has one client', async () => {
    const line = await aLine();
    await giveTo(line, T3F, 'thank you');
    await line.text(CM_1, RELAYS[5], 'are you there?');
    expect(await line.expectText(CM_1, 'Send to T3F? Reply SEND')).toMatchObject({ from: RELAYS[5] });
    await line.expectQuiet();
  });

  it('never shows either side the number of the other', async () => {
    const line = await aLine();
    const relay = await giveTo(line, K2A, NOTICE);
    await line.text(CM_1, relay, 'I am on my way to you');
    await line.text(K2A, LINE, 'good');
    const toClient = await line.newTexts(K2A);
    const toStaff = await line.newTexts(CM_1);
    expect(toClient.map(text => text.from)).toEqual([LINE]);
    expect(toStaff.map(text => text.from)).toEqual([relay]);
    expect(JSON.stringify(toClient)).not.toContain(CM_1.slice(2));
    expect(JSON.stringify(toStaff)).not.toContain(K2A.slice(2));
  });

  it('does not forward what begins like a command: it is carried out, or asked about', async () => {
    const line = await aLine();
    const relay = await giveTo(line, K2A, NOTICE);
    await line.text(CM_1, relay, 'ok');
    await line.text(CM_1, relay, 'WHO');
    await line.expectText(CM_1, 'north: cm-1 is on call until');
    await line.text(CM_1, relay, 'note she wants letters');
    await line.expectText(
      CM_1,
      'that begins like the command NOTE (MENU lists them). Send to K2A? Reply SEND',
    );
    await line.text(CM_1, relay, 'NOTE she wants letters');
    await line.expectText(CM_1, 'Noted on the record of K2A.');
    await line.text(CM_1, relay, 'Done with the landlord for today');
    await line.expectText(
      CM_1,
      'that begins like the command DONE (MENU lists them). Send to K2A? Reply SEND',
    );
    await line.expectQuiet(K2A);
    await line.text(CM_1, relay, 'SEND');
    await line.expectText(K2A, 'Done with the landlord for today');
    await line.newTexts(CM_1);
    await line.text(CM_1, relay, 'SEND');
    await line.expectText(CM_1, 'Nothing waits for SEND here. Nothing was sent.');
  });

  it('does not forward what a phone wrote by itself', async () => {
    const line = await aLine();
    const relay = await giveTo(line, K2A, NOTICE);
    await line.text(CM_1, relay, `Liked “${NOTICE}”`);
    await line.text(CM_1, relay, 'I’m driving with Do Not Disturb turned on.');
    await line.expectQuiet();
  });
});
