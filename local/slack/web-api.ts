import { z } from 'zod';
import { acceptView } from './accept-view.ts';
import { faultsOfBlocks } from './block-limits.ts';
import { ownMessage } from './own-message.ts';
import { Block, Metadata, named, type Message, type OpenView, type View } from './slack-json.ts';
import type { Triggers } from './triggers.ts';
import { BOT, TEAM, type Channel, type Workspace } from './workspace.ts';

type Arguments = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

/** What Slack answers with `"ok": false`. */
class Refused extends Error {
  readonly messages: readonly string[];

  constructor(code: string, messages: readonly string[] = []) {
    super(code);
    this.messages = messages;
  }
}

export interface WebApi {
  call(method: string, args: Arguments): Answer;
}

/** The methods of Slack's Web API that Handrail uses, refusing what Slack would refuse. */
export function createWebApi(
  workspace: Workspace,
  triggers: Triggers,
  users: readonly { id: string; name: string }[],
  nowMs: () => number,
): WebApi {
  const methods: Readonly<Record<string, (args: Arguments) => Answer>> = {
    'auth.test': () => ({
      url: `https://${TEAM.domain}.slack.com/`,
      team: TEAM.domain,
      team_id: TEAM.id,
      user: BOT.name,
      user_id: BOT.user,
      bot_id: BOT.bot,
    }),
    'chat.postMessage': args => {
      const channel = channelOf(args);
      const message = newMessage(args);
      workspace.post(channel.id, message);
      return { channel: channel.id, ts: message.ts, message };
    },
    'chat.postEphemeral': args => {
      const channel = channelOf(args);
      const user = knownUser(args['user']);
      const message = { ...newMessage(args), is_ephemeral: true };
      workspace.whisper(channel.id, user.id, message);
      return { message_ts: message.ts };
    },
    'chat.update': args => {
      const channel = channelById(args);
      const ts = text(args['ts']) ?? refuse('message_not_found');
      const old = workspace.message(channel.id, ts) ?? refuse('message_not_found');
      if (old['bot_id'] !== BOT.bot || workspace.isEphemeral(channel.id, ts)) refuse('cant_update_message');
      const { text: words, blocks, metadata } = content(args);
      const message: Message = {
        ...old,
        text: words,
        ...(blocks !== undefined ? { blocks } : {}),
        ...(metadata !== undefined ? { metadata } : {}),
        edited: { user: BOT.user, ts: workspace.nextTs(nowMs()) },
      };
      workspace.update(channel.id, message);
      return { channel: channel.id, ts, text: words, message };
    },
    'views.open': args => {
      const user = triggers.exchange(text(args['trigger_id']) ?? '');
      if (user.error !== null) refuse(user.error);
      const view = newView(args, 'modal');
      workspace.showModals(user.user, [view]);
      return { view };
    },
    'views.update': args => {
      const open = workspace.openView(text(args['view_id']) ?? '') ?? refuse('not_found');
      const hash = text(args['hash']);
      if (hash !== undefined && hash !== open.view.hash) refuse('hash_conflict');
      const view = { ...newView(args, 'modal'), id: open.view.id };
      workspace.showModals(
        open.user,
        workspace.modals(open.user).map(each => (each.id === view.id ? view : each)),
      );
      return { view };
    },
    'views.publish': args => {
      const user = knownUser(args['user_id']);
      const view = newView(args, 'home');
      workspace.publishHome(user.id, view);
      return { view };
    },
    'conversations.list': args => {
      const types = (text(args['types']) ?? 'public_channel').split(',');
      const channels = workspace.channels.filter(channel =>
        types.includes(channel.directTo === null ? 'public_channel' : 'im'),
      );
      return { channels: channels.map(describe), response_metadata: { next_cursor: '' } };
    },
    'conversations.history': args => {
      const channel = channelById(args);
      const limit = Number(args['limit'] ?? 100);
      const oldest = Number(args['oldest'] ?? 0);
      const latest = Number(args['latest'] ?? Number.POSITIVE_INFINITY);
      const before = Number(text(args['cursor']) ?? Number.POSITIVE_INFINITY);
      const found = workspace
        .messages(channel.id)
        .filter(message => message.thread_ts === undefined || message.thread_ts === message.ts)
        .filter(({ ts }) => Number(ts) > oldest && Number(ts) < latest && Number(ts) < before)
        .reverse();
      const page = found.slice(0, limit);
      const more = found.length > limit;
      const withMetadata = args['include_all_metadata'] === true || args['include_all_metadata'] === 'true';
      return {
        messages: withMetadata ? page : page.map(message => ({ ...message, metadata: undefined })),
        has_more: more,
        response_metadata: { next_cursor: more ? (page.at(-1)?.ts ?? '') : '' },
      };
    },
    'conversations.open': args => {
      const user = knownUser(text(args['users'])?.split(',')[0]);
      const channel = workspace.channel(user.id) ?? refuse('user_not_found');
      return { channel: { id: channel.id } };
    },
    'users.info': args => {
      const user = knownUser(args['user']);
      return {
        user: {
          id: user.id,
          team_id: TEAM.id,
          name: user.name,
          real_name: user.name,
          is_bot: false,
          deleted: false,
          profile: { display_name: user.name, real_name: user.name },
        },
      };
    },
  };

  function channelOf(args: Arguments): Channel {
    return workspace.channel(text(args['channel']) ?? '') ?? refuse('channel_not_found');
  }

  /** Only chat.postMessage takes a name; everything else wants the id. */
  function channelById(args: Arguments): Channel {
    return workspace.channels.find(({ id }) => id === args['channel']) ?? refuse('channel_not_found');
  }

  function knownUser(id: unknown): { id: string; name: string } {
    return users.find(user => user.id === id) ?? refuse('user_not_found');
  }

  function content(args: Arguments): Pick<Message, 'text' | 'blocks' | 'metadata'> {
    const raw = json(args['blocks'], 'invalid_blocks_format');
    const words = text(args['text']) ?? '';
    if (words === '' && (raw === undefined || (Array.isArray(raw) && raw.length === 0))) refuse('no_text');
    if (words.length > 40_000) refuse('msg_too_long');
    const faults = raw === undefined ? [] : faultsOfBlocks(raw, 'message');
    if (faults.length > 0) throw new Refused('invalid_blocks', faults);
    const metadata = Metadata.optional().safeParse(json(args['metadata'], 'invalid_metadata_format'));
    if (!metadata.success) refuse('invalid_metadata_schema');
    return {
      text: words,
      ...(raw === undefined ? {} : { blocks: named(z.array(Block).parse(raw), () => workspace.nextId('b')) }),
      ...(metadata.data === undefined ? {} : { metadata: metadata.data }),
    };
  }

  function newMessage(args: Arguments): Message {
    const thread = text(args['thread_ts']);
    const message = ownMessage(workspace.nextTs(nowMs()), content(args));
    return thread === undefined ? message : { ...message, thread_ts: thread };
  }

  function newView(args: Arguments, type: View['type']): OpenView {
    const accepted = acceptView(workspace, json(args['view'], 'invalid_arguments'), type);
    if (accepted.faults) throw new Refused('invalid_arguments', accepted.faults);
    return accepted.view;
  }

  return {
    call(method, args) {
      const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (!run) return { ok: false, error: 'unknown_method', req_method: method };
      try {
        return { ok: true, ...run(args) };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return {
          ok: false,
          error: error.message,
          ...(error.messages.length === 0
            ? {}
            : { response_metadata: { messages: error.messages.map(message => `[ERROR] ${message}`) } }),
        };
      }
    },
  };
}

function refuse(code: string): never {
  throw new Refused(code);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Form-encoded calls carry their structures as JSON strings; JSON bodies carry them as they are. */
function json(value: unknown, errorCode: string): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return refuse(errorCode);
  }
}

function describe(channel: Channel): Answer {
  return channel.directTo === null
    ? {
        id: channel.id,
        name: channel.name,
        is_channel: true,
        is_im: false,
        is_member: true,
        is_archived: false,
      }
    : { id: channel.id, is_channel: false, is_im: true, user: channel.directTo };
}
