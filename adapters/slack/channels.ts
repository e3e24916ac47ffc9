import { z } from 'zod';
import type { CrisisPost, SlackChannels } from '../../app/ports.ts';
import { epochMs, minutes } from '../../core/time.ts';
import { renderCrisis } from './render-crisis.ts';
import { createSlackCaller, SlackRefused, SlackUnreachable, type CallSlack } from './web-api.ts';

/** Marks our post in the channel's history: what it is about, in codes. */
const MARKER = 'handrail_crisis';

const Page = z.object({ response_metadata: z.object({ next_cursor: z.string().default('') }).optional() });
const ChannelPage = Page.extend({
  channels: z.array(z.object({ id: z.string(), name: z.string().optional() })),
});
const HistoryPage = Page.extend({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .optional(),
    }),
  ),
});
const Posted = z.object({ channel: z.string(), ts: z.string() });
type Posted = z.infer<typeof Posted>;

const CHANNELS_A_PAGE = '1000';
const MESSAGES_A_PAGE = '200';
/** A workspace of 20,000 channels, or 4,000 messages since the crisis opened. */
const PAGES = 20;
/** Slack stamps messages by its own clock, which may be behind ours. */
const SKEW_MS = minutes(5);

/** The team's channel: one message a crisis, posted once and kept up to date. */
export function createSlackChannels(options: {
  apiUrl: string;
  botToken: string;
  fetch?: typeof fetch;
}): SlackChannels {
  const call = createSlackCaller(options);
  const idsByName = new Map<string, string>();

  async function idOf(name: string): Promise<string> {
    const known = idsByName.get(name);
    if (known !== undefined) return known;
    const args = {
      types: 'public_channel,private_channel',
      exclude_archived: 'true',
      limit: CHANNELS_A_PAGE,
    };
    for await (const page of pages(call, 'conversations.list', args, ChannelPage)) {
      const channel = page.channels.find(each => each.name === name);
      if (!channel) continue;
      idsByName.set(name, channel.id);
      return channel.id;
    }
    throw new SlackRefused('conversations.list', 'channel_not_found', [
      `there is no channel #${name} that the app can see; create it or invite the app to it`,
    ]);
  }

  async function findPosted(channel: string, post: CrisisPost): Promise<Posted | null> {
    const oldest = String((epochMs(post.openedAt) - SKEW_MS) / 1000);
    const args = { channel, oldest, include_all_metadata: 'true', limit: MESSAGES_A_PAGE };
    for await (const page of pages(call, 'conversations.history', args, HistoryPage)) {
      const message = page.messages.find(
        ({ metadata }) => metadata?.event_type === MARKER && metadata.event_payload['code'] === post.code,
      );
      if (message) return { channel, ts: message.ts };
    }
    return null;
  }

  async function create(channel: string, post: CrisisPost): Promise<Posted> {
    return call('chat.postMessage', { channel, ...contentOf(post), unfurl_links: 'false' }, Posted);
  }

  async function update(existing: Posted, post: CrisisPost): Promise<Posted> {
    return call('chat.update', { ...existing, ...contentOf(post) }, Posted);
  }

  /** Null when somebody has deleted the message. */
  async function updateIfThere(existing: Posted, post: CrisisPost): Promise<Posted | null> {
    try {
      return await update(existing, post);
    } catch (error) {
      if (error instanceof SlackRefused && error.code === 'message_not_found') return null;
      throw error;
    }
  }

  return {
    async showCrisis(name, post, existing) {
      if (existing) {
        const updated = await updateIfThere(existing, post);
        if (updated) return updated;
      }
      const channel = await idOf(name);
      // An earlier attempt may have posted and died before its answer was stored.
      const posted = await findPosted(channel, post);
      if (posted) return update(posted, post);
      try {
        return await create(channel, post);
      } catch (error) {
        if (!(error instanceof SlackUnreachable)) throw error;
        return (await findPosted(channel, post)) ?? create(channel, post);
      }
    },
  };
}

function contentOf(post: CrisisPost): { text: string; blocks: string; metadata: string } {
  const { text, blocks } = renderCrisis(post);
  const marker = { event_type: MARKER, event_payload: { code: post.code, opening: post.opening } };
  return { text, blocks: JSON.stringify(blocks), metadata: JSON.stringify(marker) };
}

async function* pages<S extends typeof Page>(
  call: CallSlack,
  method: string,
  args: Readonly<Record<string, string>>,
  schema: S,
): AsyncGenerator<z.infer<S>> {
  let cursor = '';
  for (let read = 0; read < PAGES; read += 1) {
    const page = await call(method, cursor === '' ? args : { ...args, cursor }, schema);
    yield page;
    cursor = page.response_metadata?.next_cursor ?? '';
    if (cursor === '') return;
  }
}
