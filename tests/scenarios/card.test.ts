import { describe, expect, it } from 'vitest';
import { aLine, withPins } from '../support/a-line.ts';
import { CM_1, CM_2, DESK, K2A, LINE } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';

const PINS = { 'cm-1': '4071', 'cm-2': '5182' };
const LINK = /once, within 10 minutes; it asks for your PIN: \S+(\/card\/[\w-]{20,})$/;
const ADDRESS = '1 Example Street, Apt 2B, New York, NY 10001';

/** A line on which cm-1 asked for the card; the path of the link. */
async function cardAsked(): Promise<{ line: Line; path: string }> {
  const line = await aLine({ roster: withPins(PINS) });
  return { line, path: await askForCard(line, CM_1) };
}

async function askForCard(line: Line, phone: string): Promise<string> {
  await line.text(phone, DESK, 'card k2a');
  const { body } = await line.expectText(phone, LINK);
  expect(body).not.toContain(K2A.slice(2));
  return LINK.exec(body)?.[1] ?? '';
}

async function look(line: Line, path: string): Promise<[number, string]> {
  const response = await line.request(path);
  return [response.status, await response.text()];
}

async function open(line: Line, path: string, pin: string): Promise<[number, string]> {
  const response = await line.request(path, { method: 'POST', body: new URLSearchParams({ pin }) });
  expect(response.headers.get('cache-control')).toBe('no-store');
  return [response.status, await response.text()];
}

describe('the link to a safety card', () => {
  it('asks for the PIN, and looking does not use it up', async () => {
    const { line, path } = await cardAsked();
    for (let looks = 0; looks < 7; looks += 1) {
      const [status, page] = await look(line, path);
      expect(status).toBe(200);
      expect(page).toContain('Your PIN');
      expect(page).not.toContain('Ana');
    }
    expect((await open(line, path, '4071'))[0]).toBe(200);
  });

  it('shows what dispatch and a rescuer need, once', async () => {
    const { line, path } = await cardAsked();
    const [status, page] = await open(line, path, ' 4071 ');
    expect(status).toBe(200);
    for (const fact of [
      'Ana',
      'K2A',
      '1991-03-14',
      K2A,
      ADDRESS,
      'confirmed on 2026-01-05',
      '+12125550190',
      'Walk to the river.',
      'Example sister, sister',
      'Her employer',
      'A dog is at home',
    ])
      expect(page).toContain(fact);
    expect(await open(line, path, '4071')).toEqual([410, expect.stringContaining('This link is over')]);
    expect((await look(line, path))[0]).toBe(410);
  });

  it('locks after five wrong PINs', async () => {
    const { line, path } = await cardAsked();
    for (const left of ['4 more tries', '3 more tries', '2 more tries', '1 more try']) {
      const [status, page] = await open(line, path, '1234');
      expect(status).toBe(403);
      expect(page).toContain(left);
      expect(page).not.toContain('Ana');
    }
    expect((await open(line, path, '1234'))[0]).toBe(410);
    expect((await open(line, path, '4071'))[0]).toBe(410);
    // A new link is the way on.
    expect((await open(line, await askForCard(line, CM_1), '4071'))[0]).toBe(200);
  });

  it('counts wrong PINs that come at once, one by one', async () => {
    const { line, path } = await cardAsked();
    const answers = await Promise.all(['1', '2', '3', '4', '5', '6', '7'].map(pin => open(line, path, pin)));
    expect(answers.map(([status]) => status).sort()).toEqual([403, 403, 403, 403, 410, 410, 410]);
    expect((await open(line, path, '4071'))[0]).toBe(410);
  });

  it('opens once, however often it is opened at once', async () => {
    const { line, path } = await cardAsked();
    const answers = await Promise.all([1, 2, 3, 4].map(() => open(line, path, '4071')));
    expect(answers.map(([status]) => status).sort()).toEqual([200, 410, 410, 410]);
  });

  it('lives for ten minutes', async () => {
    const { line, path } = await cardAsked();
    await line.advance('PT9M59S');
    expect((await look(line, path))[0]).toBe(200);
    await line.advance('PT1S');
    expect((await look(line, path))[0]).toBe(410);
    expect((await open(line, path, '4071'))[0]).toBe(410);
  });

  it('opens with the PIN of the person who asked, and of nobody else', async () => {
    const { line, path } = await cardAsked();
    expect((await open(line, path, '5182'))[0]).toBe(403);
    const ofAnother = await askForCard(line, CM_2);
    expect((await open(line, ofAnother, '4071'))[0]).toBe(403);
    expect((await open(line, ofAnother, '5182'))[0]).toBe(200);
  });

  it('that nobody was given leads nowhere', async () => {
    const { line } = await cardAsked();
    expect((await look(line, '/card/AAAAAAAAAAAAAAAAAAAAAAAAAAAA'))[0]).toBe(410);
    expect((await open(line, '/card/AAAAAAAAAAAAAAAAAAAAAAAAAAAA', '4071'))[0]).toBe(410);
  });

  it('is on the client’s record: who asked, and who opened it', async () => {
    const { line, path } = await cardAsked();
    await open(line, path, '0001');
    await open(line, path, '4071');
    expect(await line.contacts('K2A')).toMatchObject([
      { modality: 'card', author: 'staff cm-1', body: 'cm-1 asked for the safety card of K2A.' },
      { modality: 'card', author: 'staff cm-1', body: 'cm-1 opened the safety card of K2A.' },
    ]);
  });

  it('comes on the relay of a crisis, and a bare CARD there means its client', async () => {
    const line = await aLine({ roster: withPins(PINS) });
    await line.text(K2A, LINE, 'I want to die');
    const code = await line.expectPage(CM_1);
    await line.text(CM_1, DESK, code);
    const { from: relay } = await line.expectText(CM_1, `${code} is yours`);
    await line.newTexts(K2A);
    await line.text(CM_1, relay, 'CARD');
    const { from, body } = await line.expectText(CM_1, 'Safety card of K2A');
    expect(from).toBe(relay);
    expect((await open(line, LINK.exec(body)?.[1] ?? '', '4071'))[1]).toContain(ADDRESS);
    await line.expectQuiet(K2A);
  });

  it('of a person without a PIN says who sets one', async () => {
    const line = await aLine({
      roster: ({ teams: [team] }) => {
        for (const member of team.staff) Object.assign(member, { pin: null });
      },
    });
    expect(await open(line, await askForCard(line, CM_1), '')).toEqual([
      403,
      expect.stringContaining('Your engineer sets one with the roster.'),
    ]);
  });
});
