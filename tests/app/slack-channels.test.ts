import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSlackChannels } from '../../adapters/slack/channels.ts';
import { renderCrisis } from '../../adapters/slack/render-crisis.ts';
import { SlackRefused, SlackUnreachable } from '../../adapters/slack/web-api.ts';
import type { CrisisPost, SlackChannels } from '../../app/ports.ts';
import { faultsOfBlocks } from '../../local/slack/block-limits.ts';
import { BOT_TOKEN, openSlackWorkspace, type SlackWorkspace } from '../support/slack-workspace.ts';

const POST: CrisisPost = {
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
  timeline: [{ at: '2026-01-07T03:00:00.000Z', text: 'cm-1 paged' }],
};

describe("the crisis's message in the channel", () => {
  let slack: SlackWorkspace;
  let channels: SlackChannels;

  beforeEach(async () => {
    slack = await openSlackWorkspace();
    channels = createSlackChannels({ apiUrl: slack.apiUrl, botToken: BOT_TOKEN });
  });
  afterEach(() => slack.close());

  const shown = async () =>
    (await slack.get('channels/north-oncall/messages')).body as { ts: string; text: string }[];
  const breakOnce = (
    fault: 'reset-before' | 'reset-after' | 'http-500' | 'http-429',
    operation = 'chat.postMessage',
  ) => {
    slack.faults.add({ service: 'slack', operation, match: {}, fault, times: 1 });
  };

  it('is posted once and brought up to date in its place', async () => {
    const at = await channels.showCrisis('north-oncall', POST, null);
    expect(at.channel).toBe('C0NORTHONCALL');
    expect(
      await channels.showCrisis('north-oncall', { ...POST, state: 'taken', ownerSlackUser: 'U0CM1' }, at),
    ).toEqual(at);
    expect(await shown()).toMatchObject([
      { ts: at.ts, text: expect.stringContaining('7FQ (north)') as string },
    ]);
    expect(slack.calls.filter(method => method === 'chat.update')).toHaveLength(1);
  });

  it.each(['reset-before', 'reset-after', 'http-500', 'http-429'] as const)(
    'is posted once when the post ends in %s',
    async fault => {
      breakOnce(fault);
      const at = await channels.showCrisis('north-oncall', POST, null);
      expect(await shown()).toMatchObject([{ ts: at.ts }]);
    },
  );

  it('is found again when the process died before the answer was stored', async () => {
    const lost = await channels.showCrisis('north-oncall', POST, null);
    const fresh = createSlackChannels({ apiUrl: slack.apiUrl, botToken: BOT_TOKEN });
    expect(await fresh.showCrisis('north-oncall', { ...POST, state: 'taken' }, null)).toEqual(lost);
    expect(await shown()).toHaveLength(1);
  });

  it('stays apart from that of another crisis', async () => {
    await channels.showCrisis('north-oncall', POST, null);
    await channels.showCrisis('north-oncall', { ...POST, code: '8GR' }, null);
    expect(await shown()).toHaveLength(2);
  });

  it('is posted anew when somebody deleted it', async () => {
    const at = await channels.showCrisis('north-oncall', POST, { channel: 'C0NORTHONCALL', ts: '1.000001' });
    expect(await shown()).toMatchObject([{ ts: at.ts }]);
  });

  it.each(['reset-after', 'http-500'] as const)('is updated in a second attempt after %s', async fault => {
    const at = await channels.showCrisis('north-oncall', POST, null);
    breakOnce(fault, 'chat.update');
    expect(await channels.showCrisis('north-oncall', { ...POST, state: 'taken' }, at)).toEqual(at);
  });

  it('carries only the code and the opening in its metadata', async () => {
    await channels.showCrisis('north-oncall', POST, null);
    expect(await shown()).toMatchObject([
      { metadata: { event_type: 'handrail_crisis', event_payload: { code: '7FQ', opening: 1 } } },
    ]);
  });

  it('fails for good when the channel is not there, and says what to do', async () => {
    const failure = channels.showCrisis('south-oncall', POST, null);
    await expect(failure).rejects.toBeInstanceOf(SlackRefused);
    await expect(failure).rejects.toThrow('no channel #south-oncall');
  });

  it('fails for now when Slack is gone', async () => {
    await slack.close();
    await expect(channels.showCrisis('north-oncall', POST, null)).rejects.toBeInstanceOf(SlackUnreachable);
  });
});

describe('what the message says', () => {
  const rendered = (change: Partial<CrisisPost>) => {
    const { text, blocks } = renderCrisis({ ...POST, ...change });
    return { text, json: JSON.stringify(blocks), blocks };
  };
  const buttonsOf = (change: Partial<CrisisPost>) =>
    renderCrisis({ ...POST, ...change }).blocks.flatMap(block =>
      block.type === 'actions' ? block.elements.map(({ action_id, value }) => `${action_id} ${value}`) : [],
    );

  it.each([
    ['open', ['take 7FQ', 'pass 7FQ']],
    ['taken', ['resolve 7FQ', 'pass 7FQ']],
    ['in contact', ['resolve 7FQ', 'pass 7FQ']],
    ['resolved', []],
  ] as const)('a crisis that is %s offers %j', (state, expected) => {
    expect(buttonsOf({ state })).toEqual(expected);
  });

  it.each([
    ['who is asked', { pagedSlackUsers: ['U0CM1', 'U0CM2'] }, 'Paged: <@U0CM1>, <@U0CM2>.'],
    [
      'since when, with the team’s own time where Slack cannot',
      {},
      '<!date^1767754800^{date_short_pretty} at {time}|Tue, Jan 6, 10:00 PM EST>',
    ],
    ['an emergency in capitals', { severity: 'S4' }, '7FQ · EMERGENCY · nobody has it yet'],
    [
      'that a phone is shared',
      { shared: true, clientCodes: ['K2A', 'M4C'] },
      'SHARED phone of *K2A* or *M4C*',
    ],
    ['who has it', { state: 'taken', ownerSlackUser: 'U0CM2' }, '<@U0CM2> has it.'],
    ['which opening it is', { opening: 2 }, '*Opening*\\n2'],
    ['who closed it', { state: 'resolved', ownerSlackUser: 'U0CM2' }, '<@U0CM2> closed it.'],
  ] as const)('says %s', (_what, change, words) => {
    expect(rendered(change).json.replaceAll('\u202f', ' ')).toContain(words);
  });

  it('shows the last ten lines of its story and how many came before', () => {
    const timeline = Array.from({ length: 25 }, (_, n) => ({ at: POST.openedAt, text: `line ${n + 1}.` }));
    const { json } = rendered({ timeline });
    expect(json).toContain('_15 earlier lines_');
    expect(json).not.toContain('line 15.');
    expect(json).toContain('line 16.');
    expect(json).toContain('line 25.');
  });

  it('calls out the code where blocks cannot be shown', () => {
    expect(rendered({}).text).toBe('7FQ (north): Danger, K2A, nobody has it yet');
  });

  it('stays within the limits of Slack, whatever the crisis', () => {
    for (const state of ['open', 'taken', 'in contact', 'resolved'] as const) {
      const { blocks } = rendered({
        state,
        pagedSlackUsers: Array.from({ length: 200 }, (_, n) => `U0${n}`),
        timeline: Array.from({ length: 200 }, () => ({ at: POST.openedAt, text: 'x'.repeat(500) })),
      });
      expect(faultsOfBlocks(JSON.parse(JSON.stringify(blocks)), 'message')).toEqual([]);
    }
  });
});
