import { describe, expect } from 'vitest';
import { CHANNEL, CM_1, CM_2, COORD_1, DESK, K2A, LINE, RELAYS, STRANGER } from '../support/demo-roster.ts';
import { channelMessage, crisisOf, scenario, take } from '../support/scenario.ts';

const DANGER = 'i want to kill myself tonight';

describe('a crisis text', () => {
  scenario('wakes the person on call, and nobody else', async ({ line }) => {
    await line.text(K2A, LINE, DANGER);
    const page = await line.expectText(
      CM_1,
      /^CRISIS (\w{3}) \(north\): client K2A needs someone now\. Reply \1 to take it\.$/,
    );
    expect(page.from).toBe(DESK);
    await line.expectText(K2A, /^Automatic reply: .*911.*988/);
    await line.expectQuiet();
  });

  scenario('is paged within a second, while the clock stands', async ({ line }) => {
    const textedAt = Date.now();
    await line.post(`/sim/phones/${K2A}/texts`, { to: LINE, body: DANGER });
    await expect.poll(() => line.newBodies(CM_1), { timeout: 1000, interval: 20 }).toHaveLength(1);
    expect(Date.now() - textedAt).toBeLessThan(1000);
    await line.newTexts(K2A);
  });

  scenario('says EMERGENCY on the page when a life is in danger, and wakes two', async ({ line }) => {
    const code = await crisisOf(line, K2A, 'i took all my pills', CM_1, CM_2);
    for (const phone of [CM_1, CM_2]) {
      const [page] = (await line.texts(phone)).filter(text => text.body.includes(code));
      expect(page?.body).toMatch(/^EMERGENCY\. CRISIS /);
    }
  });

  scenario.for([
    ['a bare HELP', 'HELP'],
    ['the word NOW', 'now'],
    ['the word AHORA', 'Ahora'],
  ] as const)('opens with %s', async ([, words], { line }) => {
    await crisisOf(line, K2A, words, CM_1);
  });

  scenario('of a number nobody knows is paged under a code of its own', async ({ line }) => {
    await line.text(STRANGER, LINE, DANGER);
    await line.expectText(CM_1, /client [A-Z]\d[A-Z] needs someone now/);
    await line.expectText(STRANGER, /North Team.*911.*988/s);
    await line.expectText(COORD_1, 'An unknown number wrote');
    await line.expectQuiet();
  });
});

describe('taking a crisis by text', () => {
  scenario('answers on a relay with all that is needed to begin', async ({ line }) => {
    await line.text(K2A, LINE, 'see you tuesday at 10');
    await line.newTexts(CM_1);
    await line.advance('PT1M');
    await line.text(K2A, LINE, 'nobody would miss me anyway');
    await line.newTexts(CM_1);
    await line.advance('PT1M');
    await line.text(K2A, LINE, DANGER);
    await line.advance('PT1M');
    await line.text(K2A, LINE, 'please hurry');
    const code = await line.expectPage(CM_1);
    const summary = await take(line, CM_1, code);
    expect(RELAYS).toContain(summary.from);
    expect(summary.body.split('\n')).toEqual([
      `${code} is yours. S3. K2A Ana, English.`,
      '10:01 AM: "nobody would miss me anyway"',
      `10:02 AM: "${DANGER}"`,
      '10:03 AM: "please hurry"',
      'Typing here reaches them. CARD K2A: address, safety plan.',
    ]);
  });

  scenario('names the language of the client', async ({ line }) => {
    const code = await crisisOf(line, '+12125550153', 'me quiero morir', CM_1);
    expect((await take(line, CM_1, code)).body).toContain('R7D Rosa, Spanish.');
    await line.expectText('+12125550153', /^Respuesta automatica: .*911.*988/);
  });

  scenario.for([
    (code: string) => code,
    (code: string) => code.toLowerCase(),
    (code: string) => `${code[0] ?? ''} ${code.slice(1).toLowerCase()} omw`,
    (code: string) => `ack ${code}`,
    () => 'K2A',
    () => 'k2a omw',
    () => 'on it',
  ])('is forgiving of how it is said (%#)', async (said, { line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.text(CM_1, DESK, said(code));
    await line.expectText(CM_1, `${code} is yours.`);
  });

  scenario.for(['ok', 'Liked “CRISIS”', "I'm driving with Driving Focus turned on"])(
    'never happens by accident: %s',
    async (said, { line }) => {
      const code = await crisisOf(line, K2A, DANGER, CM_1);
      await line.text(CM_1, DESK, said);
      await line.expectText(CM_1, `Reply ${code} to take it`);
      await line.advance('PT2M');
      await line.expectPage(CM_1);
    },
  );

  scenario('does not guess between two pages', async ({ line }) => {
    const one = await crisisOf(line, K2A, DANGER, CM_1);
    const other = await crisisOf(line, '+12125550152', DANGER, CM_1);
    await line.text(CM_1, DESK, 'on it');
    const answer = await line.expectText(CM_1, 'Not taken yet.');
    expect(answer.body).toContain(`Reply ${one} to take it (K2A).`);
    expect(answer.body).toContain(`Reply ${other} to take it (M4C).`);
  });

  scenario('tells the second person who has it', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await take(line, CM_1, code);
    await line.text(CM_2, DESK, code);
    await line.expectText(CM_2, `${code} is with cm-1 since 10:00 AM. TAKEOVER ${code} makes it yours.`);
    await line.newTexts(K2A);
    await line.expectQuiet();
  });

  scenario('tells everyone else who was paged to stand down', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.advance('PT11M');
    await line.expectPage(CM_2);
    await line.expectPage(COORD_1);
    await take(line, CM_2, code);
    for (const phone of [CM_1, COORD_1]) {
      await line.expectText(phone, `Stand down: cm-2 has ${code}.`);
    }
    expect(await line.newBodies(CM_2)).toEqual([]);
  });

  scenario('is refused for a code that does not exist', async ({ line }) => {
    await line.text(CM_1, DESK, '2ZZ');
    await line.expectText(CM_1, 'No open crisis has the code 2ZZ. LIST shows the open crises.');
  });
});

describe('taking a crisis with the button in Slack', () => {
  scenario('brings the words to the phone, not to Slack', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const { ts } = await channelMessage(line, code);
    await line.slack.press('U0CM2', CHANNEL, ts, 'take', code);
    const summary = await line.expectText(CM_2, `${code} is yours. S3. K2A Ana, English.`);
    expect(summary.body).toContain(DANGER);
    await line.expectText(CM_1, `Stand down: cm-2 has ${code}.`);
    await line.text(CM_2, summary.from, 'This is your team. Where are you?');
    await line.expectText(K2A, 'This is your team. Where are you?');
  });
});

describe('the safety card', () => {
  scenario('opens once, by a link and the PIN, and never arrives as a text', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const { from: relay } = await take(line, CM_1, code);
    await line.text(CM_1, relay, 'CARD');
    const { body } = await line.expectText(CM_1, 'Safety card of K2A');
    expect(body).not.toContain('Example Street');
    const path = /\/card\/\S+/.exec(body)?.[0] ?? '';
    expect((await line.request(path)).status).toBe(200);
    await line.newTexts(K2A);
    await line.expectQuiet();
  });
});
