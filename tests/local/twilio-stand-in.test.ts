import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENT, LINE, MANAGER, openWorld, PUBLIC_URL, RELAY } from './twilio-world.ts';
import type { World } from './twilio-world.ts';

const CALLBACK = `${PUBLIC_URL}/twilio/sms-status?message=01M&attempt=1`;
const TO_CLIENT = { To: CLIENT, From: LINE, Body: 'Someone is coming.' };

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('creating a message', () => {
  it('answers as the real API does, and shows the text on the phone', async () => {
    const { status, json } = await world.create(TO_CLIENT);

    expect(status).toBe(201);
    expect(json).toMatchObject({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/) as string,
      status: 'queued',
      to: CLIENT,
      from: LINE,
      direction: 'outbound-api',
      date_created: 'Mon, 05 Jan 2026 15:00:00 +0000',
      date_sent: null,
      num_segments: '1',
      num_media: '0',
      error_code: null,
    });
    expect(await world.texts(CLIENT)).toMatchObject([
      { sid: json['sid'], direction: 'received', body: 'Someone is coming.', at: '2026-01-05T15:00:00.000Z' },
    ]);
  });

  it.each([
    ['no recipient', { From: LINE, Body: 'x' }, 21604],
    ['no sender', { To: CLIENT, Body: 'x' }, 21603],
    ['no body', { To: CLIENT, From: LINE }, 21602],
    ['a recipient that is no E.164 number', { To: '2125550151', From: LINE, Body: 'x' }, 21211],
    ['a sender that is not ours', { To: CLIENT, From: '+12125559999', Body: 'x' }, 21606],
    ['1601 characters', { To: CLIENT, From: LINE, Body: 'x'.repeat(1601) }, 21617],
    ['a callback that is no URL', { ...TO_CLIENT, StatusCallback: 'nowhere' }, 21609],
  ])('refuses %s', async (_, form, code) => {
    const { status, json } = await world.create(form);
    expect({ status, code: json['code'] }).toEqual({ status: 400, code });
    expect(await world.texts(CLIENT)).toEqual([]);
  });

  it('refuses the wrong token with 401 and 20003', async () => {
    const { status, json } = await world.api('POST', '/Messages.json', TO_CLIENT, 'wrong');
    expect({ status, code: json['code'] }).toEqual({ status: 401, code: 20003 });
  });

  it.each([
    ['GSM-7', 'x'.repeat(161), '2'],
    ['the extended set, two places each', '€'.repeat(81), '2'],
    ['UCS-2', '你'.repeat(70), '1'],
    ['UCS-2 in several', '你'.repeat(71), '2'],
  ])('counts segments in %s', async (_, Body, expected) => {
    const { json } = await world.create({ ...TO_CLIENT, Body });
    expect(json['num_segments']).toBe(expected);
  });

  it('says that there are no calls', async () => {
    const { status, json } = await world.api('POST', '/Calls.json', { To: CLIENT, From: LINE });
    expect(status).toBe(404);
    expect(json['message']).toContain('no calls');
  });
});

describe('status callbacks', () => {
  it('come signed and in order, and the message ends as delivered', async () => {
    const { json } = await world.create({ ...TO_CLIENT, StatusCallback: CALLBACK });
    await world.standIn.idle();

    expect(world.received.map(({ path, form, signed }) => [path, form['MessageStatus'], signed])).toEqual([
      ['/twilio/sms-status?message=01M&attempt=1', 'queued', true],
      ['/twilio/sms-status?message=01M&attempt=1', 'sent', true],
      ['/twilio/sms-status?message=01M&attempt=1', 'delivered', true],
    ]);
    const fetched = await world.api('GET', `/Messages/${String(json['sid'])}.json`);
    expect(fetched.json).toMatchObject({ status: 'delivered', date_sent: 'Mon, 05 Jan 2026 15:00:00 +0000' });
  });

  it('are tried once more when the line fails, and then given up', async () => {
    world.answers.push(500, 200, 503, 503);
    await world.create({ ...TO_CLIENT, StatusCallback: CALLBACK });
    await world.standIn.idle();
    expect(world.received.map(({ form }) => form['MessageStatus'])).toEqual([
      'queued',
      'queued',
      'sent',
      'sent',
      'delivered',
    ]);
  });

  it('that were pending at a kill are sent at the next start', async () => {
    world.answers.push(200, new Promise(() => undefined));
    await world.create({ ...TO_CLIENT, StatusCallback: CALLBACK });
    await expect.poll(() => world.received.length).toBe(2);

    world.restart();
    await world.standIn.idle();
    expect(world.received.map(({ form }) => form['MessageStatus'])).toEqual([
      'queued',
      'sent',
      'sent',
      'delivered',
    ]);
  });
});

describe('the list of messages', () => {
  it('comes newest first, narrowed and in pages', async () => {
    for (const Body of ['one', 'two', 'three']) await world.create({ ...TO_CLIENT, Body });
    await world.create({ ...TO_CLIENT, To: MANAGER });
    await world.standIn.idle();

    const first = await world.api('GET', `/Messages.json?To=${encodeURIComponent(CLIENT)}&PageSize=2`);
    expect(first.json['messages']).toMatchObject([{ body: 'three' }, { body: 'two' }]);
    const next = String(first.json['next_page_uri']).split('/Messages.json')[1] ?? '';
    const second = await world.api('GET', `/Messages.json${next}`);
    expect(second.json).toMatchObject({ messages: [{ body: 'one' }], next_page_uri: null });
  });

  it.each([
    ['DateSent>', '2026-01-05', 1],
    ['DateSent>', '2026-01-05T15:00:01Z', 0],
    ['DateSent<', '2026-01-05T15:00:00Z', 1],
    ['DateSent<', '2026-01-04', 0],
    ['DateSent', '2026-01-05', 1],
    ['DateSent', '2026-01-06', 0],
  ])('narrowed by %s=%s holds %i', async (name, value, count) => {
    await world.create(TO_CLIENT);
    await world.standIn.idle();
    const { json } = await world.api(
      'GET',
      `/Messages.json?${new URLSearchParams({ [name]: value }).toString()}`,
    );
    expect(json['messages']).toHaveLength(count);
  });
});

describe('a phone that texts', () => {
  it('reaches the line with a signed webhook, attachments and all', async () => {
    const { status, json } = await world.text(CLIENT, {
      to: LINE,
      body: 'hola ñ 🙂',
      media: ['https://example.org/a.jpg', 'https://example.org/b'],
    });

    const [webhook] = world.received;
    expect(webhook).toMatchObject({
      path: '/twilio/sms',
      signed: true,
      form: {
        From: CLIENT,
        To: LINE,
        Body: 'hola ñ 🙂',
        NumMedia: '2',
        MediaContentType0: 'image/jpeg',
        MediaContentType1: 'application/octet-stream',
      },
    });
    // The carrier keeps a copy of its own.
    expect(webhook?.form['MediaUrl0']).toMatch(/\/Media\/ME[0-9a-f]{32}$/);
    expect(webhook?.form['OptOutType']).toBeUndefined();
    expect({ status, json }).toEqual({ status: 200, json: { sid: webhook?.form['MessageSid'] } });
    expect(await world.texts(CLIENT)).toMatchObject([{ direction: 'sent', status: 'delivered', to: LINE }]);
  });

  it('is tried again at once with the same idempotency token', async () => {
    world.answers.push(503, 403);
    const { status } = await world.text(CLIENT, { to: LINE, body: 'hi' });
    expect(status).toBe(200);
    expect(world.received).toHaveLength(3);
    expect(new Set(world.received.map(({ headers }) => headers.get('i-twilio-idempotency-token'))).size).toBe(
      1,
    );
  });

  it('is told with 502 when the line fails four times', async () => {
    world.answers.push(500, 500, 500, 500);
    const { status, json } = await world.text(CLIENT, { to: LINE, body: 'hi' });
    expect(status).toBe(502);
    expect(json).toMatchObject({ error: expect.stringContaining('it answered 500') as string });
    expect(await world.texts(CLIENT)).toMatchObject([{ status: 'failed' }]);
  });

  it('reaches the line after a kill, under the same sid', async () => {
    world.answers.push(new Promise(() => undefined));
    void world.text(CLIENT, { to: LINE, body: 'hi' }).catch(() => undefined);
    await expect.poll(() => world.received.length).toBe(1);
    appendFileSync(join(world.dataDir, 'twilio.jsonl'), '{"entry":"answ');

    world.restart();
    await world.standIn.idle();
    expect(world.received).toHaveLength(2);
    expect(world.received[1]?.form).toEqual(world.received[0]?.form);
    expect(await world.texts(CLIENT)).toMatchObject([{ status: 'delivered' }]);

    world.restart();
    await world.standIn.idle();
    expect(world.received).toHaveLength(2);
  });

  it('keeps its text for the next start when the process was stopping', async () => {
    world.answers.push(500, 500, 500, 500);
    world.standIn.stop();
    await world.text(CLIENT, { to: LINE, body: 'hi' });
    world.restart();
    await world.standIn.idle();
    expect(world.received).toHaveLength(5);
  });

  it.each([
    ['a number that is not the line', CLIENT, { to: MANAGER, body: 'x' }, 'none of the line'],
    ['no JSON object', CLIENT, 'x', 'Cannot read that'],
    ['no recipient', CLIENT, { body: 'x' }, 'to:'],
    ['a number for a body', CLIENT, { to: LINE, body: 1 }, 'body:'],
    ['too long a body', CLIENT, { to: LINE, body: 'x'.repeat(1601) }, '1600'],
    ['an attachment that is no URL', CLIENT, { to: LINE, media: ['x'] }, 'media.0:'],
    ['a phone that is no number', '911x', { to: LINE, body: 'x' }, 'E.164'],
    ['a phone that is the line', LINE, { to: RELAY, body: 'x' }, 'not a phone'],
  ])('gets a clear 400 for %s', async (_, phone, json, sentence) => {
    const answer = await world.text(phone, json);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.json)).toContain(sentence);
    expect(world.received).toEqual([]);
  });

  it('has no calls', async () => {
    const { status, json } = await world.request('POST', `/sim/phones/${CLIENT}/calls`, { to: LINE });
    expect(status).toBe(404);
    expect(JSON.stringify(json)).toContain('no calls');
  });
});

describe('reserved words', () => {
  it.each(['STOP', 'stopall', ' Unsubscribe ', 'CANCEL', 'end', 'QUIT', 'revoke', 'OPTOUT'])(
    'a bare %s opts the phone out of this number until START',
    async word => {
      await world.text(CLIENT, { to: LINE, body: word });
      expect(world.received).toHaveLength(1);
      expect(await world.create(TO_CLIENT)).toMatchObject({ status: 400, json: { code: 21610 } });
      expect(await world.create({ ...TO_CLIENT, From: RELAY })).toMatchObject({ status: 201 });

      await world.text(CLIENT, { to: LINE, body: 'unstop' });
      expect(await world.create(TO_CLIENT)).toMatchObject({ status: 201 });
    },
  );

  it('are confirmed to the phone by the carrier, once', async () => {
    for (const body of ['STOP', 'STOP', 'START', 'START', 'HELP'])
      await world.text(CLIENT, { to: LINE, body });
    const answers = (await world.texts(CLIENT)).filter(text => text['direction'] === 'received');
    expect(answers.map(text => text['body'])).toEqual([
      expect.stringContaining('successfully been unsubscribed'),
      expect.stringContaining('successfully been re-subscribed'),
      expect.stringContaining('Reply STOP to unsubscribe'),
    ]);
  });

  it('mean nothing inside a sentence', async () => {
    await world.text(CLIENT, { to: LINE, body: 'please stop' });
    expect(await world.create(TO_CLIENT)).toMatchObject({ status: 201 });
  });

  it('are remembered after a restart', async () => {
    await world.text(CLIENT, { to: LINE, body: 'STOP' });
    world.restart();
    expect(await world.create(TO_CLIENT)).toMatchObject({ json: { code: 21610 } });
  });
});

describe('the list of phones', () => {
  it('names the known ones, counts what is unread and shows the last text', async () => {
    await world.create(TO_CLIENT);
    expect(await world.phones()).toMatchObject([
      { e164: MANAGER, label: 'cm-1', unread: 0, last: null },
      { e164: CLIENT, label: CLIENT, unread: 1, last: { body: 'Someone is coming.' } },
    ]);

    await world.texts(CLIENT);
    expect((await world.phones())[1]).toMatchObject({ unread: 0 });
    expect(world.changes()).toBeGreaterThan(1);
  });
});

describe('faults', () => {
  const fault = (kind: string) =>
    ({
      service: 'twilio',
      operation: 'messages.create',
      match: { to: CLIENT },
      fault: kind,
      times: 1,
    }) as const;
  const withCallback = { ...TO_CLIENT, StatusCallback: CALLBACK };

  it.each([
    ['http-500', 500],
    ['http-429', 429],
  ] as const)('%s refuses the text once and only for its match', async (kind, status) => {
    world.faults.add({ ...fault(kind), fault: kind });
    expect(await world.create({ ...TO_CLIENT, To: MANAGER })).toMatchObject({ status: 201 });
    expect(await world.create(TO_CLIENT)).toMatchObject({ status });
    expect(await world.texts(CLIENT)).toEqual([]);
    expect(await world.create(TO_CLIENT)).toMatchObject({ status: 201 });
  });

  it.each([
    ['reset-before', 0],
    ['reset-after', 1],
  ] as const)('%s breaks the connection; the phone shows %i texts', async (kind, count) => {
    world.faults.add({ ...fault(kind), fault: kind });
    await expect(world.create(TO_CLIENT)).rejects.toThrow('fetch failed');
    expect(await world.texts(CLIENT)).toHaveLength(count);
  });

  it.each([
    ['error-30003', ['queued', 'sent', 'undelivered'], '30003', 0],
    ['status-undelivered', ['queued', 'sent', 'undelivered'], '30008', 0],
    ['status-lost', [], undefined, 1],
  ] as const)('%s is accepted, and then reports %j', async (kind, statuses, errorCode, shown) => {
    world.faults.add({ ...fault(kind), fault: kind });
    expect(await world.create(withCallback)).toMatchObject({ status: 201 });
    await world.standIn.idle();
    expect(world.received.map(({ form }) => form['MessageStatus'])).toEqual(statuses);
    expect(world.received.at(-1)?.form['ErrorCode']).toBe(errorCode);
    expect(await world.texts(CLIENT)).toHaveLength(shown);
  });
});
