import { describe, expect } from 'vitest';
import { demoRosterWith } from '../support/changed-roster.ts';
import {
  CM_1,
  COORD_1,
  DESK,
  K2A,
  LINE,
  M4C,
  R7D,
  RELAYS,
  STRANGER,
  T3F,
  W8H,
  Z5J,
} from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';
import { channelMessage, crisisOf, scenario, scenarioWith, take } from '../support/scenario.ts';

const SIX = [K2A, M4C, R7D, T3F, W8H, Z5J];
const DANGER = 'i want to kill myself tonight';

/** The crises of six clients, all with cm-1. */
async function sixTaken(line: Line) {
  const taken = [];
  for (const client of SIX) {
    const code = await crisisOf(line, client, DANGER, CM_1);
    taken.push({ client, code, relay: (await take(line, CM_1, code)).from });
  }
  for (const phone of SIX) await line.newTexts(phone);
  return taken;
}

/** A seventh client, whose code the page tells. */
async function seventhTaken(line: Line) {
  await line.text(STRANGER, LINE, 'i want to die right now');
  const page = await line.expectText(CM_1, /client [A-Z]\d[A-Z] needs someone now/);
  const client = /client (\w+)/.exec(page.body)?.[1] ?? '';
  const code = /Reply (\w+) to take it/.exec(page.body)?.[1] ?? '';
  const summary = await take(line, CM_1, code);
  for (const phone of [STRANGER, COORD_1]) await line.newTexts(phone);
  return { client, code, summary };
}

describe('more conversations than relays', () => {
  scenario(
    'the seventh is written to by the client’s code, at the desk, both ways',
    async ({ line }) => {
      const taken = await sixTaken(line);
      expect(taken.map(({ relay }) => relay)).toEqual(RELAYS);
      const { client, summary } = await seventhTaken(line);
      expect(summary.from).toBe(DESK);
      expect(summary.body).toContain(`Begin each text to them with ${client}.`);

      await line.text(CM_1, DESK, `${client} are you safe?`);
      expect(await line.newBodies(STRANGER)).toEqual(['are you safe?']);
      await line.text(STRANGER, LINE, 'no please come');
      const words = await line.expectText(CM_1, 'no please come');
      expect([words.from, words.body]).toEqual([DESK, `${client}: no please come`]);

      // The other six still have their numbers.
      for (const { client: phone, relay } of taken) {
        await line.text(CM_1, relay, `for the one on ${relay.slice(-2)}`);
        expect(await line.newBodies(phone)).toEqual([`for the one on ${relay.slice(-2)}`]);
      }
      expect(await line.newBodies(STRANGER)).toEqual([]);
    },
    60_000,
  );

  scenario(
    'a relay given to another client holds the first reply for SEND',
    async ({ line }) => {
      const taken = await sixTaken(line);
      const [ana] = taken;
      await line.text(CM_1, DESK, `DONE ${ana?.code ?? ''} 6`);
      await line.newTexts(CM_1);
      const { client, summary } = await seventhTaken(line);
      expect(summary.from).toBe(ana?.relay);
      expect(summary.body).toContain('your first text on it is sent after you answer SEND');

      await line.text(CM_1, summary.from, 'Ana, did you sleep at all?');
      await line.expectText(
        CM_1,
        `This number stood for another client before. Send to ${client}? Reply SEND`,
      );
      for (const phone of [...SIX, STRANGER]) expect(await line.newBodies(phone)).toEqual([]);

      await line.text(CM_1, summary.from, 'I am here. Who is this?');
      await line.expectText(CM_1, 'Reply SEND');
      await line.text(CM_1, summary.from, 'SEND');
      expect(await line.newBodies(STRANGER)).toEqual(['I am here. Who is this?']);
      await line.text(CM_1, summary.from, 'Where are you?');
      expect(await line.newBodies(STRANGER)).toEqual(['Where are you?']);
      expect(await line.newBodies(K2A)).toEqual([]);
    },
    60_000,
  );

  scenario(
    'relays rest longest before they change client, and a client comes back on their own',
    async ({ line }) => {
      const relays = [];
      for (const client of [K2A, M4C, K2A, R7D]) {
        const code = await crisisOf(line, client, DANGER, CM_1);
        relays.push((await take(line, CM_1, code)).from);
        await line.text(CM_1, DESK, `DONE ${code} 6`);
        await line.advance('PT1H');
        await line.newTexts(CM_1);
      }
      expect(relays).toEqual([RELAYS[0], RELAYS[1], RELAYS[0], RELAYS[2]]);
    },
  );
});

describe('a phone that two clients share', () => {
  const sharing = scenarioWith({
    roster: demoRosterWith((_team, clients) => ({
      clients: clients.map(client => (client.code === 'M4C' ? { ...client, phone: K2A } : client)),
    })),
  });

  sharing('is SHARED on the page, in the summary and in Slack', async ({ line }) => {
    await line.text(K2A, LINE, DANGER);
    const page = await line.expectText(CM_1, 'client K2A or M4C, SHARED phone, needs someone now');
    const code = /Reply (\w+) to take it/.exec(page.body)?.[1] ?? '';
    expect((await channelMessage(line, code)).text).toContain('SHARED phone of K2A or M4C');
    const summary = await take(line, CM_1, code);
    expect(summary.body).toContain('SHARED phone: K2A Ana, English / M4C Marcus, English.');
    await line.newTexts(K2A);
    await line.text(CM_1, summary.from, 'Is it you, Ana, or Marcus?');
    expect(await line.newBodies(K2A)).toEqual(['Is it you, Ana, or Marcus?']);
  });

  sharing('is one thread: either client’s code leads to it', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.text(CM_1, DESK, 'M4C');
    await line.expectText(CM_1, `${code} is yours.`);
    expect((await line.contacts('M4C'))[0]?.body).toBe(DANGER);
    expect((await line.contacts('K2A'))[0]?.author).toBe('client K2A or M4C');
  });
});
