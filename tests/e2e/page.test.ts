import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChromium } from './chromium.ts';
import type { LocalLine } from './local-line.ts';
import { startLocalLine } from './local-line.ts';

const K2A = '+12125550151';
const CM1 = '+12125550131';
const CRISIS_TEXT = 'i took all my pills';
const ANSWER = 'This is your case manager. Are you at home? Is anyone with you?';

let line: LocalLine | undefined;
let browser: Browser | undefined;
let page: Page;
const pageErrors: string[] = [];

beforeAll(async () => {
  browser = await startChromium();
  line = await startLocalLine('2026-01-07T20:00:00.000Z');
  page = await browser.newPage({ viewport: { width: 1680, height: 1000 }, reducedMotion: 'reduce' });
  // Long before the test's own end, so that a failure names what was not there.
  page.setDefaultTimeout(20_000);
  page.on('pageerror', error => pageErrors.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
  await page.goto(line.url);
});

afterAll(async () => {
  await browser?.close();
  await line?.stop();
});

describe('a crisis, seen on the page', () => {
  test('goes from the client’s text to the end without a reload', async () => {
    const client = await tapped(K2A);
    const manager = await tapped(CM1);

    await write(client, CRISIS_TEXT);
    const paged = await received(manager, /Reply \w+ to take it/);
    const code = /Reply (\w+) to take it/.exec(paged)?.[1] ?? '';
    expect(paged).not.toContain(CRISIS_TEXT);
    const crisis = slack().locator('.slack-message', { hasText: code });
    await crisis.getByText('nobody has it yet').waitFor();

    await write(manager, code);
    await manager.getByRole('button', { name: /^relay \d/ }).click();
    expect(await received(manager, new RegExp(`${code} is yours`))).toContain('K2A');
    await received(manager, new RegExp(CRISIS_TEXT));
    await crisis.getByText(/· taken$/).waitFor();

    await write(manager, ANSWER);
    expect(await received(client, /Are you at home/)).toContain(ANSWER);
    await crisis.getByText(/in contact with/).waitFor();
    await write(client, 'at home alone. i feel sick 😞');
    await received(manager, /i feel sick/);
    // Unanswered, the crisis would reopen when the clock moves.
    await write(manager, 'An ambulance is on its way to you. Stay with me here.');
    await received(client, /ambulance/);
    await client.locator('.bubble-fate', { hasText: 'on its way' }).last().waitFor({ state: 'hidden' });
    if (process.env['UPDATE_SCREENSHOT'] === '1') await page.screenshot({ path: 'docs/page.png' });

    const clock = page.getByRole('region', { name: 'Clock' });
    await clock.getByText('3:00:00 PM').waitFor();
    await clock.getByRole('button', { name: '+5 min' }).click();
    await clock.getByText('3:05:00 PM').waitFor();

    await crisis.getByRole('button', { name: 'Resolve' }).click();
    const form = page.getByRole('dialog', { name: `Resolve ${code}` });
    await form.getByLabel('How did it end?').selectOption({ label: 'Safety plan reviewed' });
    await form.getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await crisis
      .getByText(/closed it/)
      .first()
      .waitFor();

    const inSlack = await slack().innerText();
    for (const word of [CRISIS_TEXT, 'i feel sick', ANSWER, 'Ana', K2A]) expect(inSlack).not.toContain(word);
  });

  test('answers a command to the one who asked alone', async () => {
    await slack().getByLabel('Acting as').selectOption('cm-2');
    await slack().getByLabel('Command as cm-2').fill('/oncall');
    await slack().getByRole('button', { name: 'Send' }).click();
    const answer = slack().locator('.slack-message', { hasText: 'Only visible to you' });
    await answer.getByText(/cm-1/).first().waitFor();

    await slack().getByLabel('Acting as').selectOption('cm-1');
    await answer.waitFor({ state: 'hidden' });
  });

  test('lets any number be a phone, and says what is wrong with one that is none', async () => {
    await page.getByLabel('Another phone').fill('911');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText(/Write it with \+ and the country/).waitFor();

    await page.getByLabel('Another phone').fill('+1 (212) 555-0199');
    await page.getByRole('button', { name: 'Add' }).click();
    const stranger = page.locator('article[data-phone="+12125550199"]');
    await write(stranger, 'هل هذا مركز المساعدة؟');
    await received(stranger, /988/);
    expect(await stranger.locator('.bubble.sent .bubble-body').getAttribute('dir')).toBe('auto');
  });

  test('shows no error in the browser’s console', () => {
    expect(pageErrors).toEqual([]);
  });
});

async function tapped(phone: string): Promise<Locator> {
  await page.locator(`.phone-row[data-phone="${phone}"]`).click();
  const frame = page.locator(`article[data-phone="${phone}"]`);
  await frame.waitFor();
  return frame;
}

async function write(phone: Locator, body: string): Promise<void> {
  await phone.getByRole('textbox', { name: /^Text as/ }).fill(body);
  await phone.getByRole('button', { name: 'Send' }).click();
}

/** The newest text of the open conversation that reads so, once it is there. */
async function received(phone: Locator, words: RegExp): Promise<string> {
  const text = phone.locator('.bubble.received .bubble-body').filter({ hasText: words }).last();
  await text.waitFor();
  return text.innerText();
}

function slack(): Locator {
  return page.getByRole('region', { name: 'Slack workspace' });
}
