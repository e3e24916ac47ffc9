import { describe, expect } from 'vitest';
import { CM_1, CM_2, CM_3, COORD_1, DESK, K2A, LINE, M4C, RELAYS } from '../support/demo-roster.ts';
import { crisisOf, scenario, take } from '../support/scenario.ts';

const DANGER = 'i want to kill myself tonight';

describe('talking through the line', () => {
  scenario('shows the client the line and the owner a relay, both ways', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.newTexts(K2A);
    const { from: relay } = await take(line, CM_1, code);

    await line.text(CM_1, relay, 'Hi Ana, I am here. Are you safe right now?');
    const toClient = await line.newTexts(K2A);
    expect(toClient.map(({ from, body }) => [from, body])).toEqual([
      [LINE, 'Hi Ana, I am here. Are you safe right now?'],
    ]);

    await line.text(K2A, LINE, 'no i have the pills here');
    const toOwner = await line.newTexts(CM_1);
    expect(toOwner.map(({ from, body }) => [from, body])).toContainEqual([relay, 'no i have the pills here']);
    await line.expectQuiet(CM_2, CM_3, COORD_1);
  });

  scenario('keeps every word on the record, in order', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const { from: relay } = await take(line, CM_1, code);
    await line.text(CM_1, relay, 'I am here.');
    await line.text(K2A, LINE, 'thank god');
    const records = await line.contacts('K2A');
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));
    const spoken = records.filter(({ modality }) => modality === 'text');
    expect(spoken.map(({ direction, author, body, status }) => [direction, author, body, status])).toEqual([
      ['inbound', 'client K2A', DANGER, 'received'],
      ['outbound', 'staff cm-1', 'I am here.', 'delivered'],
      ['inbound', 'client K2A', 'thank god', 'received'],
    ]);
    expect(new Set(records.filter(({ seq }) => seq > 1).map(({ crisisCode }) => crisisCode))).toEqual(
      new Set([code]),
    );
  });

  scenario('does not forward what begins like a command', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.newTexts(K2A);
    const { from: relay } = await take(line, CM_1, code);
    await line.text(CM_1, relay, 'Call me when you can, please');
    await line.expectText(CM_1, 'begins like the command CALL (MENU lists them). Send to K2A? Reply SEND');
    expect(await line.newBodies(K2A)).toEqual([]);
    await line.text(CM_1, relay, 'SEND');
    expect(await line.newBodies(K2A)).toEqual(['Call me when you can, please']);
  });

  scenario('asks before it sends what was typed at the desk', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.newTexts(K2A);
    await take(line, CM_1, code);
    await line.text(CM_1, DESK, 'are you at home?');
    await line.expectText(CM_1, 'Send to K2A? Reply SEND');
    expect(await line.newBodies(K2A)).toEqual([]);
    await line.text(CM_1, DESK, 'send');
    expect(await line.newBodies(K2A)).toEqual(['are you at home?']);
  });

  scenario('sends nothing to a client who opted out, and says so', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const { from: relay } = await take(line, CM_1, code);
    await line.newTexts(K2A);
    await line.text(K2A, LINE, 'STOP');
    await line.newTexts(K2A);
    await line.expectText(CM_1, 'They opted out');
    await line.text(CM_1, relay, 'please talk to me');
    await line.expectText(CM_1, 'NOT SENT: K2A opted out');
    expect(await line.newBodies(K2A)).toEqual([]);

    await line.text(K2A, LINE, 'i have the gun now');
    await line.expectText(CM_1, 'i have the gun now');
  });

  scenario('reaches nobody from a relay that was never given out', async ({ line }) => {
    await line.text(CM_1, RELAYS[5], 'are you there?');
    expect(await line.newBodies(CM_1)).toHaveLength(1);
    expect(await line.newBodies(K2A)).toEqual([]);
  });
});

describe('two clients in crisis at once', () => {
  scenario('are two threads on the phone of the one who has both', async ({ line }) => {
    const ofAna = await crisisOf(line, K2A, DANGER, CM_1);
    const ofMarcus = await crisisOf(line, M4C, 'i want to die', CM_1);
    expect(ofAna).not.toBe(ofMarcus);
    const ana = await take(line, CM_1, ofAna);
    const marcus = await take(line, CM_1, ofMarcus);
    expect(ana.from).not.toBe(marcus.from);
    expect(ana.body).not.toContain('M4C');
    for (const phone of [K2A, M4C]) await line.newTexts(phone);

    await line.text(CM_1, marcus.from, 'Marcus, it is me.');
    expect(await line.newBodies(M4C)).toEqual(['Marcus, it is me.']);
    expect(await line.newBodies(K2A)).toEqual([]);
    await line.text(CM_1, ana.from, 'Ana, it is me.');
    expect(await line.newBodies(K2A)).toEqual(['Ana, it is me.']);
    expect(await line.newBodies(M4C)).toEqual([]);

    await line.text(M4C, LINE, 'ok thank you for writing');
    await line.text(K2A, LINE, 'i am still so scared');
    expect((await line.expectText(CM_1, 'ok thank you for writing')).from).toBe(marcus.from);
    expect((await line.expectText(CM_1, 'i am still so scared')).from).toBe(ana.from);
  });

  scenario('are told apart at the desk by their codes', async ({ line }) => {
    const ofAna = await crisisOf(line, K2A, DANGER, CM_1);
    const ofMarcus = await crisisOf(line, M4C, 'i want to die', CM_1);
    await take(line, CM_1, ofAna);
    await take(line, CM_1, ofMarcus);
    for (const phone of [K2A, M4C]) await line.newTexts(phone);
    await line.text(CM_1, DESK, 'are you there?');
    await line.expectText(CM_1, /Not sent\..*K2A, M4C/);
    await line.text(CM_1, DESK, 'M4C are you there?');
    expect(await line.newBodies(M4C)).toEqual(['are you there?']);
    expect(await line.newBodies(K2A)).toEqual([]);
    await line.text(CM_1, DESK, 'LIST');
    const board = await line.expectText(CM_1, ofAna);
    expect(board.body).toContain(`${ofMarcus} (north) S2 M4C, 0 min, cm-1`);
  });
});

describe('a client who texts twenty times in a minute', () => {
  const cries = Array.from({ length: 20 }, (_, n) => `please someone, cry number ${n + 1} of many`);

  scenario(
    'before the take: one crisis, and every text reaches its owner in order',
    async ({ line }) => {
      const code = await crisisOf(line, K2A, DANGER, CM_1);
      for (const cry of cries) {
        await line.text(K2A, LINE, cry);
        await line.advance('PT3S');
      }
      expect(await line.newBodies(CM_1)).toEqual([]);
      const { body: summary, from: relay } = await take(line, CM_1, code);
      for (const cry of cries.slice(-3)) expect(summary).toContain(`"${cry}"`);
      const earlier = (await line.newTexts(CM_1)).filter(({ from }) => from === relay);
      const told = earlier.map(({ body }) => body).join('\n');
      const places = [DANGER, ...cries.slice(0, -3)].map(words => told.indexOf(words));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((one, other) => one - other));
      expect(earlier).toHaveLength(18);
      expect(await recorded(line, 'K2A')).toEqual([DANGER, ...cries]);
    },
    60_000,
  );

  scenario('after the take: each is forwarded once, in order', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const { from: relay } = await take(line, CM_1, code);
    for (const cry of cries) {
      await line.post(`/sim/phones/${K2A}/texts`, { to: LINE, body: cry });
    }
    await line.settle();
    const forwarded = (await line.newTexts(CM_1)).filter(({ from }) => from === relay);
    expect(forwarded.map(({ body }) => body)).toEqual(cries);
    expect(await recorded(line, 'K2A')).toEqual([DANGER, ...cries]);
  });

  scenario(
    'all at once: nothing is lost, doubled, or put out of the order of the record',
    async ({ line }) => {
      const code = await crisisOf(line, K2A, DANGER, CM_1);
      const { from: relay } = await take(line, CM_1, code);
      await Promise.all(cries.map(cry => line.post(`/sim/phones/${K2A}/texts`, { to: LINE, body: cry })));
      await line.settle();
      const forwarded = (await line.newTexts(CM_1)).filter(({ from }) => from === relay);
      const [, ...kept] = await recorded(line, 'K2A');
      expect([...kept].sort()).toEqual([...cries].sort());
      expect(forwarded.map(({ body }) => body)).toEqual(kept);
    },
  );
});

async function recorded(
  line: { contacts(code: string): Promise<{ direction: string; body: string }[]> },
  code: string,
): Promise<string[]> {
  const records = await line.contacts(code);
  return records.filter(({ direction }) => direction === 'inbound').map(({ body }) => body);
}
