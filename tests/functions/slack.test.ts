import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSlackChannels } from '../../adapters/slack/channels.ts';
import type { CrisisPost, Outside } from '../../app/ports.ts';
import { createSlackHandler } from '../../functions/slack/handler.ts';
import type { SlackAct } from '../../app/act-from-slack.ts';
import type { SlackUseCases } from '../../functions/slack/use-cases.ts';
import { signature } from '../../local/slack/line.ts';
import {
  BOT_TOKEN,
  openSlackWorkspace,
  SIGNING_SECRET,
  type SlackWorkspace,
} from '../support/slack-workspace.ts';

type Handler = ReturnType<typeof createSlackHandler>;

const CRISIS: CrisisPost = {
  code: '7FQ',
  team: 'north',
  severity: 'S3',
  clientCodes: ['K2A'],
  shared: false,
  openedAt: '2026-01-07T03:00:00.000Z',
  opening: 1,
  zone: 'America/New_York',
  state: 'open',
  ownerSlackUser: null,
  pagedSlackUsers: ['U0CM1'],
  timeline: [],
};

let slack: SlackWorkspace;
let handler: Handler;
let delivered: APIGatewayProxyEventV2[];
let acts: SlackAct[];
let questions: { slackUser: string; channelName: string }[];
let logged: string[];
let useCases: SlackUseCases;

beforeEach(async () => {
  slack = await openSlackWorkspace();
  [delivered, acts, questions, logged] = [[], [], [], []];
  useCases = {
    actFromSlack: (_outside, act) => {
      acts.push(act);
      return Promise.resolve({ text: `${act.act} of ${act.code} is done.` });
    },
    whoIsOnCall: (_outside, question) => {
      questions.push(question);
      return Promise.resolve({ text: 'cm-1 is on call for north.' });
    },
  };
  const outside = {
    log: {
      info: (event: string, facts?: object) => logged.push(JSON.stringify([event, facts])),
      error: (event: string, error: unknown) => logged.push(`${event} ${String(error)}`),
    },
    settings: { slackSigningSecret: SIGNING_SECRET, slackBotToken: BOT_TOKEN, slackApiUrl: slack.apiUrl },
  } as unknown as Outside;
  handler = createSlackHandler(outside, {
    actFromSlack: (...args) => useCases.actFromSlack(...args),
    whoIsOnCall: (...args) => useCases.whoIsOnCall(...args),
  });
  slack.line = (event, context) => {
    delivered.push(event);
    return handler(event, context);
  };
});
afterEach(() => slack.close());

const command = (text = '', name = '/oncall') =>
  slack.post('commands', { user: 'U0CM1', command: name, text });
const answering = (text: string) => ({ status: 200, body: { ok: true, answers: [{ text }] } });

async function postCrisis(state: CrisisPost['state'] = 'open'): Promise<string> {
  const channels = createSlackChannels({ apiUrl: slack.apiUrl, botToken: BOT_TOKEN });
  return (await channels.showCrisis('north-oncall', { ...CRISIS, state }, null)).ts;
}

async function press(action_id: string, ts: string) {
  return slack.post('actions', { user: 'U0CM2', channel: 'north-oncall', ts, action_id, value: '7FQ' });
}

function call(event: Partial<APIGatewayProxyEventV2>) {
  return handler(event as APIGatewayProxyEventV2, {});
}

describe('who is calling', () => {
  const body = 'command=%2Foncall&text=&user_id=U0CM1&trigger_id=1.2.3&channel_name=north-oncall';
  const headers = (secret: string, timestamp = Math.floor(Date.now() / 1000)) => ({
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signature(secret, String(timestamp), body),
  });

  it.each([
    ['a wrong secret', headers('another-secret'), body],
    ['a body that is not the signed one', headers(SIGNING_SECRET), `${body}&text=x`],
    ['a request of six minutes ago', headers(SIGNING_SECRET, Math.floor(Date.now() / 1000) - 360), body],
    ['no signature', { 'content-type': 'application/x-www-form-urlencoded' }, body],
  ])('%s gets 401 and nothing happens', async (_what, given, text) => {
    expect(await call({ headers: given, body: text })).toMatchObject({ statusCode: 401 });
    expect(questions).toEqual([]);
  });

  it('a body that cannot be read gets 400', async () => {
    const given = { ...headers(SIGNING_SECRET), 'content-type': 'application/json' };
    expect(await call({ headers: given, body: '{' })).toMatchObject({ statusCode: 400 });
  });

  it('letters outside ASCII survive base64, and so does the signature', async () => {
    const answer = await command('quién está — 谁');
    expect(delivered[0]?.isBase64Encoded).toBe(true);
    expect(answer).toMatchObject({ status: 200, body: { ok: true } });
  });

  it('is never asked of Slack', async () => {
    await command();
    await press('take', await postCrisis());
    expect(slack.calls).not.toContain('auth.test');
  });
});

describe('/oncall', () => {
  it('says who is on call, to the one who asks', async () => {
    expect(await command()).toMatchObject(answering('cm-1 is on call for north.'));
    expect(questions).toEqual([{ slackUser: 'U0CM1', channelName: 'north-oncall' }]);
  });

  it.each([
    ['help', '/oncall', '`/oncall` says who is on call'],
    ['swap with cm-2', '/oncall', 'does not know what that asks for'],
    ['', '/crises', 'does not know /crises'],
  ])('"%s" to %s is answered with what it can do', async (text, name, words) => {
    expect(await command(text, name)).toMatchObject(answering(expect.stringContaining(words) as string));
    expect(questions).toEqual([]);
  });

  it('says so when it fails, and what else works', async () => {
    useCases = { ...useCases, whoIsOnCall: () => Promise.reject(new Error('the table is away')) };
    expect(await command()).toMatchObject(answering(expect.stringContaining('text WHO') as string));
    expect(logged).toEqual(['slack.use-case-failed Error: the table is away']);
  });
});

describe('the buttons of a crisis', () => {
  it.each(['take', 'pass'] as const)(
    '%s does it for the person who pressed, and tells only them',
    async act => {
      expect(await press(act, await postCrisis())).toMatchObject(answering(`${act} of 7FQ is done.`));
      expect(acts).toEqual([
        { act, code: '7FQ', slackUser: 'U0CM2', receipt: expect.stringMatching(/^slack:\d/) as string },
      ]);
    },
  );

  it('a press delivered twice carries the same receipt, another press another', async () => {
    const ts = await postCrisis();
    await press('take', ts);
    const [first] = delivered;
    await call(first ?? expect.fail('nothing was delivered'));
    await press('take', ts);
    const [one, again, other] = acts.map(({ receipt }) => receipt);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it('a button it does not know is answered in words', async () => {
    const { ts } = await slack.api('chat.postMessage', {
      channel: 'C0NORTHONCALL',
      text: 'old',
      blocks: [
        {
          type: 'actions',
          elements: [
            { type: 'button', action_id: 'dance', value: '7FQ', text: { type: 'plain_text', text: 'Dance' } },
          ],
        },
      ],
    });
    expect(await press('dance', String(ts))).toMatchObject(
      answering(expect.stringContaining('does not know this button') as string),
    );
    expect(acts).toEqual([]);
  });

  it('a failure is told to the person, with the way that is left', async () => {
    useCases = { ...useCases, actFromSlack: () => Promise.reject(new Error('the table is away')) };
    expect(await press('take', await postCrisis())).toMatchObject(
      answering(expect.stringContaining('text 7FQ to the desk number') as string),
    );
  });
});

describe('Resolve', () => {
  interface Shown {
    id: string;
    private_metadata: string;
    blocks: {
      block_id: string;
      text?: { text: string };
      element?: { options: { text: { text: string } }[] };
    }[];
  }
  const modal = async () => (await slack.get('users/U0CM2/modal')).body as Shown;
  const submit = async (values: object) =>
    slack.post(`views/${(await modal()).id}/submit`, { user: 'U0CM2', values });

  beforeEach(async () => {
    await press('resolve', await postCrisis('in contact'));
  });

  it('opens a form with the seven endings in words, and holds nothing but the code', async () => {
    const form = await modal();
    expect(form.private_metadata).toBe('7FQ');
    expect(form.blocks[0]?.element?.options.map(({ text }) => text.text)).toEqual([
      'Safety plan reviewed',
      '988 warm transfer',
      'Mobile crisis team',
      '911 or welfare check',
      'Emergency department',
      'No danger found',
      'No contact made',
    ]);
    expect(acts).toEqual([]);
  });

  it('resolves with what was chosen and shows the outcome in the form', async () => {
    expect(await submit({ disposition: 'mobile-crisis-team' })).toMatchObject({ status: 200 });
    expect(acts).toEqual([
      {
        act: 'resolve',
        code: '7FQ',
        slackUser: 'U0CM2',
        disposition: 'mobile-crisis-team',
        agreedBy: null,
        receipt: expect.stringMatching(/^slack:/) as string,
      },
    ]);
    expect((await modal()).blocks[0]?.text?.text).toBe('resolve of 7FQ is done.');
  });

  it('without contact asks for a welfare check or the coordinator’s agreement first', async () => {
    expect(await submit({ disposition: 'no-contact-made' })).toMatchObject({
      status: 400,
      body: { errors: { agreed: expect.stringContaining('welfare check') as string } },
    });
    expect(acts).toEqual([]);
    expect(await submit({ disposition: 'no-contact-made', agreed: 'coordinator-agreed' })).toMatchObject({
      status: 200,
    });
    expect(acts).toMatchObject([{ disposition: 'no-contact-made', agreedBy: 'coordinator-agreed' }]);
  });

  it('says so when the form cannot be opened', async () => {
    slack.faults.add({ service: 'slack', operation: 'views.open', match: {}, fault: 'http-500', times: 2 });
    expect(await press('resolve', await postCrisis('in contact'))).toMatchObject(
      answering(expect.stringContaining('text DONE 7FQ') as string),
    );
  });
});

it('logs nothing of what a person typed', async () => {
  await command('my client Ana is at 12 Elm Street');
  await press('take', await postCrisis());
  expect(logged.join('\n')).not.toContain('Ana');
  expect(logged).toEqual([]);
});
