import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actions, button, section } from '../support/slack-blocks.ts';
import { BOT_TOKEN, openSlackWorkspace, type SlackWorkspace } from '../support/slack-workspace.ts';

const CHANNEL = 'C0NORTHONCALL';

let slack: SlackWorkspace;

beforeEach(async () => {
  slack = await openSlackWorkspace();
});
afterEach(() => slack.close());

async function post(args: object = {}): Promise<string> {
  const answer = await slack.api('chat.postMessage', { channel: '#north-oncall', text: 'hello', ...args });
  expect(answer).toMatchObject({ ok: true, channel: CHANNEL });
  return String(answer['ts']);
}

describe('the Web API', () => {
  it('refuses a wrong token, a missing one and a method it does not have', async () => {
    const call = async (method: string, headers: Record<string, string>) =>
      (await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers })).json();
    expect(await call('auth.test', { authorization: 'Bearer xoxb-other' })).toEqual({
      ok: false,
      error: 'invalid_auth',
    });
    expect(await call('auth.test', {})).toEqual({ ok: false, error: 'not_authed' });
    expect(await slack.api('chat.shout', {})).toMatchObject({ ok: false, error: 'unknown_method' });
    expect(await slack.api('auth.test', {})).toMatchObject({ ok: true, bot_id: 'B0HANDRAIL' });
  });

  it('takes form-encoded calls, with structures as JSON strings', async () => {
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      body: new URLSearchParams({
        token: BOT_TOKEN,
        channel: CHANNEL,
        text: 'é ☎',
        blocks: JSON.stringify([section('*7FQ*')]),
        metadata: JSON.stringify({ event_type: 'handrail_crisis', event_payload: { code: '7FQ' } }),
      }),
    });
    expect(await response.json()).toMatchObject({
      ok: true,
      message: { text: 'é ☎', blocks: [section('*7FQ*')] },
    });
    const history = await slack.api('conversations.history', {
      channel: CHANNEL,
      include_all_metadata: true,
    });
    expect(history['messages']).toMatchObject([
      { metadata: { event_type: 'handrail_crisis', event_payload: { code: '7FQ' } } },
    ]);
    expect(JSON.stringify(await slack.api('conversations.history', { channel: CHANNEL }))).not.toContain(
      'metadata":{"event',
    );
  });

  const longText = 'x'.repeat(3001);
  it.each([
    ['an unknown channel', { channel: 'C0NOWHERE', text: 'hi' }, 'channel_not_found'],
    ['nothing to say', { channel: CHANNEL }, 'no_text'],
    [
      '51 blocks',
      { channel: CHANNEL, text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) },
      'invalid_blocks',
    ],
    [
      'a text of 3,001 letters',
      { channel: CHANNEL, text: 'x', blocks: [section(longText)] },
      'invalid_blocks',
    ],
    [
      'a button text of 76 letters',
      { channel: CHANNEL, text: 'x', blocks: [actions(button('a', 'x'.repeat(76)))] },
      'invalid_blocks',
    ],
    [
      'a button value of 2,001 letters',
      { channel: CHANNEL, text: 'x', blocks: [actions(button('x'.repeat(2001)))] },
      'invalid_blocks',
    ],
    [
      'an action_id of 256 letters',
      { channel: CHANNEL, text: 'x', blocks: [actions(button('a', 'Take', 'x'.repeat(256)))] },
      'invalid_blocks',
    ],
    [
      'one action_id twice in a block',
      { channel: CHANNEL, text: 'x', blocks: [actions(button('a'), button('b'))] },
      'invalid_blocks',
    ],
    [
      'an unknown block type',
      { channel: CHANNEL, text: 'x', blocks: [{ type: 'marquee' }] },
      'invalid_blocks',
    ],
    ['blocks that are not JSON', { channel: CHANNEL, text: 'x', blocks: '[{' }, 'invalid_blocks_format'],
  ])('refuses a message with %s', async (_what, args, error) => {
    expect(await slack.api('chat.postMessage', args)).toMatchObject({ ok: false, error });
    expect((await slack.get('channels/north-oncall/messages')).body).toEqual([]);
  });

  it('updates only its own messages that exist', async () => {
    const ts = await post();
    expect(await slack.api('chat.update', { channel: CHANNEL, ts, text: 'new' })).toMatchObject({
      ok: true,
      ts,
    });
    expect(await slack.api('chat.update', { channel: CHANNEL, ts: '1.000001', text: 'new' })).toMatchObject({
      error: 'message_not_found',
    });
    const whisper = await slack.api('chat.postEphemeral', { channel: CHANNEL, user: 'U0CM1', text: 'psst' });
    expect(
      await slack.api('chat.update', { channel: CHANNEL, ts: whisper['message_ts'], text: 'new' }),
    ).toMatchObject({
      error: 'cant_update_message',
    });
  });

  it('stamps messages by the moving clock, each its own', async () => {
    const first = await post();
    const second = await post();
    expect(first).toBe('1767754800.000000');
    expect(second).toBe('1767754800.000001');
  });

  it('pages the history, newest first', async () => {
    const [one, two, three] = [await post(), await post(), await post()];
    const first = await slack.api('conversations.history', { channel: CHANNEL, limit: 2 });
    expect(first).toMatchObject({ messages: [{ ts: three }, { ts: two }], has_more: true });
    const { next_cursor: cursor } = first['response_metadata'] as { next_cursor: string };
    expect(await slack.api('conversations.history', { channel: CHANNEL, limit: 2, cursor })).toMatchObject({
      messages: [{ ts: one }],
      has_more: false,
    });
  });

  it('opens a direct message that a person then finds under their own id', async () => {
    const { channel } = (await slack.api('conversations.open', { users: 'U0CM1' })) as {
      channel: { id: string };
    };
    await slack.api('chat.postMessage', { channel: channel.id, text: 'to you alone' });
    expect((await slack.get('channels/U0CM1/messages')).body).toMatchObject([{ text: 'to you alone' }]);
  });
});

describe('a broken connection or a busy Slack', () => {
  it.each([
    ['reset-before', 0],
    ['reset-after', 1],
  ] as const)('%s leaves %i messages behind', async (fault, left) => {
    slack.faults.add({
      service: 'slack',
      operation: 'chat.postMessage',
      match: { channel: CHANNEL },
      fault,
      times: 1,
    });
    await expect(slack.api('chat.postMessage', { channel: CHANNEL, text: 'x' })).rejects.toThrow(
      'fetch failed',
    );
    expect((await slack.get('channels/north-oncall/messages')).body).toHaveLength(left);
  });

  it('answers 429 with a time to wait', async () => {
    slack.faults.add({ service: 'slack', operation: 'auth.test', match: {}, fault: 'http-429', times: 1 });
    const response = await fetch(`${slack.apiUrl}auth.test`, {
      headers: { authorization: `Bearer ${BOT_TOKEN}` },
    });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
  });
});

it('finds everything again after a kill', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'slack-'));
  const before = await openSlackWorkspace(dataDir);
  const { ts } = await before.api('chat.postMessage', {
    channel: CHANNEL,
    text: 'x',
    blocks: [actions(button('7FQ'))],
  });
  await before.api('chat.update', { channel: CHANNEL, ts, text: 'y', blocks: [section('closed')] });
  await before.api('chat.postEphemeral', { channel: CHANNEL, user: 'U0CM1', text: 'psst' });
  await before.close();
  const after = await openSlackWorkspace(dataDir);
  expect((await after.get('channels/north-oncall/messages?user=U0CM1')).body).toMatchObject([
    { ts, text: 'y' },
    { text: 'psst' },
  ]);
  expect(
    await after.post('actions', { user: 'U0CM1', channel: 'north-oncall', ts, action_id: 'take' }),
  ).toMatchObject({ status: 200 });
  const { ts: next } = await after.api('chat.postMessage', { channel: CHANNEL, text: 'z' });
  expect(Number(next)).toBeGreaterThan(Number(ts));
  await after.close();
});

it('says what it does not serve', async () => {
  expect(await slack.get('weather')).toMatchObject({ status: 404, body: { error: 'not_found' } });
  expect(await slack.standIn.handle(new Request('http://localhost/sim/phones/1'))).toBeNull();
});
