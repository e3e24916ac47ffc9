import { randomBytes } from 'node:crypto';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { firstBreak } from '../../core/record.ts';
import { aLine } from '../support/a-line.ts';
import { CM_1, CM_2, DESK, K2A, LINE, M4C, STRANGER } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';

const TOKEN = 'local-twilio-token';

type Form = Record<string, string>;

function textOf(from: string, to: string, Body: string): Form {
  return { MessageSid: `SM${randomBytes(16).toString('hex')}`, From: from, To: to, Body, NumMedia: '0' };
}

function signatureOf(line: Line, path: string, form: Form): string {
  return webhooks.getExpectedTwilioSignature(TOKEN, `${line.run.publicUrl}${path}`, form);
}

/** Posts a webhook as the carrier would; `signature` null: unsigned. */
async function post(
  line: Line,
  form: Form,
  signature: string | null = signatureOf(line, '/twilio/sms', form),
  path = '/twilio/sms',
): Promise<number> {
  const response = await line.request(path, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: signature === null ? {} : { 'x-twilio-signature': signature },
  });
  await response.text();
  return response.status;
}

/** All records of a phone's thread, as the store holds them, and that nothing is missing, changed or out of order. */
async function soundRecords(line: Line, phone: string) {
  const { store } = line.run.outside;
  const records = await store.records(store.threadId(LINE, phone));
  expect(records.map(record => record.seq)).toEqual(records.map((_, index) => index + 1));
  expect(firstBreak(records)).toBeNull();
  return records;
}

describe('the contact record', () => {
  it('of a whole crisis is gapless, and its chain holds', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'good morning');
    await line.text(K2A, LINE, 'I want to die');
    const code = await line.expectPage(CM_1);
    await line.advance('PT11M');
    await line.text(CM_2, DESK, code);
    const { from: relay } = await line.expectText(CM_2, `${code} is yours`);
    await line.text(CM_2, relay, 'I am here');
    await line.text(K2A, LINE, 'STOP');
    await line.text(CM_2, relay, 'please let me call you');
    await line.text(K2A, LINE, 'START');
    await line.text(CM_2, relay, 'NOTE she let me call');
    await line.text(CM_2, relay, 'SPOKE');
    await line.text(CM_2, relay, 'CARD');
    await line.text(CM_2, relay, 'DONE 1');
    const records = await soundRecords(line, K2A);
    expect(records.map(({ direction, modality, author }) => `${direction} ${modality} ${author}`)).toEqual([
      'inbound text client K2A',
      'internal hand-over line',
      'inbound text client K2A',
      'outbound automatic line',
      'outbound automatic line',
      'internal hand-over staff cm-2',
      'outbound text staff cm-2',
      'inbound opt-out client K2A',
      'inbound opt-in client K2A',
      'internal note staff cm-2',
      'internal crisis staff cm-2',
      'internal card staff cm-2',
      'internal crisis staff cm-2',
    ]);
  });

  it('of many phones at once is gapless, and its chain holds', async () => {
    const line = await aLine();
    const phones = [K2A, M4C, STRANGER];
    const texts = phones.flatMap(phone => [0, 1, 2, 3, 4, 5].map(n => textOf(phone, LINE, `number ${n}`)));
    const statuses = await Promise.all(texts.map(text => postUntilTaken(line, text)));
    await line.settle();
    expect(new Set(statuses)).toEqual(new Set([200]));
    for (const phone of phones) {
      const inbound = (await soundRecords(line, phone)).filter(record => record.direction === 'inbound');
      expect(inbound.map(record => record.body).sort()).toEqual([0, 1, 2, 3, 4, 5].map(n => `number ${n}`));
    }
  });

  it('of a staff phone holds what was typed to the desk and what it answered, gapless', async () => {
    const line = await aLine();
    await line.text(CM_1, DESK, 'WHO');
    await line.text(CM_1, DESK, '7fq?');
    await line.text(CM_1, DESK, 'STOP');
    const { store } = line.run.outside;
    const { desk } = await store.load({ desk: { kind: 'desk', phone: CM_1 } });
    const records = await store.records(desk?.id ?? '');
    expect(firstBreak(records)).toBeNull();
    expect(records.filter(record => record.direction === 'inbound').map(record => record.body)).toEqual([
      'WHO',
      '7fq?',
      'STOP',
    ]);
  });
});

/** A busy line answers 503, and the carrier comes again. */
async function postUntilTaken(line: Line, text: Form): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const status = await post(line, text);
    if (status !== 503 || tries === 10) return status;
  }
}

describe('a webhook that comes three times, in any order', () => {
  it('is stored once, forwarded once and answered once', async () => {
    const line = await aLine();
    const texts = ['the landlord was here', 'he took the key', 'call me'].map(body =>
      textOf(K2A, LINE, body),
    );
    const [one, two, three] = texts as [Form, Form, Form];
    for (const text of [two, one, two, three, one, three, two, one, three])
      expect(await postUntilTaken(line, text)).toBe(200);
    await line.settle();
    const inbound = (await soundRecords(line, K2A)).filter(record => record.direction === 'inbound');
    expect(inbound.map(record => record.providerId).sort()).toEqual(
      texts.map(text => text['MessageSid']).sort(),
    );
    const forwarded = (await line.newBodies(CM_1)).map(body => body.split('\n').at(-1));
    expect(forwarded.sort()).toEqual(texts.map(text => text['Body']).sort());
  });

  it('all at once, too: one crisis, one page, one safety reply', async () => {
    const line = await aLine();
    const text = textOf(K2A, LINE, 'I want to die');
    expect(await Promise.all([1, 2, 3].map(() => postUntilTaken(line, text)))).toEqual([200, 200, 200]);
    await line.settle();
    await line.expectPage(CM_1);
    await line.expectText(K2A, /^Automatic reply/);
    await line.expectQuiet();
    expect(await soundRecords(line, K2A)).toHaveLength(2);
  });

  it('of a staff command is carried out once', async () => {
    const line = await aLine();
    const note = textOf(CM_1, DESK, 'NOTE K2A prefers letters');
    for (let times = 0; times < 3; times += 1) expect(await post(line, note)).toBe(200);
    await line.settle();
    expect(await soundRecords(line, K2A)).toHaveLength(1);
    expect(await line.newBodies(CM_1)).toEqual(['Noted on the record of K2A.']);
  });

  it('of a number that nobody knows gives it one code and one greeting', async () => {
    const line = await aLine();
    const text = textOf(STRANGER, LINE, 'is this the clinic?');
    await Promise.all([1, 2, 3].map(() => postUntilTaken(line, text)));
    await line.settle();
    expect(await line.newTexts(STRANGER)).toHaveLength(1);
    expect(await soundRecords(line, STRANGER)).toHaveLength(3);
  });
});

describe('a webhook that is not the carrier’s', () => {
  const text = () => textOf(K2A, LINE, 'I want to die');

  async function expectNothing(line: Line): Promise<void> {
    await line.settle();
    await line.expectQuiet();
    expect(await soundRecords(line, K2A)).toEqual([]);
  }

  it.each<[string, (line: Line, form: Form) => string | null]>([
    ['unsigned', () => null],
    ['signed with nothing', () => ''],
    ['signed for another body', (line, form) => signatureOf(line, '/twilio/sms', { ...form, Body: 'hello' })],
    ['signed for another path', (line, form) => signatureOf(line, '/twilio/sms-status', form)],
    [
      'signed with another token',
      (line, form) => webhooks.getExpectedTwilioSignature('guess', `${line.run.publicUrl}/twilio/sms`, form),
    ],
  ])('is refused with 403 and changes nothing: %s', async (_how, sign) => {
    const line = await aLine();
    const form = text();
    expect(await post(line, form, sign(line, form))).toBe(403);
    await expectNothing(line);
  });

  it.each<[string, (form: Form) => Form]>([
    ['without a sid', form => ({ ...form, MessageSid: '' })],
    ['without a sender', ({ MessageSid, To, Body }) => ({ MessageSid, To, Body }) as Form],
    ['from a word', form => ({ ...form, From: 'BANK' })],
    ['with an attachment that is not there', form => ({ ...form, NumMedia: '2' })],
  ])('is refused with 400 and changes nothing: %s', async (_how, spoil) => {
    const line = await aLine();
    expect(await post(line, spoil(text()))).toBe(400);
    await expectNothing(line);
  });

  it('cannot report what became of a text', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'I want to die');
    const before = await line.contacts('K2A');
    const messageId = before.at(-1)?.messageId ?? '';
    const path = `/twilio/sms-status?message=${messageId}&attempt=1`;
    const form = { MessageSid: `SM${'0'.repeat(32)}`, MessageStatus: 'undelivered', ErrorCode: '30003' };
    expect(await post(line, form, null, path)).toBe(403);
    expect(await line.contacts('K2A')).toEqual(before);
  });
});
