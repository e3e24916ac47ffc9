import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WEDNESDAY_MORNING } from '../support/demo-roster.ts';
import { type Line, startLine } from '../support/line.ts';

let line: Line;
/** One line for each group of tests; those of a group leave each other's time and jobs alone. */
function withALine(): void {
  beforeAll(async () => {
    line = await startLine();
  });
  afterAll(() => line.stop());
}

const errorOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { error: string }).error,
];

describe('what people and scripts may ask of a run', () => {
  withALine();

  it('is whether it lives', async () => {
    expect(await line.get('/healthz')).toEqual({ ok: true });
  });

  it('is the page', async () => {
    const response = await line.request('/');
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  it('is the time', async () => {
    expect(await line.get('/sim/clock')).toEqual({
      now: WEDNESDAY_MORNING,
      standing: true,
      zone: 'America/New_York',
    });
  });

  it('is the roster, without the PINs', async () => {
    const roster = await line.get<{ teams: { staff: object[] }[]; clients: object[] }>('/sim/roster');
    expect(roster.teams[0]?.staff[0]).toEqual({
      id: 'cm-1',
      role: 'case-manager',
      phone: '+12125550131',
      slackUser: 'U0CM1',
    });
    expect(roster.clients[0]).toEqual({ code: 'K2A', phone: '+12125550151', language: 'en', name: 'Ana' });
    expect(roster.clients).toHaveLength(6);
  });

  it('is the next handoff', async () => {
    expect(await line.get('/sim/next-handoff')).toEqual({
      at: expect.stringMatching(/T14:00:00.000Z$/) as string,
    });
  });

  it('is the open jobs: at least the next digest', async () => {
    expect(await line.jobs()).toContainEqual(
      expect.objectContaining({ lane: 'automatic', kind: 'timer', what: 'digest', attempts: 0, about: null }),
    );
  });

  it.each(['K2A', 'k2a', '+12125550151', '+12125559999'])('is the records of %s', async whose => {
    expect(await line.contacts(whose)).toEqual(expect.any(Array));
  });

  it.each<[string, number, RegExp]>([
    ['/sim/contacts?client=Q9Q', 404, /^There is no client Q9Q/],
    ['/sim/contacts?phone=five', 404, /^"five" is no phone number/],
    ['/sim/contacts', 400, /^Say whose contacts/],
    ['/sim/nothing', 404, /^GET \/sim\/nothing is not served here/],
    ['/twilio/sms', 404, /^GET \/twilio\/sms is not served here/],
  ])('gets a sentence for %s', async (path, status, sentence) => {
    expect(await errorOf(await line.request(path))).toEqual([status, expect.stringMatching(sentence)]);
  });
});

describe('moving the clock', () => {
  withALine();

  it('goes on to where it was asked', async () => {
    const before = await line.now();
    expect(await line.advance('PT90S')).toBe(new Date(Date.parse(before) + 90_000).toISOString());
  });

  it('takes seconds for a quiet month', async () => {
    const began = performance.now();
    await line.advance('P31D');
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it.each([
    [{ to: WEDNESDAY_MORNING.replace('2026', '2025') }, /never goes back/],
    [{ advance: '5 minutes' }, /write PT5M for five minutes/],
    [{ forward: 'PT5M' }, /write \{"advance":"PT5M"\}/],
    [null, /write \{"advance":"PT5M"\}/],
  ])('is refused for %j', async (move, sentence) => {
    const response = await line.request('/sim/clock', { method: 'POST', body: JSON.stringify(move) });
    expect(await errorOf(response)).toEqual([400, expect.stringMatching(sentence)]);
  });
});

describe('the changes', () => {
  withALine();

  it('tell the page what to read again', async () => {
    const response = await line.request('/sim/changes');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const listening = (async () => {
      while (!heard.includes('"clock"')) heard += (await reader?.read())?.value ?? '';
    })();
    await line.advance('PT1S');
    await listening;
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(heard).toContain('data: {"what":"clock"}\n\n');
    await reader?.cancel();
  });
});

describe('faults of the store', () => {
  withALine();

  it.each(['http-500', 'http-429', 'reset-before', 'reset-after'] as const)(
    'pass when they are few: the SDK tries again after %s',
    async fault => {
      await line.faults.add({ service: 'dynamodb', operation: 'Query', fault, times: 1 });
      expect((await line.jobs()).length).toBeGreaterThan(0);
      expect(line.run.faults.list()).toEqual([]);
    },
  );

  it.each([
    ['http-500', 'InternalServerError'],
    ['http-429', 'ProvisionedThroughputExceededException'],
    ['reset-before', 'TimeoutError'],
  ] as const)('reach the store when they last, %s as %s', async (fault, name) => {
    await line.faults.add({ service: 'dynamodb', operation: 'BatchGetItem', fault, times: 1000 });
    const load = line.run.outside.store.load({ client: { kind: 'client', code: 'K2A' } });
    const error = await load.catch((failure: unknown) => failure);
    const causes = error instanceof Error ? [error, error.cause] : [];
    expect(causes.map(cause => cause instanceof Error && cause.name)).toContain(name);
    await line.faults.clear();
  });

  it('answer 500 with a sentence, and the run goes on', async () => {
    await line.faults.add({ service: 'dynamodb', operation: 'Query', fault: 'http-500', times: 1000 });
    expect((await line.request('/sim/jobs')).status).toBe(500);
    await line.faults.clear();
    await vi.waitFor(async () => expect((await line.request('/sim/jobs')).status).toBe(200));
  });
});
