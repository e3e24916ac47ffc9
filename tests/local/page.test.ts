import { beforeAll, describe, expect, test } from 'vitest';
import { Errand, Purpose, Timer } from '../../core/job.ts';
import { dueWords } from '../../local/page/browser/due-words.ts';
import { countdown } from '../../local/page/browser/times.ts';
import { createPage, type Page } from '../../local/page/serve.ts';

let page: Page;
beforeAll(() => {
  page = createPage();
});

function get(path: string, method = 'GET'): Promise<Response | null> {
  return page.handle(new Request(`http://localhost:3000${path}`, { method }));
}

describe('the page', () => {
  test.each([
    ['/', 'text/html; charset=utf-8', '<title>'],
    ['/page/page.js', 'text/javascript; charset=utf-8', '/sim/changes'],
    ['/page/page.css', 'text/css; charset=utf-8', '.bubble'],
    ['/page/icon.svg', 'image/svg+xml', '<svg'],
  ])('serves %s as %s', async (path, type, words) => {
    const response = await get(path);
    expect(response?.status).toBe(200);
    expect(response?.headers.get('content-type')).toBe(type);
    expect(await response?.text()).toContain(words);
  });

  test('lets nothing run or load that is not its own', async () => {
    const policy = (await get('/'))?.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:/);
  });

  test('leaves every other path to the rest of the run', async () => {
    expect(await get('/healthz')).toBeNull();
    expect(await get('/sim/clock')).toBeNull();
  });

  test('says so when it has no such file, or is asked to change', async () => {
    expect((await get('/page/other.js'))?.status).toBe(404);
    expect((await get('/', 'POST'))?.status).toBe(405);
  });
});

describe('what is due next', () => {
  const kinds = [
    ...Timer.options.map(option => option.shape.do.value),
    ...Purpose.options.map(option => option.shape.for.value),
    ...Errand.options.map(option => option.shape.errand.value),
  ];

  test.each(kinds)('has words for %s', what => {
    expect(dueWords({ what })).toMatch(/^[A-Z][a-z]/);
  });

  test.each([
    [0, 'now'],
    [-5, 'now'],
    [45, 'in 45 s'],
    [125, 'in 2 min 5 s'],
    [300, 'in 5 min'],
    [12_000, 'in 3 h 20 min'],
    [345_600, 'in 4 days'],
  ])('counts %d seconds down as %s', (seconds, words) => {
    const now = new Date('2026-01-07T20:00:00Z');
    expect(countdown(new Date(now.getTime() + seconds * 1000), now)).toBe(words);
  });
});
