import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLine } from '../../local/slack/line.ts';
import { actions, button, input, modal, section } from '../support/slack-blocks.ts';
import { openSlackWorkspace, SIGNING_SECRET, type SlackWorkspace } from '../support/slack-workspace.ts';

const CHANNEL = 'C0NORTHONCALL';

let slack: SlackWorkspace;
let received: { event: APIGatewayProxyEventV2; fields: URLSearchParams; payload: Record<string, never> }[];

beforeEach(async () => {
  slack = await openSlackWorkspace();
  received = [];
  listenAs(() => ({ statusCode: 200 }));
});
afterEach(() => slack.close());

function listenAs(
  answer: (payload: Record<string, never>) => {
    statusCode: number;
    body?: string;
    headers?: Record<string, string>;
  },
) {
  slack.line = event => {
    const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString();
    const fields = new URLSearchParams(body);
    const json = fields.get('payload') ?? (body.startsWith('{') ? body : '{}');
    const payload = JSON.parse(json) as Record<string, never>;
    received.push({ event, fields, payload });
    return Promise.resolve(answer(payload));
  };
}

async function post(args: object = {}): Promise<string> {
  const answer = await slack.api('chat.postMessage', { channel: '#north-oncall', text: 'hello', ...args });
  expect(answer).toMatchObject({ ok: true, channel: CHANNEL });
  return String(answer['ts']);
}

describe('a slash command', () => {
  it('reaches the line form-encoded, with all its fields, under a signature that verifies', async () => {
    await slack.post('commands', { user: 'U0CM1', command: '/oncall', text: 'now — été' });
    const { event, fields } = received[0] ?? expect.fail('nothing arrived');
    const raw = Buffer.from(event.body ?? '', 'base64').toString();
    const at = event.headers['x-slack-request-timestamp'] ?? '';
    const expected = createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:${raw}`).digest('hex');
    expect(event.headers['x-slack-signature']).toBe(`v0=${expected}`);
    expect(Math.abs(Date.now() / 1000 - Number(at))).toBeLessThan(5);
    expect(event.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(fields)).toMatchObject({
      command: '/oncall',
      text: 'now — été',
      user_id: 'U0CM1',
      user_name: 'cm-1',
      channel_id: CHANNEL,
      channel_name: 'north-oncall',
      team_domain: 'handrail-local',
    });
  });

  it('shows the answer to the one who asked and to nobody else', async () => {
    listenAs(() => ({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', text: 'cm-1 is on call' }),
    }));
    const answer = await slack.post('commands', { user: 'U0CM1', command: '/oncall' });
    expect(answer).toMatchObject({ status: 200, body: { ok: true, answers: [{ text: 'cm-1 is on call' }] } });
    expect((await slack.get('channels/north-oncall/messages?user=U0CM1')).body).toHaveLength(1);
    expect((await slack.get('channels/north-oncall/messages?user=U0CM2')).body).toEqual([]);
    expect((await slack.get('channels/north-oncall/messages')).body).toEqual([]);
  });

  it('that the line does not take tells the person so', async () => {
    listenAs(() => ({ statusCode: 500 }));
    const answer = await slack.post('commands', { user: 'U0CM1', command: '/oncall' });
    expect(answer).toMatchObject({
      status: 502,
      body: { ok: false, error: 'dispatch_failed', answers: [{ user: 'USLACKBOT' }] },
    });
  });

  it('counts as not taken when the line has not answered within three seconds', async () => {
    const timedOut = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    const line = createLine({ url: slack.base, signingSecret: 'x', fetch: () => Promise.reject(timedOut) });
    expect(await line.form({})).toMatchObject({ ok: false, error: 'operation_timeout' });
    expect(line.busy()).toBe(false);
  });

  it.each([
    [{ user: 'U0CM1', command: 'oncall' }, 400, 'begins with a slash'],
    [{ user: 'U0WHO', command: '/oncall' }, 404, 'U0CM1, U0CM2'],
    [{ user: 'U0CM1', command: '/oncall', channel: 'south' }, 404, 'no channel south'],
  ])('%j is refused in words', async (command, status, words) => {
    const answer = await slack.post('commands', command);
    expect(answer).toMatchObject({
      status,
      body: { ok: false, message: expect.stringContaining(words) as string },
    });
    expect(received).toEqual([]);
  });
});

describe('a button', () => {
  it('arrives as Slack sends it, and its response URL answers to the person alone', async () => {
    const ts = await post({ blocks: [actions(button('7FQ'), button('7FQ', 'Pass', 'pass'))] });
    const answer = await slack.post('actions', {
      user: 'U0CM1',
      channel: 'north-oncall',
      ts,
      action_id: 'take',
      value: '7FQ',
    });
    expect(answer).toMatchObject({ status: 200, body: { ok: true, answers: [] } });
    const payload = received[0]?.payload as unknown as { response_url: string };
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0CM1', name: 'cm-1' },
      container: { type: 'message', message_ts: ts, channel_id: CHANNEL },
      message: { ts },
      actions: [{ type: 'button', action_id: 'take', value: '7FQ' }],
      trigger_id: expect.any(String) as string,
    });
    const respond = (body: object) =>
      fetch(payload.response_url, { method: 'POST', body: JSON.stringify(body) });
    expect(await (await respond({ text: 'yours' })).text()).toBe('ok');
    expect((await slack.get('channels/north-oncall/messages?user=U0CM1')).body).toMatchObject([
      { ts },
      { text: 'yours' },
    ]);
    expect((await respond({ replace_original: true, text: 'gone' })).status).toBe(200);
    expect((await slack.get('channels/north-oncall/messages')).body).toMatchObject([
      { ts, text: 'gone', blocks: [] },
    ]);
    for (let used = 2; used < 5; used += 1) await respond({ text: 'more' });
    expect(await (await respond({ text: 'a sixth time' })).text()).toBe('used_url');
  });

  it('that was never on the message is a 404; one of an earlier state still works', async () => {
    const ts = await post({ blocks: [actions(button('7FQ'))] });
    await slack.api('chat.update', { channel: CHANNEL, ts, text: 'closed', blocks: [] });
    const press = (action_id: string, value?: string) =>
      slack.post('actions', { user: 'U0CM2', channel: 'north-oncall', ts, action_id, value });
    expect(await press('take')).toMatchObject({ status: 200 });
    expect(await press('resolve', '7FQ')).toMatchObject({ status: 404, body: { error: 'action_not_found' } });
    expect(await press('take', '9ZZ')).toMatchObject({ status: 404 });
    expect(received).toHaveLength(1);
  });

  it('needs its value where two share an action_id', async () => {
    const ts = await post({ blocks: [actions(button('7FQ')), actions(button('8GR'))] });
    const press = (value?: string) =>
      slack.post('actions', { user: 'U0CM2', channel: 'north-oncall', ts, action_id: 'take', value });
    expect(await press()).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('by its value') as string },
    });
    expect(await press('8GR')).toMatchObject({ status: 200 });
    expect(received[0]?.payload).toMatchObject({ actions: [{ value: '8GR' }] });
  });
});

describe('a form', () => {
  async function trigger(): Promise<string> {
    await slack.post('commands', { user: 'U0CM1', command: '/oncall' });
    return received.at(-1)?.fields.get('trigger_id') ?? '';
  }
  async function open(view: object = modal([input('colour')])): Promise<string> {
    const answer = await slack.api('views.open', { trigger_id: await trigger(), view });
    expect(answer).toMatchObject({ ok: true });
    return (answer['view'] as { id: string }).id;
  }

  it('opens once for a trigger, within three seconds', async () => {
    const once = await trigger();
    expect(await slack.api('views.open', { trigger_id: once, view: modal([section('hi')]) })).toMatchObject({
      ok: true,
    });
    expect(await slack.api('views.open', { trigger_id: once, view: modal([section('hi')]) })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    const late = await trigger();
    slack.realNowMs += 3001;
    expect(await slack.api('views.open', { trigger_id: late, view: modal([section('hi')]) })).toMatchObject({
      error: 'expired_trigger_id',
    });
  });

  it.each([
    ['101 blocks', modal(Array.from({ length: 101 }, () => ({ type: 'divider' })))],
    ['an input and no submit', modal([input('colour')], { submit: undefined })],
    [
      'a title of 25 letters',
      modal([section('hi')], { title: { type: 'plain_text', text: 'x'.repeat(25) } }),
    ],
  ])('with %s is refused', async (_what, view) => {
    expect(await slack.api('views.open', { trigger_id: await trigger(), view })).toMatchObject({
      ok: false,
      error: 'invalid_arguments',
    });
  });

  it.each([
    ['by action', { colour: 'blue' }],
    ['by block and action', { 'colour-block': { colour: 'blue' } }],
  ])('is submitted with values given %s', async (_how, values) => {
    const id = await open();
    expect((await slack.get('users/U0CM1/modal')).body).toMatchObject({ id });
    expect(await slack.post(`views/${id}/submit`, { user: 'U0CM1', values })).toMatchObject({
      status: 200,
      body: { ok: true },
    });
    expect(received.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      view: {
        id,
        state: {
          values: {
            'colour-block': { colour: { type: 'static_select', selected_option: { value: 'blue' } } },
          },
        },
      },
    });
    expect((await slack.get('users/U0CM1/modal')).body).toBeNull();
  });

  it.each([
    ['nothing chosen', {}, 'must be filled in'],
    ['a block left empty', { 'colour-block': {} }, 'must be filled in'],
    ['a choice that is not there', { colour: 'green' }, 'red, blue'],
    ['a field that is not there', { colour: 'red', size: 'xl' }, 'no field named size'],
  ])('cannot be submitted with %s', async (_what, values, words) => {
    const id = await open();
    const before = received.length;
    expect(await slack.post(`views/${id}/submit`, { user: 'U0CM1', values })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(words) as string },
    });
    expect(received).toHaveLength(before);
  });

  it('stays open with what the line objects to, and turns into what the line shows next', async () => {
    const id = await open();
    const answerWith = (body: object) =>
      listenAs(() => ({
        statusCode: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }));
    answerWith({ response_action: 'errors', errors: { 'colour-block': 'Not that one.' } });
    expect(
      await slack.post(`views/${id}/submit`, { user: 'U0CM1', values: { colour: 'red' } }),
    ).toMatchObject({
      status: 400,
      body: { errors: { 'colour-block': 'Not that one.' } },
    });
    answerWith({ response_action: 'update', view: modal([section('Done.')]) });
    await slack.post(`views/${id}/submit`, { user: 'U0CM1', values: { colour: 'red' } });
    const shown = (await slack.get('users/U0CM1/modal')).body as { id: string };
    expect(shown).toMatchObject({ blocks: [section('Done.')] });
    await slack.post(`views/${shown.id}/close`, {});
    expect((await slack.get('users/U0CM1/modal')).body).toBeNull();
  });
});

describe('Home', () => {
  it('asks the line when it is opened with nothing in it, and again when the line fails', async () => {
    let failures = 2;
    listenAs(() => ({ statusCode: (failures -= 1) >= 0 ? 503 : 200 }));
    expect(await slack.get('users/U0CM1/home')).toEqual({ status: 200, body: null });
    expect(received.map(({ event }) => event.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2']);
    expect(received[0]?.payload).toMatchObject({
      type: 'event_callback',
      event: { type: 'app_home_opened', user: 'U0CM1' },
    });
  });

  it('shows what the line published', async () => {
    await slack.api('views.publish', {
      user_id: 'U0CM1',
      view: { type: 'home', blocks: [section('Open crises: none')] },
    });
    expect((await slack.get('users/U0CM1/home')).body).toMatchObject({
      type: 'home',
      blocks: [section('Open crises: none')],
    });
    expect(received).toEqual([]);
  });
});
