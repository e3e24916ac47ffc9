import { z } from 'zod';
import { acceptView } from './accept-view.ts';
import { fillIn } from './fill-in.ts';
import type { Delivered, Line } from './line.ts';
import { ownMessage } from './own-message.ts';
import { findElement, pressedAction } from './pressed.ts';
import { noChannel, noUser, noView, refusal, type SimAnswer } from './refusal.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Message } from './slack-json.ts';
import type { Triggers } from './triggers.ts';
import { BOT, TEAM, type Channel, type Workspace } from './workspace.ts';

export const Command = z.object({
  user: z.string(),
  command: z.string().regex(/^\/\S+$/, 'A command begins with a slash, such as /oncall.'),
  text: z.string().default(''),
  channel: z.string().optional(),
});
export const Click = z.object({
  user: z.string(),
  channel: z.string(),
  ts: z.string(),
  action_id: z.string(),
  value: z.string().optional(),
});
export const Submission = z.object({
  user: z.string(),
  values: z.record(z.string(), z.unknown()).default({}),
});

const Acknowledgement = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);
const CommandAnswer = z.object({
  text: z.string().default(''),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
});

export interface UserSide {
  command(command: z.infer<typeof Command>): Promise<SimAnswer>;
  click(click: z.infer<typeof Click>): Promise<SimAnswer>;
  submit(viewId: string, submission: z.infer<typeof Submission>): Promise<SimAnswer>;
  close(viewId: string): SimAnswer;
  openHome(user: string): Promise<SimAnswer>;
}

/** What a person does in Slack, and what Slack makes of it: a signed request to the line, and its answer on the screen. */
export function createUserSide(options: {
  workspace: Workspace;
  line: Line;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  users: readonly { id: string; name: string }[];
  nowMs: () => number;
}): UserSide {
  const { workspace, line, triggers, responseUrls, users, nowMs } = options;

  /** Runs one interaction and gathers the ephemeral messages it brought the person. */
  async function answering(userId: string, run: () => Promise<SimAnswer>): Promise<SimAnswer> {
    const before = new Set(workspace.whispersTo(userId).map(({ message }) => message.ts));
    const { status, body } = await run();
    const answers = workspace
      .whispersTo(userId)
      .flatMap(({ message }) => (before.has(message.ts) ? [] : [message]));
    return { status, body: { ...(body as object), answers } };
  }

  function whisper(channel: Channel, user: string, text: string, author: Partial<Message> = {}): void {
    const message = ownMessage(workspace.nextTs(nowMs()), { text });
    workspace.whisper(channel.id, user, { ...message, is_ephemeral: true, ...author });
  }

  function failed(delivered: Extract<Delivered, { ok: false }>, what: string): SimAnswer {
    return refusal(502, delivered.error, `${what} failed: ${delivered.why}.`);
  }

  function common(user: { id: string; name: string }): Record<string, unknown> {
    return {
      user: { id: user.id, username: user.name, name: user.name, team_id: TEAM.id },
      api_app_id: BOT.app,
      token: 'not-verified-by-anyone',
      team: TEAM,
      enterprise: null,
      is_enterprise_install: false,
      trigger_id: triggers.issue(user.id),
    };
  }

  return {
    command: ({ user: userId, command, text, channel: where }) =>
      answering(userId, async () => {
        const user = users.find(({ id }) => id === userId);
        if (!user) return noUser(userId, users);
        const channel = where === undefined ? workspace.channels[0] : workspace.channel(where);
        if (!channel) return noChannel(where ?? '');
        const delivered = await line.form({
          token: 'not-verified-by-anyone',
          team_id: TEAM.id,
          team_domain: TEAM.domain,
          channel_id: channel.id,
          channel_name: channel.directTo === null ? channel.name : 'directmessage',
          user_id: user.id,
          user_name: user.name,
          command,
          text,
          api_app_id: BOT.app,
          is_enterprise_install: 'false',
          response_url: responseUrls.issue({ user: user.id, channel: channel.id, original: null }),
          trigger_id: triggers.issue(user.id),
        });
        if (!delivered.ok) {
          whisper(channel, user.id, `${command} failed with the error "${delivered.error}"`, SLACKBOT);
          return failed(delivered, command);
        }
        const answer = delivered.json
          ? CommandAnswer.parse(JSON.parse(delivered.body))
          : { text: delivered.body, response_type: 'ephemeral' as const };
        if (answer.text !== '' && answer.response_type === 'ephemeral')
          whisper(channel, user.id, answer.text);
        else if (answer.text !== '')
          workspace.post(channel.id, ownMessage(workspace.nextTs(nowMs()), { text: answer.text }));
        return DONE;
      }),

    click: click =>
      answering(click.user, async () => {
        const user = users.find(({ id }) => id === click.user);
        if (!user) return noUser(click.user, users);
        const channel = workspace.channel(click.channel);
        if (!channel) return noChannel(click.channel);
        const message = workspace.message(channel.id, click.ts);
        if (!message)
          return refusal(404, 'message_not_found', `There is no message ${click.ts} in ${click.channel}.`);
        const pressed = findElement(workspace.blocksEverShown(channel.id, click.ts), click);
        if (typeof pressed === 'string') return refusal(404, 'action_not_found', pressed);
        const delivered = await line.form({
          payload: JSON.stringify({
            type: 'block_actions',
            ...common(user),
            container: {
              type: 'message',
              message_ts: message.ts,
              channel_id: channel.id,
              is_ephemeral: workspace.isEphemeral(channel.id, message.ts),
            },
            channel: { id: channel.id, name: channel.directTo === null ? channel.name : 'directmessage' },
            message,
            state: { values: {} },
            response_url: responseUrls.issue({ user: user.id, channel: channel.id, original: message.ts }),
            actions: [pressedAction(pressed, click.value, nowMs())],
          }),
        });
        return delivered.ok ? DONE : failed(delivered, 'The button');
      }),

    async submit(viewId, { user: userId, values }) {
      const user = users.find(({ id }) => id === userId);
      if (!user) return noUser(userId, users);
      const open = workspace.openView(viewId);
      if (open?.user !== userId) return noView(viewId, userId);
      const filled = fillIn(open.view.blocks, values);
      if (filled.problem !== null) return refusal(400, 'invalid_values', filled.problem);
      return answering(userId, async () => {
        const payload = {
          type: 'view_submission',
          ...common(user),
          view: { ...open.view, state: { values: filled.state } },
          response_urls: [],
        };
        const delivered = await line.form({ payload: JSON.stringify(payload) });
        return delivered.ok ? acknowledge(userId, viewId, delivered.body) : failed(delivered, 'The form');
      });
    },

    close(viewId) {
      const open = workspace.openView(viewId);
      if (!open) return noView(viewId, 'anyone');
      dismiss(open.user, viewId);
      return DONE;
    },

    async openHome(userId) {
      const user = users.find(({ id }) => id === userId);
      if (!user) return noUser(userId, users);
      const delivered = await line.event({
        type: 'event_callback',
        token: 'not-verified-by-anyone',
        team_id: TEAM.id,
        api_app_id: BOT.app,
        event_id: workspace.nextId('Ev'),
        event_time: Math.floor(Date.now() / 1000),
        authorizations: [{ enterprise_id: null, team_id: TEAM.id, user_id: BOT.user, is_bot: true }],
        event: { type: 'app_home_opened', user: userId, channel: workspace.channel(userId)?.id, tab: 'home' },
      });
      return delivered.ok
        ? { status: 200, body: workspace.home(userId) ?? null }
        : failed(delivered, 'Opening Home');
    },
  };

  function dismiss(user: string, viewId: string): void {
    workspace.showModals(
      user,
      workspace.modals(user).filter(({ id }) => id !== viewId),
    );
  }

  function acknowledge(user: string, viewId: string, body: string): SimAnswer {
    if (body === '') {
      dismiss(user, viewId);
      return DONE;
    }
    const acknowledgement = Acknowledgement.parse(JSON.parse(body));
    switch (acknowledgement.response_action) {
      case 'errors':
        return { status: 400, body: { ok: false, error: 'errors', errors: acknowledgement.errors } };
      case 'clear':
        workspace.showModals(user, []);
        return DONE;
      case 'update':
      case 'push': {
        const accepted = acceptView(workspace, acknowledgement.view, 'modal');
        if (accepted.faults) return refusal(502, 'invalid_view', accepted.faults.join('; '));
        const below = workspace
          .modals(user)
          .filter(({ id }) => id !== viewId || acknowledgement.response_action === 'push');
        workspace.showModals(user, [...below, accepted.view]);
        return { status: 200, body: { ok: true, view: accepted.view } };
      }
    }
  }
}

const DONE: SimAnswer = { status: 200, body: { ok: true } };
const SLACKBOT: Partial<Message> = { user: 'USLACKBOT', bot_id: undefined, app_id: undefined };
