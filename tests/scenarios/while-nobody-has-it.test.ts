import { describe, expect } from 'vitest';
import { CM_1, CM_2, K2A, LINE, R7D, W8H, T3F } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';
import { crisisOf, scenario, take } from '../support/scenario.ts';

const DANGER = 'i want to kill myself tonight';

/** When the client heard from the line by itself, in minutes after `from`. */
async function minutesHeard(line: Line, client: string, from: string): Promise<number[]> {
  const heard = await line.newTexts(client);
  return heard.map(({ at }) => (Date.parse(at) - Date.parse(from)) / 60_000);
}

describe('the safety reply', () => {
  scenario('goes out once, however often the client texts', async ({ line }) => {
    await crisisOf(line, K2A, DANGER, CM_1);
    await line.text(K2A, LINE, 'please answer me someone');
    await line.text(K2A, LINE, 'i want to die');
    const replies = await line.newBodies(K2A);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatch(/^Automatic reply: .*911.*988/);
    expect(replies[0]).not.toMatch(/minute|soon|shortly|\?/);
  });

  scenario(
    'waits for the page: with the store refusing, nobody is told what is not so',
    async ({ line }) => {
      await line.faults.add({
        service: 'dynamodb',
        operation: 'TransactWriteItems',
        fault: 'http-500',
        times: 10_000,
      });
      await line.text(K2A, LINE, DANGER).catch(() => undefined);
      expect(await line.newBodies(K2A)).toEqual([]);
      expect(await line.newBodies(CM_1)).toEqual([]);
      await line.faults.clear();
    },
    60_000,
  );

  scenario('goes out again when the crisis opens again', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await take(line, CM_1, code);
    await line.newTexts(K2A);
    await line.advance('PT5M');
    await line.expectText(K2A, /^Automatic reply: /);
    await line.expectQuiet(K2A);
  });

  scenario('is the wording agreed with a client whose phone others read', async ({ line }) => {
    await line.text(W8H, LINE, DANGER);
    expect(await line.newBodies(W8H)).toEqual([
      'Automatic reply: your message arrived and a person will read it. In an emergency call 911. 988 answers day and night.',
    ]);
  });

  scenario.for([
    [R7D, 'me quiero morir', /^Respuesta automatica: /],
    [T3F, '我不想活了', /自动回复/],
  ] as const)('is in the language of the client %s', async ([client, words, reply], { line }) => {
    await line.text(client, LINE, words);
    await line.expectPage(CM_1);
    const { body } = await line.expectText(client, reply);
    expect(body).toMatch(/911.*988/);
  });
});

describe('a client whom nobody has answered', () => {
  scenario('hears the truth after ten minutes and then each half hour', async ({ line }) => {
    const openedAt = await line.now();
    await line.text(K2A, LINE, DANGER);
    await line.advance('PT110M');
    const updates = await line.texts(K2A);
    for (const { body } of updates.filter(({ direction }) => direction === 'received').slice(1)) {
      expect(body).toMatch(/^Automatic message: nobody has picked up yet.*still trying.*911.*988/);
    }
    expect(await minutesHeard(line, K2A, openedAt)).toEqual([0, 10, 40, 70, 100]);
  });

  scenario('hears nothing of it once somebody has it', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.advance('PT9M');
    const { from: relay } = await take(line, CM_2, code);
    await line.text(CM_2, relay, 'I am here now.');
    await line.newTexts(K2A);
    await line.advance('PT2H');
    expect(await line.newBodies(K2A)).toEqual([]);
  });

  scenario('hears it anew after a reopening, from the reopening on', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await take(line, CM_1, code);
    await line.newTexts(K2A);
    await line.advance('PT5M');
    const reopenedAt = await line.now();
    await line.advance('PT45M');
    expect(await minutesHeard(line, K2A, reopenedAt)).toEqual([0, 10, 40]);
  });
});
