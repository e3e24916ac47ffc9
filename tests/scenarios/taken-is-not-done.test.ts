import { describe, expect } from 'vitest';
import { CM_1, CM_2, CM_3, COORD_1, DESK, K2A, LINE } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';
import { crisisOf, scenario, take } from '../support/scenario.ts';

const DANGER = 'i want to kill myself tonight';
const EMERGENCY = 'i took all my pills';

/** A crisis that cm-1 has taken; everything about it is read. */
async function taken(line: Line, words = DANGER) {
  const code = await crisisOf(line, K2A, words, CM_1);
  const { from: relay } = await take(line, CM_1, code);
  for (const phone of [K2A, CM_2, CM_3, COORD_1]) await line.newTexts(phone);
  return { code, relay };
}

describe('taken without a word to the client', () => {
  scenario('pages the owner after three minutes, and nobody else', async ({ line }) => {
    const { code } = await taken(line);
    await line.advance('PT2M59S');
    await line.expectQuiet();
    await line.advance('PT1S');
    await line.expectText(
      CM_1,
      `CRISIS ${code} (north): it is yours and client K2A has had no word for 3 min.`,
    );
    await line.expectQuiet();
  });

  scenario('opens again after five, under the same code, and pages the next person', async ({ line }) => {
    const { code } = await taken(line);
    await line.advance('PT4M59S');
    await line.newTexts(CM_1);
    await line.expectQuiet();
    await line.advance('PT1S');
    expect(await line.expectPage(CM_2)).toBe(code);
    await line.expectText(CM_1, `${code} is open again`);
    await line.expectText(K2A, /^Automatic reply: .*911.*988/);
    await line.expectQuiet();
  });

  scenario('goes on climbing from there', async ({ line }) => {
    await taken(line);
    await line.advance('PT5M');
    await line.newTexts(CM_2);
    await line.advance('PT5M');
    await line.expectPage(COORD_1);
    await line.advance('PT5M');
    for (const phone of [CM_2, CM_3, COORD_1]) await line.expectPage(phone);
  });

  scenario('belongs to whoever takes it then, on a relay of theirs', async ({ line }) => {
    const { code, relay } = await taken(line);
    await line.advance('PT5M');
    const summary = await take(line, CM_2, code);
    expect(summary.body).toContain(DANGER);
    for (const phone of [CM_1, CM_2, K2A]) await line.newTexts(phone);

    await line.text(K2A, LINE, 'is anybody coming at all');
    await line.expectText(CM_2, 'is anybody coming at all');
    await line.text(CM_1, relay, 'sorry I was asleep, I am here');
    await line.expectText(CM_1, `NOT SENT. K2A is with cm-2 now. TAKEOVER ${code} makes it yours.`);
    await line.expectQuiet(K2A, CM_2);
  });

  scenario('keeps what the client writes meanwhile from the old owner, for the new one', async ({ line }) => {
    const { code } = await taken(line);
    await line.advance('PT6M');
    await line.newTexts(CM_1);
    await line.text(K2A, LINE, 'the door is breaking');
    await line.advance('PT1M');
    await line.expectQuiet(CM_1);
    const summary = await take(line, CM_2, code);
    expect(summary.body).toContain('"the door is breaking"');
    expect((await line.newBodies(CM_1)).join()).not.toContain('the door is breaking');
  });

  scenario('is taken back when the owner writes before anybody else took it', async ({ line }) => {
    const { code, relay } = await taken(line);
    await line.advance('PT6M');
    for (const phone of [CM_1, CM_2, K2A]) await line.newTexts(phone);
    await line.text(CM_1, relay, 'sorry, I am here now');
    expect(await line.newBodies(K2A)).toEqual(['sorry, I am here now']);
    await line.expectText(CM_2, `Stand down: cm-1 has ${code}.`);
    await line.text(CM_2, DESK, code);
    await line.expectText(CM_2, `${code} is with cm-1`);
  });

  scenario('opens again as often as it is left alone', async ({ line }) => {
    const { code } = await taken(line);
    await line.advance('PT5M');
    await take(line, CM_2, code);
    await line.advance('PT5M');
    await line.expectText(CM_2, `${code} is open again`);
    await take(line, COORD_1, code);
    await line.advance('PT3M');
    await line.expectText(COORD_1, 'has had no word for 3 min');
  });
});

describe('a client who writes again after the word', () => {
  scenario('is not left waiting either: three minutes, then five', async ({ line }) => {
    const { code, relay } = await taken(line);
    await line.text(CM_1, relay, 'I am here. What happened?');
    await line.newTexts(K2A);
    await line.advance('PT1M');
    await line.text(K2A, LINE, 'he is outside my door');
    await line.expectText(CM_1, 'he is outside my door');
    await line.advance('PT2M59S');
    await line.expectQuiet(CM_1);
    await line.advance('PT1S');
    await line.expectText(CM_1, 'has had no word for 3 min');
    await line.advance('PT2M');
    await line.expectText(CM_1, `${code} is open again`);
    await line.expectPage(CM_2);
  });

  scenario('is waited for from their first unanswered text, not the last', async ({ line }) => {
    const { relay } = await taken(line);
    await line.text(CM_1, relay, 'I am here.');
    await line.text(K2A, LINE, 'he is outside my door');
    await line.advance('PT2M');
    await line.text(K2A, LINE, 'he is knocking');
    await line.advance('PT1M');
    await line.expectText(CM_1, 'has had no word for 3 min');
  });

  scenario('and is answered in time wakes nobody', async ({ line }) => {
    const { relay } = await taken(line);
    for (let round = 0; round < 4; round += 1) {
      await line.text(CM_1, relay, `I am here, round ${round}`);
      await line.advance('PT2M');
      await line.text(K2A, LINE, `still talking, round ${round}`);
      await line.expectText(CM_1, `still talking, round ${round}`);
      await line.advance('PT2M');
    }
    await line.expectQuiet(CM_1, CM_2, CM_3, COORD_1);
  });
});

describe('a silence after the last word', () => {
  scenario.for([
    [DANGER, 'PT10M', 'ten minutes'],
    [EMERGENCY, 'PT5M', 'five minutes in an emergency'],
  ] as const)('is asked about: %s, %s', async ([words, silence], { line }) => {
    const { code, relay } = await taken(line, words);
    await line.text(CM_1, relay, 'I am here. Are you with me?');
    await line.advance('PT4M59S');
    await line.expectQuiet(CM_1, CM_2, COORD_1);
    await line.advanceTo(new Date(Date.parse(await line.now()) - 299_000 + minutesOf(silence)).toISOString());
    await line.expectText(CM_1, `${code}: K2A is silent since your last word. What happened?`);
    await line.expectQuiet(CM_1, CM_2, COORD_1);
  });

  scenario(
    'is asked about again each half hour, and the third time the coordinator hears of it',
    async ({ line }) => {
      const { code, relay } = await taken(line);
      await line.text(CM_1, relay, 'I am here.');
      await line.advance('PT40M');
      expect(await asked(line)).toBe(2);
      await line.expectQuiet(COORD_1);
      await line.advance('PT30M');
      expect(await asked(line)).toBe(1);
      await line.expectText(COORD_1, `${code} (north): cm-1 was asked 3 times`);
    },
  );

  scenario('ends with the answer: SPOKE counts as a word', async ({ line }) => {
    const { code } = await taken(line);
    await line.advance('PT2M');
    await line.text(CM_1, DESK, `SPOKE ${code}`);
    await line.expectText(CM_1, 'Noted: you spoke with K2A.');
    await line.advance('PT9M59S');
    await line.expectQuiet();
    await line.advance('PT1S');
    await line.expectText(CM_1, 'is silent since your last word');
  });
});

describe('an owner who says what they are doing', () => {
  scenario('is left alone for fifteen minutes, and not longer', async ({ line }) => {
    const { code } = await taken(line);
    await line.advance('PT1M');
    await line.text(CM_1, DESK, `DID ${code} called 911, waiting for them at the door`);
    await line.expectText(CM_1, `Noted on ${code}. You are not asked again before 10:16 AM.`);
    await line.advance('PT14M59S');
    await line.expectQuiet();
    await line.advance('PT1S');
    await line.expectText(CM_1, 'has had no word for 16 min');
    await line.advance('PT2M');
    await line.expectPage(CM_2);
    const notes = (await line.contacts('K2A')).filter(({ modality }) => modality === 'note');
    expect(notes.map(({ body }) => body)).toEqual(['called 911, waiting for them at the door']);
  });

  scenario('is asked at the end of it when the client had a word before', async ({ line }) => {
    const { code, relay } = await taken(line);
    await line.text(CM_1, relay, 'I am on my way to you.');
    await line.newTexts(K2A);
    await line.text(CM_1, DESK, `DID ${code} driving to her place`);
    await line.newTexts(CM_1);
    await line.advance('PT14M59S');
    await line.expectQuiet();
    await line.advance('PT1S');
    await line.expectText(CM_1, 'is silent since your last word');
  });

  scenario('may only be the owner', async ({ line }) => {
    const { code } = await taken(line);
    for (const command of [`DID ${code} nothing`, `SPOKE ${code}`]) {
      await line.text(CM_2, DESK, command);
      await line.expectText(CM_2, `${code} is with cm-1.`);
    }
    await line.advance('PT3M');
    await line.expectText(CM_1, 'has had no word for 3 min');
  });
});

async function asked(line: Line): Promise<number> {
  return (await line.newBodies(CM_1)).filter(body => body.includes('is silent since your last word')).length;
}

function minutesOf(duration: string): number {
  return Number(/\d+/.exec(duration)?.[0]) * 60_000;
}
