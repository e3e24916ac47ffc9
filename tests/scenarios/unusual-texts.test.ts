import { describe, expect, it } from 'vitest';
import { aLine } from '../support/a-line.ts';
import { CM_1, CM_2, DESK, K2A, LINE, M4C, RELAYS, T3F } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';

const PHOTO = 'https://media.example.org/photo.jpg';
const NOTE = 'https://media.example.org/voice.mp3';

/** A line where the client already has a conversation with cm-1; the relay it runs on. */
async function inConversation(): Promise<{ line: Line; relay: string }> {
  const line = await aLine();
  await line.text(K2A, LINE, 'the landlord was here again');
  const { from: relay } = await line.expectText(CM_1, 'landlord');
  return { line, relay };
}

describe('an empty text', () => {
  it('of a client is asked about, recorded, and shown to a human', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, '  \n ');
    await line.expectText(K2A, /^Automatic reply: your text arrived empty\. .*text NOW.* 911.* 988/);
    await line.expectText(CM_1, '[an empty text]');
    expect((await line.contacts('K2A'))[0]).toMatchObject({ direction: 'inbound', body: '  \n ' });
    await line.expectQuiet();
  });

  it('of staff is asked about, at the desk and on a relay, and reaches nobody', async () => {
    const { line, relay } = await inConversation();
    await line.text(CM_1, DESK, ' ');
    await line.expectText(CM_1, 'Your text was empty. MENU lists the commands.');
    await line.text(CM_1, relay, ' ');
    await line.expectText(CM_1, 'Your text was empty; nothing was sent to K2A.');
    await line.expectQuiet();
  });
});

describe('a text of 1,600 characters', () => {
  const long = `${'It began on Monday when the water was off. '.repeat(37)}${'x'.repeat(9)}`.padEnd(
    1600,
    '!',
  );

  it('is recorded and forwarded whole, in parts the carrier takes, in order', async () => {
    const line = await aLine();
    expect(long).toHaveLength(1600);
    await line.text(K2A, LINE, long);
    const parts = await line.newBodies(CM_1);
    expect(parts).toHaveLength(2);
    expect(Math.max(...parts.map(part => part.length))).toBeLessThanOrEqual(1600);
    const [intro = '', ...rest] = parts.join(' ').split('\n');
    expect(intro).toMatch(/^K2A Ana/);
    expect(rest.join('\n')).toBe(long);
    expect((await line.contacts('K2A'))[0]?.body).toBe(long);
  });

  it('is one text where nothing stands before it', async () => {
    const { line, relay } = await inConversation();
    await line.text(K2A, LINE, long);
    expect(await line.newBodies(CM_1)).toEqual([long]);
    await line.text(CM_1, relay, long);
    expect(await line.newBodies(K2A)).toEqual([long]);
  });

  it('in a crisis fits into the summary of the take, in parts', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, `I want to die. ${long.slice(15)}`);
    await line.text(K2A, LINE, long);
    await line.text(K2A, LINE, long);
    const code = await line.expectPage(CM_1);
    await line.text(CM_1, DESK, code);
    const parts = (await line.newBodies(CM_1)).sort();
    expect(Math.max(...parts.map(part => part.length))).toBeLessThanOrEqual(1600);
    expect(parts.map(part => part.slice(0, 6))).toEqual(['(1/4) ', '(2/4) ', '(3/4) ', '(4/4) ']);
    const whole = parts.map(part => part.slice(6)).join(' ');
    expect(whole.match(/It began on Monday/g)).toHaveLength(36 + 37 + 37);
    expect(whole).toMatch(new RegExp(`^${code} is yours.*Typing here reaches them`, 's'));
  });

  it('of emoji is never cut through one', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, '😀'.repeat(800));
    const parts = await line.newBodies(CM_1);
    expect(parts.join('')).toContain('😀'.repeat(800));
    expect(parts.every(part => part.isWellFormed())).toBe(true);
  });
});

describe('texts in any script', () => {
  it.each([
    ['an emoji family', 'we are fine 👨‍👩‍👧‍👦 at the lake'],
    ['Spanish', '¿Mañana a qué hora? Él no contestó'],
    ['quotes and angle brackets', `she said "<b>no</b>" & left — 'so'…`],
    ['Haitian Creole', 'Kote biwo a ye? Mwen pa konnen non lari a'],
  ])('reach the manager, the client and the record as written: %s', async (_what, words) => {
    const { line, relay } = await inConversation();
    await line.text(K2A, LINE, words);
    expect((await line.expectText(CM_1, words)).body).toBe(words);
    await line.text(CM_1, relay, words);
    expect((await line.expectText(K2A, words)).body).toBe(words);
    const bodies = (await line.contacts('K2A')).map(contact => contact.body);
    expect(bodies.filter(body => body === words)).toHaveLength(2);
  });

  it.each([
    ['Arabic', 'مرحبا، هل المكتب مفتوح اليوم؟'],
    ['Hebrew', 'שלום, מתי הפגישה?'],
    ['Chinese', '我今天不能来，请打电话给我'],
  ])('are shown to a human as a page where the rules cannot read them: %s', async (_script, words) => {
    const line = await aLine();
    await line.text(T3F, LINE, words);
    const code = await line.expectPage(CM_1);
    await line.text(CM_1, DESK, code);
    const { from: relay } = await line.expectText(CM_1, `"${words}"`);
    await line.newTexts(T3F);
    await line.text(CM_1, relay, words);
    expect((await line.expectText(T3F, words)).body).toBe(words);
  });
});

describe('an attachment', () => {
  it('is recorded with its type and size, and announced to the manager', async () => {
    const { line } = await inConversation();
    await line.text(K2A, LINE, 'this is the letter', [PHOTO, NOTE]);
    const { body } = await line.expectText(CM_1, 'this is the letter');
    expect(body).toMatch(
      /^this is the letter\n\[attachment: image\/jpeg, \d+ KB; it is in the record\]\n\[attachment: audio\/mpeg, \d+ KB; it is in the record\]$/,
    );
    expect(body).not.toContain('https://');
    const record = (await line.contacts('K2A')).find(contact => contact.body === 'this is the letter');
    expect(record?.media.map(item => item.contentType)).toEqual(['image/jpeg', 'audio/mpeg']);
    expect(record?.media.every(item => (item.bytes ?? 0) > 0)).toBe(true);
    expect(await line.newBodies(K2A)).toEqual([]);
  });

  it('without words is shown to a human, and is not called empty', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, '', [PHOTO]);
    await line.expectText(CM_1, '[attachment: image/jpeg');
    await line.expectQuiet(K2A);
  });

  it('in a crisis is counted in the summary of the take', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'I want to die', [PHOTO]);
    const code = await line.expectPage(CM_1);
    await line.text(CM_1, DESK, code);
    await line.expectText(CM_1, '"I want to die" [1 attachment]');
  });

  it('of staff is refused in words: the words go, the attachment does not', async () => {
    const { line, relay } = await inConversation();
    await line.text(CM_1, relay, 'here is the map', [PHOTO]);
    expect((await line.expectText(K2A, 'here is the map')).body).toBe('here is the map');
    await line.expectText(CM_1, 'the attachment did not: attachments do not go to clients.');
    await line.text(CM_1, relay, '', [PHOTO]);
    await line.expectText(CM_1, 'NOT SENT: attachments do not go to clients.');
    await line.text(CM_2, DESK, '', [PHOTO]);
    await line.expectText(CM_2, 'MENU lists the commands.');
    await line.expectQuiet();
  });
});

describe('two clients who write at once', () => {
  it('keep their own order, each on a relay of their own', async () => {
    const line = await aLine();
    const said = [0, 1, 2, 3, 4].map(n => `it is number ${n} of many`);
    await Promise.all(
      [K2A, M4C].map(async client => {
        for (const body of said) await line.post(`/sim/phones/${client}/texts`, { to: LINE, body });
      }),
    );
    await line.settle();
    const texts = await line.newTexts(CM_1);
    for (const relay of RELAYS.slice(0, 2)) {
      const bodies = texts.filter(text => text.from === relay).map(text => text.body.split('\n').at(-1));
      expect(bodies).toEqual(said);
    }
  });
});
