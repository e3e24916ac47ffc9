import { describe, expect, it } from 'vitest';
import { aLine } from '../support/a-line.ts';
import { CM_1, CM_2, CM_3, COORD_1, DESK, K2A, LINE, M4C } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';

async function crisisOf(line: Line, client: string): Promise<string> {
  await line.text(client, LINE, 'I want to die');
  return line.expectPage(CM_1);
}

/** The same code as people type it at night. */
const typed = (code: string, between: string) => code.toLowerCase().replace(/\B/g, between);

describe('a code at the desk', () => {
  it.each<[string, (code: string) => string]>([
    ['bare', code => code],
    ['in lower case, apart, with omw', code => `${typed(code, ' ')} omw`],
    ['after ack', code => `ack ${code}`],
    ['with hyphens', code => `taking ${typed(code, '-')}`],
    ['with a yes', code => `Yes ${code}!`],
    ['of the client', () => 'k2a'],
    ['of the client, with on it', () => 'K2A on it'],
    ['beside take', code => `take ${code}`],
  ])('takes: %s', async (_how, body) => {
    const line = await aLine();
    const code = await crisisOf(line, K2A);
    await line.text(CM_1, DESK, body(code));
    await line.expectText(CM_1, `${code} is yours`);
  });

  it.each<[string, (code: string) => string]>([
    ['a question', code => `${code}?`],
    ['other words beside it', code => `${code} is not mine, who has it`],
  ])('does not take, and says how to: %s', async (_how, body) => {
    const line = await aLine();
    const code = await crisisOf(line, K2A);
    await line.text(CM_1, DESK, body(code));
    expect((await line.newBodies(CM_1)).join()).not.toContain('is yours');
    await line.text(CM_1, DESK, 'LIST');
    await line.expectText(CM_1, 'NOT TAKEN');
  });

  it('that nobody gave is said to be unknown', async () => {
    const line = await aLine();
    await line.text(CM_1, DESK, '9ZZ');
    await line.expectText(CM_1, 'No open crisis has the code 9ZZ. LIST shows the open crises.');
    await line.text(CM_1, DESK, 'CARD Q9Q');
    await line.expectText(CM_1, 'There is no client Q9Q.');
    await line.expectQuiet();
  });

  it('of a crisis that is closed says how it ended, also after the client’s next one', async () => {
    const line = await aLine();
    const first = await crisisOf(line, K2A);
    await line.text(CM_1, DESK, first);
    await line.text(CM_1, DESK, `DONE ${first} 6`);
    await line.newTexts(CM_1);
    await line.text(CM_1, DESK, first);
    await line.expectText(CM_1, `${first} was closed at 10:00 AM by cm-1: no danger found.`);
    await line.text(CM_2, DESK, `PASS ${first}`);
    await line.expectText(CM_2, `${first} is closed already.`);
    const second = await crisisOf(line, K2A);
    await line.text(CM_1, DESK, first);
    await line.expectText(CM_1, `${first} is closed. LIST shows the open crises.`);
    await line.text(CM_1, DESK, second);
    await line.expectText(CM_1, `${second} is yours`);
  });
});

describe('words that name no code', () => {
  const CLAIMS = ['on it', 'omw', 'I’ll take it', 'mine'];
  const NO_CLAIMS = [
    'ok',
    '👍',
    'Liked “CRISIS (north): client K2A needs someone now”',
    'I’m driving with Do Not Disturb turned on.',
  ];

  it.each(CLAIMS)('take when exactly one page is open: %s', async words => {
    const line = await aLine();
    const code = await crisisOf(line, K2A);
    await line.text(CM_1, DESK, words);
    await line.expectText(CM_1, `${code} is yours`);
  });

  it('ask which one when several pages are open', async () => {
    const line = await aLine();
    const one = await crisisOf(line, K2A);
    const other = await crisisOf(line, M4C);
    await line.text(CM_1, DESK, 'on it');
    const { body } = await line.expectText(CM_1, 'Not taken yet.');
    expect(body).toContain(`Reply ${one} to take it (K2A).`);
    expect(body).toContain(`Reply ${other} to take it (M4C).`);
    await line.text(CM_1, DESK, other);
    await line.expectText(CM_1, `${other} is yours`);
    await line.text(CM_1, DESK, 'on it');
    await line.expectText(CM_1, `${one} is yours`);
  });

  it('take nothing when no page is open to that person', async () => {
    const line = await aLine();
    await crisisOf(line, K2A);
    await line.text(CM_3, DESK, 'on it');
    await line.expectText(CM_3, 'No page is open to you. LIST shows the open crises.');
    await line.text(CM_1, DESK, 'LIST');
    await line.expectText(CM_1, 'NOT TAKEN');
  });

  it.each(NO_CLAIMS)('never take: %s', async words => {
    const line = await aLine();
    const code = await crisisOf(line, K2A);
    await line.text(CM_1, DESK, words);
    await line.expectText(CM_1, `Not taken yet. Reply ${code} to take it.`);
    await line.expectQuiet(CM_1);
  });

  it('of a phone alone need no answer when no page is open', async () => {
    const line = await aLine();
    for (const words of NO_CLAIMS.slice(2)) await line.text(CM_1, DESK, words);
    await line.expectQuiet();
  });
});

describe('text at the desk that is no command', () => {
  it('gets the list of commands', async () => {
    const line = await aLine();
    await line.text(CM_1, DESK, 'how do I do this');
    await line.expectText(CM_1, /^Commands: <code> take it; .*LIST; .*MENU/);
    await line.expectQuiet();
  });

  it('with one open conversation is sent only after SEND', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'the landlord was here again');
    await line.newTexts(CM_1);
    await line.text(CM_1, DESK, 'are you at home?');
    await line.expectText(CM_1, 'Send to K2A? Reply SEND');
    await line.expectQuiet();
    await line.text(CM_1, DESK, 'send');
    expect((await line.expectText(K2A, 'are you at home?')).body).toBe('are you at home?');
    await line.expectText(CM_1, 'Sent to K2A.');
    await line.text(CM_1, DESK, 'SEND');
    await line.expectText(CM_1, 'Nothing is asked of you just now.');
    await line.expectQuiet();
  });

  it('is not sent by a SEND that comes half an hour late', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'thank you');
    await line.newTexts(CM_1);
    await line.text(CM_1, DESK, 'are you at home?');
    await line.expectText(CM_1, 'Send to K2A? Reply SEND');
    await line.advance('PT30M');
    await line.text(CM_1, DESK, 'SEND');
    await line.expectText(CM_1, 'Nothing is asked of you just now.');
    await line.expectQuiet(K2A);
  });

  it('with several open conversations is sent to none', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'thank you');
    await line.text(M4C, LINE, 'thank you');
    await line.newTexts(CM_1);
    await line.text(CM_1, DESK, 'are you at home?');
    await line.expectText(CM_1, /^Not sent\. To write to a client type on their number, .*\(K2A, M4C\)/);
    await line.expectQuiet();
  });
});

describe('a command', () => {
  it.each(['WHO', 'who?', 'Who is on call now?'])('%s tells who is on call', async words => {
    const line = await aLine();
    await line.text(CM_3, DESK, words);
    await line.expectText(CM_3, 'north: cm-1 is on call until Monday 2026-01-12 9:00 AM. Backup: cm-2.');
  });

  it('LIST shows the open crises: code, gravity, client, age and owner; no words', async () => {
    const line = await aLine();
    await line.text(CM_1, DESK, 'list');
    await line.expectText(CM_1, 'No crisis is open.');
    const one = await crisisOf(line, K2A);
    await line.text(CM_1, DESK, one);
    await line.advance('PT2M');
    const other = await crisisOf(line, M4C);
    await line.text(COORD_1, DESK, 'LIST');
    const { body } = await line.expectText(COORD_1, '(north)');
    expect(body.split('\n').sort()).toEqual(
      [`${one} (north) S2 K2A, 2 min, cm-1`, `${other} (north) S2 M4C, 0 min, NOT TAKEN`].sort(),
    );
    await line.expectQuiet(COORD_1);
  });

  it.each(['MENU', 'menu', '?', 'commands'])('%s lists the commands', async words => {
    const line = await aLine();
    await line.text(CM_1, DESK, words);
    const { body } = await line.expectText(CM_1, /^Commands:/);
    for (const word of 'TAKEOVER PASS BACKUP SPOKE DID DONE WHO LIST CARD NOTE CALL MENU'.split(' '))
      expect(body).toContain(word);
  });

  it('HELP lists them too, beside what the carrier answers', async () => {
    const line = await aLine();
    await line.text(CM_1, DESK, 'HELP');
    await line.expectText(CM_1, 'Reply STOP to unsubscribe.');
    await line.expectText(CM_1, /^Commands:/);
  });

  it('NOTE is on the client’s record, and reaches nobody', async () => {
    const line = await aLine();
    await line.text(CM_2, DESK, 'note k2a prefers letters');
    await line.expectText(CM_2, 'Noted on the record of K2A.');
    expect(await line.contacts('K2A')).toMatchObject([
      { direction: 'internal', modality: 'note', author: 'staff cm-2', body: 'prefers letters' },
    ]);
    await line.text(CM_2, DESK, 'note prefers letters');
    await line.newTexts(CM_2);
    await line.expectQuiet();
    expect(await line.contacts('K2A')).toHaveLength(1);
  });

  it('CALL says what to do instead while the line places no calls', async () => {
    const line = await aLine();
    await line.text(CM_2, DESK, 'Call K2A');
    const { body } = await line.expectText(CM_2, 'CARD K2A has their number.');
    expect(body).not.toContain(K2A.slice(2));
    await line.expectQuiet();
  });

  it.each(['PASS', 'DONE', 'SPOKE', 'BACKUP', 'TAKEOVER', 'CARD'])(
    '%s without a code is asked about',
    async word => {
      const line = await aLine();
      await line.text(CM_1, DESK, word);
      await line.expectText(CM_1, `Which one? Say ${word} and its code.`);
      await line.expectQuiet();
    },
  );

  it('about a client without a crisis says so', async () => {
    const line = await aLine();
    await line.text(CM_1, DESK, 'DONE K2A');
    await line.expectText(CM_1, 'K2A has no open crisis. LIST shows those that are open.');
  });
});
