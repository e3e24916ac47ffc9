import { describe, expect } from 'vitest';
import { CM_1, CM_2, CM_3, COORD_1, DESK, K2A, LINE } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';
import { crisisOf, scenario, take } from '../support/scenario.ts';

const DANGER = 'i want to kill myself tonight';

async function taken(line: Line) {
  const code = await crisisOf(line, K2A, DANGER, CM_1);
  const { from: relay } = await take(line, CM_1, code);
  await line.newTexts(K2A);
  return { code, relay };
}

describe('TAKEOVER', () => {
  scenario('relieves the owner: the words and the relay move', async ({ line }) => {
    const { code, relay } = await taken(line);
    await line.text(CM_2, DESK, `TAKEOVER ${code}`);
    const summary = await line.expectText(CM_2, `${code} is yours. S3. K2A Ana, English.`);
    expect(summary.body).toContain(DANGER);
    await line.expectText(CM_1, `cm-2 took ${code} over from you.`);

    await line.text(CM_1, relay, 'still me');
    await line.expectText(CM_1, 'NOT SENT. K2A is with cm-2 now.');
    await line.text(CM_2, summary.from, 'I have taken over from my colleague.');
    expect(await line.newBodies(K2A)).toEqual(['I have taken over from my colleague.']);
    await line.text(K2A, LINE, 'who are you now');
    await line.expectText(CM_2, 'who are you now');
    await line.expectQuiet();
  });

  scenario('of a crisis nobody has is a take', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.text(CM_3, DESK, `takeover ${code}`);
    await line.expectText(CM_3, `${code} is yours.`);
    await line.expectText(CM_1, `Stand down: cm-3 has ${code}.`);
  });

  scenario('begins the three minutes anew for the new owner', async ({ line }) => {
    const { code } = await taken(line);
    await line.advance('PT2M');
    await line.text(CM_2, DESK, `TAKEOVER ${code}`);
    await line.newTexts(CM_1);
    await line.newTexts(CM_2);
    await line.advance('PT3M');
    await line.expectText(CM_2, 'has had no word for');
    await line.expectQuiet();
  });
});

describe('PASS', () => {
  scenario(
    'of somebody who was paged wakes the next person now, and them only when everyone is asked',
    async ({ line }) => {
      const code = await crisisOf(line, K2A, DANGER, CM_1);
      await line.text(CM_1, DESK, `PASS ${code}`);
      await line.expectText(CM_1, `You passed ${code}. Paged now: cm-2.`);
      expect(await line.expectPage(CM_2)).toBe(code);
      await line.advance('PT9M');
      expect(await line.newBodies(CM_1)).toEqual([]);
      await line.expectPage(COORD_1);
      await line.advance('PT1M');
      await line.expectPage(CM_3);
      await line.expectPage(CM_1);
    },
  );

  scenario('needs no code while one page is open', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.text(CM_1, DESK, 'pass');
    const [answer] = await line.newBodies(CM_1);
    expect(answer).toContain(code);
  });

  scenario('of everybody leaves nobody unpaged', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    for (const phone of [CM_1, CM_2, COORD_1, CM_3]) await line.text(phone, DESK, `PASS ${code}`);
    for (const phone of [CM_1, CM_2, COORD_1, CM_3]) await line.newTexts(phone);
    await line.advance('PT35M');
    const paged = await Promise.all([CM_1, CM_2, COORD_1, CM_3].map(phone => line.newBodies(phone)));
    expect(paged.flat().filter(body => body.includes(`Reply ${code} to take it`)).length).toBeGreaterThan(5);
  });

  scenario(
    'of its owner opens it again, and it can be taken back by nobody but on purpose',
    async ({ line }) => {
      const { code, relay } = await taken(line);
      await line.text(CM_1, relay, 'PASS');
      await line.expectText(CM_1, `You passed ${code}. Paged now: cm-2.`);
      expect(await line.expectPage(CM_2)).toBe(code);
      await line.expectText(K2A, /^Automatic reply/);
      const summary = await take(line, CM_2, code);
      await line.text(CM_1, relay, 'hello again');
      await line.expectText(CM_1, 'NOT SENT');
      await line.text(CM_2, summary.from, 'hello from the new one');
      expect(await line.newBodies(K2A)).toEqual(['hello from the new one']);
    },
  );

  scenario('of somebody else changes nothing once it is taken', async ({ line }) => {
    const { code } = await taken(line);
    await line.text(CM_2, DESK, `PASS ${code}`);
    await line.expectText(CM_2, `${code} is with cm-1. Nothing is asked of you.`);
    await line.expectQuiet();
  });
});

describe('BACKUP', () => {
  scenario('wakes another person, and the owner stays the owner', async ({ line }) => {
    const { code, relay } = await taken(line);
    await line.text(CM_1, relay, 'BACKUP');
    await line.expectText(CM_1, `Woken for ${code}: cm-2. It stays yours.`);
    await line.expectText(CM_2, 'cm-1 has client K2A and asks for help.');
    await line.text(CM_2, DESK, code);
    await line.expectText(CM_2, `${code} is with cm-1 since 10:00 AM. They know you are up.`);
    await line.expectText(CM_1, `cm-2 is up and ready to help with ${code}.`);
    await line.text(K2A, LINE, 'he is knocking');
    await line.expectText(CM_1, 'he is knocking');
    await line.expectQuiet();
  });

  scenario('wakes further people when asked again', async ({ line }) => {
    const { code } = await taken(line);
    for (const phone of [CM_2, COORD_1]) {
      await line.text(CM_1, DESK, `backup ${code}`);
      await line.expectText(phone, 'asks for help');
    }
  });

  scenario('before the take wakes somebody who was not paged yet', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.text(CM_1, DESK, `BACKUP ${code}`);
    await line.expectPage(CM_2);
    await line.expectText(CM_1, `Reply ${code} to take it.`);
  });
});

describe('DONE', () => {
  scenario('with a bare word asks how it ended, and the number answers', async ({ line }) => {
    const { code, relay } = await taken(line);
    await line.text(CM_1, relay, 'DONE');
    const { body } = await line.expectText(CM_1, `How did ${code} end? Answer with a number:`);
    expect(body.split('\n').slice(1)).toEqual([
      '1 safety plan reviewed',
      '2 988 warm transfer',
      '3 mobile crisis team',
      '4 911 or welfare check',
      '5 emergency department',
      '6 no danger found',
      '7 no contact made',
    ]);
    await line.text(CM_1, relay, '3');
    await line.expectText(CM_1, `${code} is closed: mobile crisis team.`);
    expect(await line.newBodies(K2A)).toEqual([]);
    await line.advance('PT24H');
    await line.expectQuiet();
  });

  scenario.for([
    ['1', 'safety plan reviewed'],
    ['988', '988 warm transfer'],
    ['hospital', 'emergency department'],
    ['4', '911 or welfare check'],
  ] as const)('with a disposition closes at once: %s', async ([said, words], { line }) => {
    const { code } = await taken(line);
    await line.text(CM_1, DESK, `done ${code} ${said}`);
    await line.expectText(CM_1, `${code} is closed: ${words}.`);
    await line.text(CM_2, DESK, code);
    await line.expectText(CM_2, `${code} was closed at 10:00 AM by cm-1: ${words}.`);
  });

  scenario('stands down whoever was called to help', async ({ line }) => {
    const { code } = await taken(line);
    await line.text(CM_1, DESK, `BACKUP ${code}`);
    await line.text(CM_1, DESK, `DONE ${code} 6`);
    await line.expectText(CM_2, `Stand down: ${code} is closed.`);
  });

  scenario('without contact needs a welfare check or the coordinator', async ({ line }) => {
    const { code } = await taken(line);
    await line.text(CM_1, DESK, `DONE ${code} 7`);
    await line.expectText(CM_1, `"No contact made" needs a welfare check or a coordinator's agreement.`);
    await line.advance('PT3M');
    await line.expectText(CM_1, 'has had no word for 3 min');
    await line.text(CM_1, DESK, `DONE ${code} 7 WELFARE CHECK`);
    await line.expectText(CM_1, `${code} is closed: no contact made.`);
  });

  scenario('without contact is refused by number too, and may be answered otherwise', async ({ line }) => {
    const { code } = await taken(line);
    await line.text(CM_1, DESK, `DONE ${code}`);
    await line.newTexts(CM_1);
    await line.text(CM_1, DESK, '7');
    await line.expectText(CM_1, '"No contact made" needs');
    await line.text(CM_1, DESK, '9');
    await line.expectText(CM_1, 'Answer with a number from 1 to 7.');
    await line.text(CM_1, DESK, '4');
    await line.expectText(CM_1, `${code} is closed: 911 or welfare check.`);
  });

  scenario('is for the owner, or a coordinator', async ({ line }) => {
    const { code } = await taken(line);
    await line.text(CM_2, DESK, `DONE ${code} 6`);
    await line.expectText(CM_2, `${code} is with cm-1; they or a coordinator close it.`);
    await line.text(COORD_1, DESK, `DONE ${code} 7`);
    await line.expectText(COORD_1, `${code} is closed: no contact made.`);
    await line.expectText(CM_1, `Stand down: ${code} is closed.`);
  });

  scenario('is not possible before the take', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.text(CM_1, DESK, `DONE ${code} 6`);
    await line.expectText(CM_1, `${code} is not taken.`);
    await line.advance('PT5M');
    await line.expectPage(CM_2);
  });

  scenario(
    'ends this crisis and not the next: a new text opens a new one, with a new code',
    async ({ line }) => {
      const { code } = await taken(line);
      await line.text(CM_1, DESK, `DONE ${code} 6`);
      await line.newTexts(CM_1);
      await line.advance('PT1H');
      const next = await crisisOf(line, K2A, 'i want to die', CM_1);
      expect(next).not.toBe(code);
    },
  );
});
