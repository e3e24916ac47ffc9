import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Message, OpenView, type Block } from './slack-json.ts';

export const TEAM = { id: 'T0HANDRAIL', domain: 'handrail-local' } as const;
export const BOT = { user: 'U0HANDRAIL', bot: 'B0HANDRAIL', app: 'A0HANDRAIL', name: 'handrail' } as const;

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** The other person of a direct message; null for a channel. */
  readonly directTo: string | null;
}

const Entry = z.discriminatedUnion('what', [
  z.object({ what: z.literal('posted'), channel: z.string(), message: Message }),
  z.object({ what: z.literal('updated'), channel: z.string(), message: Message }),
  z.object({ what: z.literal('deleted'), channel: z.string(), ts: z.string() }),
  z.object({ what: z.literal('whispered'), channel: z.string(), user: z.string(), message: Message }),
  z.object({ what: z.literal('modals'), user: z.string(), stack: z.array(OpenView) }),
  z.object({ what: z.literal('home'), user: z.string(), view: OpenView }),
]);
type Entry = z.infer<typeof Entry>;

interface Posted {
  message: Message;
  /** Null: everyone sees it; otherwise the one person an ephemeral message is for. */
  readonly onlyFor: string | null;
  /** The blocks it had before each update: a screen that has not refreshed still shows their buttons. */
  readonly earlierBlocks: Block[][];
}

/**
 * What the workspace shows: messages, modals and Home tabs. Each change is a line of a file that is written
 * before anything is answered and read again at the start, so that a kill loses nothing.
 */
export class Workspace {
  readonly channels: Channel[];
  readonly #file: string;
  readonly #posted = new Map<string, Posted[]>();
  readonly #modals = new Map<string, OpenView[]>();
  readonly #homes = new Map<string, OpenView>();
  readonly #onChange: () => void;
  #lastMicros = 0;
  #ids = 0;

  constructor(options: {
    dataDir: string;
    users: readonly { id: string }[];
    channels: readonly string[];
    onChange: () => void;
  }) {
    mkdirSync(options.dataDir, { recursive: true });
    this.#file = join(options.dataDir, 'slack.jsonl');
    this.channels = [
      ...options.channels.map(name => ({ id: idOfChannel(name), name, directTo: null })),
      ...options.users.map(user => ({ id: `D${user.id.slice(1)}`, name: user.id, directTo: user.id })),
    ];
    this.#onChange = options.onChange;
    if (existsSync(this.#file)) this.#replay(readFileSync(this.#file, 'utf8'));
    // Ends a line that a kill cut short, so that the next one begins on its own.
    appendFileSync(this.#file, '\n');
  }

  /** By id, by name with or without `#`, or a direct message by its user's id. */
  channel(reference: string): Channel | undefined {
    const name = reference.replace(/^#/, '');
    return this.channels.find(
      channel => channel.id === name || channel.name === name || channel.directTo === name,
    );
  }

  /** Oldest first: what everyone sees and, for `user`, the ephemeral messages meant for them alone. */
  messages(channel: string, user?: string): Message[] {
    return this.#in(channel)
      .filter(({ onlyFor }) => onlyFor === null || onlyFor === user)
      .map(({ message }) => message);
  }

  whispersTo(user: string): { channel: string; message: Message }[] {
    return [...this.#posted].flatMap(([channel, list]) =>
      list.filter(({ onlyFor }) => onlyFor === user).map(({ message }) => ({ channel, message })),
    );
  }

  message(channel: string, ts: string): Message | undefined {
    return this.#find(channel, ts)?.message;
  }

  isEphemeral(channel: string, ts: string): boolean {
    return this.#find(channel, ts)?.onlyFor != null;
  }

  /** The blocks a person may have before them: those the message has now, then those it had, newest first. */
  blocksEverShown(channel: string, ts: string): Block[][] {
    const posted = this.#find(channel, ts);
    return posted ? [posted.message.blocks ?? [], ...posted.earlierBlocks.toReversed()] : [];
  }

  post(channel: string, message: Message): void {
    this.#log({ what: 'posted', channel, message });
  }

  update(channel: string, message: Message): void {
    this.#log({ what: 'updated', channel, message });
  }

  remove(channel: string, ts: string): void {
    this.#log({ what: 'deleted', channel, ts });
  }

  whisper(channel: string, user: string, message: Message): void {
    this.#log({ what: 'whispered', channel, user, message });
  }

  home(user: string): OpenView | undefined {
    return this.#homes.get(user);
  }

  publishHome(user: string, view: OpenView): void {
    this.#log({ what: 'home', user, view });
  }

  /** The modals a person has open, the one on top last. */
  modals(user: string): OpenView[] {
    return this.#modals.get(user) ?? [];
  }

  showModals(user: string, stack: OpenView[]): void {
    this.#log({ what: 'modals', user, stack });
  }

  openView(id: string): { view: OpenView; user: string } | undefined {
    for (const [user, stack] of this.#modals) {
      const view = stack.find(each => each.id === id);
      if (view) return { view, user };
    }
    return undefined;
  }

  /** A timestamp of the moving clock, made unique as Slack does: it is the message's id within its channel. */
  nextTs(nowMs: number): string {
    this.#lastMicros = Math.max(nowMs * 1000, this.#lastMicros + 1);
    const digits = String(this.#lastMicros);
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }

  nextId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}0${this.#ids.toString(36).toUpperCase().padStart(7, '0')}`;
  }

  #log(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#apply(entry);
    this.#onChange();
  }

  #replay(log: string): void {
    for (const line of log.split('\n')) {
      const entry = parseLine(line);
      if (entry) this.#apply(entry);
    }
    // Ids need not be dense, only new: every line used up at most a view's worth of them.
    this.#ids = log.length;
  }

  #apply(entry: Entry): void {
    switch (entry.what) {
      case 'posted':
      case 'whispered':
        this.#in(entry.channel).push({
          message: entry.message,
          onlyFor: entry.what === 'whispered' ? entry.user : null,
          earlierBlocks: [],
        });
        this.#lastMicros = Math.max(this.#lastMicros, Number(entry.message.ts.replace('.', '')));
        return;
      case 'updated': {
        const posted = this.#find(entry.channel, entry.message.ts);
        if (!posted) return;
        posted.earlierBlocks.push(posted.message.blocks ?? []);
        posted.message = entry.message;
        return;
      }
      case 'deleted':
        this.#posted.set(
          entry.channel,
          this.#in(entry.channel).filter(({ message }) => message.ts !== entry.ts),
        );
        return;
      case 'modals':
        this.#modals.set(entry.user, entry.stack);
        return;
      case 'home':
        this.#homes.set(entry.user, entry.view);
    }
  }

  #in(channel: string): Posted[] {
    const list = this.#posted.get(channel) ?? [];
    this.#posted.set(channel, list);
    return list;
  }

  #find(channel: string, ts: string): Posted | undefined {
    return this.#in(channel).find(({ message }) => message.ts === ts);
  }
}

/** Null for an empty line, and for one that a kill cut short: it was never answered. */
function parseLine(line: string): Entry | null {
  if (line === '') return null;
  try {
    return Entry.parse(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function idOfChannel(name: string): string {
  return `C0${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`;
}
