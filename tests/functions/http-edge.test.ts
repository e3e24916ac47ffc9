import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { twilioWebhook } from '../../adapters/http/twilio-webhook.ts';
import { InboundSms, SMS_PATH, SMS_STATUS_PATH, SmsStatus } from '../../adapters/twilio/webhook.ts';
import { TooBusy } from '../../app/too-busy.ts';

const SETTINGS = {
  publicUrl: 'https://line.example.org',
  twilioAuthToken: 'local-twilio-token',
};
const SID = `SM${'0'.repeat(31)}1`;
const TEXT = {
  MessageSid: SID,
  From: '+12125550151',
  To: '+12125550100',
  Body: '¿hola? 你好',
  NumMedia: '0',
};

let alarms: { name: string; ids: Record<string, string> }[];
let logged: unknown[];
let handled: unknown[];
beforeEach(() => {
  alarms = [];
  logged = [];
  handled = [];
});

const outside = {
  settings: SETTINGS,
  alarms: {
    raise: (alarm: { name: string; ids: Record<string, string> }) => {
      alarms.push(alarm);
      return Promise.resolve();
    },
  },
  log: {
    info: (...line: unknown[]) => logged.push(line),
    error: (...line: unknown[]) => logged.push(line),
  },
};

function signedEvent(
  path: string,
  form: Record<string, string>,
  change: Partial<APIGatewayProxyEventV2> = {},
): APIGatewayProxyEventV2 {
  const query = change.rawQueryString ?? '';
  const url = `${SETTINGS.publicUrl}${path}${query === '' ? '' : `?${query}`}`;
  const event: Partial<APIGatewayProxyEventV2> = {
    rawPath: path,
    rawQueryString: '',
    headers: {
      host: 'attacker.example',
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': webhooks.getExpectedTwilioSignature(SETTINGS.twilioAuthToken, url, form),
    },
    body: new URLSearchParams(form).toString(),
    isBase64Encoded: false,
    ...change,
  };
  return event as APIGatewayProxyEventV2;
}

function receive(event: APIGatewayProxyEventV2, then: () => Promise<void> = () => Promise.resolve()) {
  const handler = twilioWebhook(outside, { path: SMS_PATH, schema: InboundSms }, form => {
    handled.push(form);
    return then();
  });
  return handler(event, {} as Context);
}

describe('the edge for Twilio', () => {
  it('hands on a signed text and answers with an empty TwiML', async () => {
    const answer = await receive(signedEvent(SMS_PATH, TEXT));
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/xml; charset=utf-8' } });
    expect(answer.body).toContain('<Response/>');
    expect(handled).toEqual([
      {
        sid: SID,
        from: TEXT.From,
        to: TEXT.To,
        body: TEXT.Body,
        media: [],
        optOutType: null,
      },
    ]);
  });

  it('reads a base64 body as UTF-8', async () => {
    const raw = new URLSearchParams(TEXT).toString().replace(/%E4%BD%A0/, '你');
    const event = signedEvent(SMS_PATH, TEXT, {
      body: Buffer.from(raw, 'utf8').toString('base64'),
      isBase64Encoded: true,
    });
    expect(await receive(event)).toMatchObject({ statusCode: 200 });
    expect(handled).toMatchObject([{ body: TEXT.Body }]);
  });

  it('names the attachments', async () => {
    const form = {
      ...TEXT,
      NumMedia: '2',
      MediaUrl0: 'https://example.org/a.jpg',
      MediaContentType0: 'image/jpeg',
      MediaUrl1: 'https://example.org/b',
    };
    await receive(signedEvent(SMS_PATH, form));
    expect(handled).toMatchObject([
      {
        media: [
          { url: 'https://example.org/a.jpg', contentType: 'image/jpeg', bytes: null },
          { url: 'https://example.org/b', contentType: 'application/octet-stream', bytes: null },
        ],
      },
    ]);
  });

  it.each([
    ['no signature', { headers: {} }],
    ['a wrong signature', { headers: { 'x-twilio-signature': 'bm90IHRoZSByaWdodCBvbmU=' } }],
    ['a changed body', { body: new URLSearchParams({ ...TEXT, Body: 'other' }).toString() }],
    ['no body', { body: '' }],
    ['bytes that are no text', { body: '//79', isBase64Encoded: true }],
  ])('refuses a request with %s and does nothing', async (_, change) => {
    const answer = await receive(signedEvent(SMS_PATH, TEXT, change));
    expect(answer).toMatchObject({
      statusCode: 403,
      body: "This address takes only requests that carry Twilio's signature.",
    });
    expect(handled).toEqual([]);
    expect(alarms).toEqual([]);
  });

  it('refuses what was signed for another address', async () => {
    expect(await receive(signedEvent(SMS_STATUS_PATH, TEXT))).toMatchObject({ statusCode: 403 });
  });

  it.each([
    ['no sid', { From: TEXT.From, To: TEXT.To, Body: 'x' }, 'MessageSid', 'none'],
    ['a sender that is no number', { ...TEXT, From: '22395' }, 'From', SID],
    ['a missing attachment', { ...TEXT, NumMedia: '1' }, 'MediaUrl0', SID],
    ['too many attachments', { ...TEXT, NumMedia: '1000000' }, 'NumMedia', SID],
  ])('answers a signed form with %s with 400, and raises an alarm', async (_, form, field, sid) => {
    const answer = await receive(signedEvent(SMS_PATH, form));
    expect(answer).toMatchObject({
      statusCode: 400,
      body: `These fields are missing or malformed: ${field}.`,
    });
    expect(handled).toEqual([]);
    expect(alarms).toMatchObject([
      { name: 'unreadable-webhook', ids: { path: SMS_PATH, fields: field, sid } },
    ]);
    expect(JSON.stringify([alarms, logged])).not.toContain(TEXT.To);
  });

  it('asks to come again when it is too busy', async () => {
    const answer = await receive(signedEvent(SMS_PATH, TEXT), () =>
      Promise.reject(new TooBusy('the thread keeps changing', 2)),
    );
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '2' } });
    expect(alarms).toEqual([]);
  });

  it('logs and alarms what nobody expected, without a word of the text', async () => {
    const answer = await receive(signedEvent(SMS_PATH, TEXT), () => Promise.reject(new Error('boom')));
    expect(answer).toMatchObject({ statusCode: 500 });
    expect(answer.body).not.toContain('boom');
    expect(alarms).toMatchObject([{ name: 'request-failed', ids: { edge: SMS_PATH, requestId: 'none' } }]);
    expect(logged).toHaveLength(1);
    expect(JSON.stringify([alarms, logged])).not.toMatch(/hola|\+1212/);
  });

  it('still answers 500 when the alarm cannot be raised', async () => {
    const handler = twilioWebhook(
      { ...outside, alarms: { raise: () => Promise.reject(new Error('SNS is away')) } },
      { path: SMS_PATH, schema: InboundSms },
      () => Promise.reject(new Error('boom')),
    );
    expect(await handler(signedEvent(SMS_PATH, TEXT), {} as Context)).toMatchObject({ statusCode: 500 });
    expect(logged).toHaveLength(2);
  });
});

describe('a status callback', () => {
  function report(form: Record<string, string>, query = 'message=01M&attempt=2') {
    const handler = twilioWebhook(outside, { path: SMS_STATUS_PATH, schema: SmsStatus }, status => {
      handled.push(status);
      return Promise.resolve();
    });
    return handler(signedEvent(SMS_STATUS_PATH, form, { rawQueryString: query }), {} as Context);
  }

  it.each([
    ['accepted', undefined, { status: 'queued', error: null }],
    ['queued', undefined, { status: 'queued', error: null }],
    ['sending', undefined, { status: 'queued', error: null }],
    ['sent', '0', { status: 'sent', error: null }],
    ['delivered', '', { status: 'delivered', error: null }],
    ['read', undefined, { status: 'delivered', error: null }],
    ['undelivered', '30003', { status: 'undelivered', error: '30003' }],
    ['failed', '30007', { status: 'failed', error: '30007' }],
    ['canceled', undefined, { status: 'failed', error: null }],
  ])('%s with error %s becomes %j', async (status, error, expected) => {
    const form = {
      MessageSid: SID,
      MessageStatus: status,
      ...(error === undefined ? {} : { ErrorCode: error }),
    };
    expect(await report(form)).toMatchObject({ statusCode: 200 });
    expect(handled).toEqual([{ messageId: '01M', attempt: 2, sid: SID, ...expected }]);
  });

  it('without the message it is about is malformed', async () => {
    const answer = await report({ MessageSid: SID, MessageStatus: 'sent' }, 'attempt=2');
    expect(answer).toMatchObject({
      statusCode: 400,
      body: 'These fields are missing or malformed: message.',
    });
  });
});
