import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioCarrier } from '../../adapters/twilio/carrier.ts';
import type { FaultKind } from '../../local/faults.ts';
import { listen } from '../local/listen.ts';
import type { Listening } from '../local/listen.ts';
import { ACCOUNT, CLIENT, LINE, MANAGER, openWorld, PUBLIC_URL } from '../local/twilio-world.ts';
import type { World } from '../local/twilio-world.ts';

const TEXT = { to: CLIENT, from: LINE, body: 'Someone is coming.', messageId: '01M', attempt: 2 };

describe('the carrier, against the stand-in', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const carrier = () =>
    createTwilioCarrier({ apiUrl: `${world.origin}/sim/twilio`, publicUrl: PUBLIC_URL, ...ACCOUNT });
  const strike = (fault: FaultKind, operation: 'messages.create' | 'messages.list') => {
    if (fault === 'error-30003' || fault === 'status-undelivered' || fault === 'status-lost') return;
    world.faults.add({ service: 'twilio', operation, match: {}, fault, times: 1 });
  };

  it('sends a text, and its callbacks carry message and attempt', async () => {
    const outcome = await carrier().send(TEXT);
    await world.standIn.idle();

    expect(outcome).toEqual({ outcome: 'accepted', sid: (await world.texts(CLIENT))[0]?.['sid'] });
    expect(world.received.map(({ path, signed }) => [path, signed])).toEqual(
      Array(3).fill(['/twilio/sms-status?message=01M&attempt=2', true]),
    );
  });

  it('is refused with 21610 for a phone that opted out', async () => {
    await world.text(CLIENT, { to: LINE, body: 'STOP' });
    expect(await carrier().send(TEXT)).toEqual({ outcome: 'refused', error: '21610' });
  });

  it.each([
    ['http-429', { outcome: 'retry', error: 'http-429' }],
    ['http-500', { outcome: 'unknown', error: 'http-500' }],
    ['reset-before', { outcome: 'unknown', error: 'UND_ERR_SOCKET' }],
    ['reset-after', { outcome: 'unknown', error: 'UND_ERR_SOCKET' }],
  ] as const)('takes %s as %j', async (fault, expected) => {
    strike(fault, 'messages.create');
    expect(await carrier().send(TEXT)).toEqual(expected);
  });

  it('finds the text whose answer was lost', async () => {
    strike('reset-after', 'messages.create');
    await carrier().send(TEXT);
    const [shown] = await world.texts(CLIENT);
    expect(await carrier().find({ ...TEXT, createdAfter: world.now() }, [])).toBe(shown?.['sid']);
  });

  it('finds nothing when the connection broke before anything was done', async () => {
    strike('reset-before', 'messages.create');
    await carrier().send(TEXT);
    expect(await carrier().find({ ...TEXT, createdAfter: world.now() }, [])).toBeNull();
  });

  it('does not take an older, another or a known text for it', async () => {
    const older = await carrier().send(TEXT);
    world.advance(60_000);
    await carrier().send({ ...TEXT, body: 'Something else.' });
    await carrier().send({ ...TEXT, to: MANAGER });
    const known = await carrier().send(TEXT);
    expect([older.outcome, known.outcome]).toEqual(['accepted', 'accepted']);

    const sids = known.outcome === 'accepted' ? [known.sid] : [];
    expect(await carrier().find({ ...TEXT, createdAfter: world.now() }, sids)).toBeNull();
  });

  it('looks through several pages', async () => {
    await carrier().send(TEXT);
    for (let count = 0; count < 201; count += 1)
      await world.create({ To: CLIENT, From: LINE, Body: `${count}` });
    expect(await carrier().find({ ...TEXT, createdAfter: world.now() }, [])).toMatch(/^SM/);
  });

  it.each(['http-500', 'http-429', 'reset-before'] as const)(
    'says that the log cannot be read when it meets %s, instead of "not there"',
    async fault => {
      strike(fault, 'messages.list');
      await expect(carrier().find({ ...TEXT, createdAfter: world.now() }, [])).rejects.toMatchObject({
        name: 'CarrierLogUnavailable',
        retryable: true,
      });
    },
  );
});

describe('the carrier, against odd answers', () => {
  let server: Listening | null = null;
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  async function answering(answer: () => Promise<Response>, timeoutMs = 5_000) {
    server = await listen(answer);
    return createTwilioCarrier({ apiUrl: server.origin, publicUrl: PUBLIC_URL, ...ACCOUNT, timeoutMs });
  }

  it.each([
    ['201 with no JSON', 201, 'created', { outcome: 'unknown', error: 'http-201-unreadable' }],
    ['201 without a sid', 201, '{"status":"queued"}', { outcome: 'unknown', error: 'http-201-unreadable' }],
    ['a 4xx with a code', 404, '{"code":20404}', { outcome: 'refused', error: '20404' }],
    ["a proxy's 4xx", 413, '<html>', { outcome: 'unknown', error: 'http-413' }],
    ['a redirect to nowhere', 304, null, { outcome: 'unknown', error: 'http-304' }],
    ['a 5xx with a code', 503, '{"code":20503}', { outcome: 'unknown', error: 'http-503' }],
  ])('judges %s', async (_, status, body, expected) => {
    const carrier = await answering(() => Promise.resolve(new Response(body, { status })));
    expect(await carrier.send(TEXT)).toEqual(expected);
  });

  it('does not know what became of a text when the answer takes too long', async () => {
    const carrier = await answering(() => new Promise(() => undefined), 50);
    expect(await carrier.send(TEXT)).toEqual({ outcome: 'unknown', error: 'timeout' });
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const carrier = await answering(() => Promise.resolve(new Response()));
    await server?.close();
    expect(await carrier.send(TEXT)).toEqual({ outcome: 'retry', error: 'ECONNREFUSED' });
  });

  it('knows that nothing was sent when the host has no address', async () => {
    const carrier = createTwilioCarrier({
      apiUrl: 'http://twilio.invalid',
      publicUrl: PUBLIC_URL,
      ...ACCOUNT,
    });
    expect(await carrier.send(TEXT)).toMatchObject({ outcome: 'retry' });
  });
});
