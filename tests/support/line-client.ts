import type { Contact } from '../../local/contacts.ts';
import type { Fault } from '../../local/faults.ts';
import type { OpenJob } from '../../local/open-jobs.ts';

/** A text as a phone shows it. */
export interface PhoneText {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly direction: 'sent' | 'received';
  readonly status: string;
  readonly at: string;
}

export interface SlackMessage {
  readonly ts: string;
  readonly text: string;
  readonly blocks?: readonly unknown[];
  readonly [field: string]: unknown;
}

type Json = Record<string, unknown>;

/** The words of a page, and the code in them. */
const PAGE = /Reply ([A-Z0-9]+) to take it/;

/**
 * Plays everybody around a running line, over HTTP alone. A text counts as read once a test has looked at it through
 * `newTexts` or `expectText`, so that `expectQuiet` finds what nobody expected.
 */
export class LineClient {
  readonly url: string;
  readonly #read = new Set<string>();

  constructor(url: string) {
    this.url = url;
  }

  /** Sends a text from a phone and waits until all that follows from it now has happened. Its sid. */
  async text(from: string, to: string, body: string, media: readonly string[] = []): Promise<string> {
    const { sid } = await this.post<{ sid: string }>(`/sim/phones/${from}/texts`, { to, body, media });
    await this.settle();
    return sid;
  }

  /** All that a phone shows, oldest first. */
  texts(phone: string): Promise<PhoneText[]> {
    return this.get(`/sim/phones/${phone}/texts`);
  }

  /** The texts a phone received since this was last asked, or was expected to; they count as read from now on. */
  async newTexts(phone: string): Promise<PhoneText[]> {
    const unread = await this.#unread(phone);
    for (const text of unread) this.#read.add(text.sid);
    return unread;
  }

  /** The bodies of `newTexts`. */
  async newBodies(phone: string): Promise<string[]> {
    return (await this.newTexts(phone)).map(text => text.body);
  }

  /** The first unread text of a phone that has these words; it counts as read. Fails with what is there instead. */
  async expectText(phone: string, words: string | RegExp): Promise<PhoneText> {
    const unread = await this.#unread(phone);
    const found = unread.find(({ body }) =>
      typeof words === 'string' ? body.includes(words) : words.test(body),
    );
    if (found === undefined) {
      throw new Error(`${phone} has no unread text with ${String(words)}. Unread: ${shown(unread)}`);
    }
    this.#read.add(found.sid);
    return found;
  }

  /** Expects a page on this phone; the code to reply. */
  async expectPage(phone: string): Promise<string> {
    const { body } = await this.expectText(phone, PAGE);
    return PAGE.exec(body)?.[1] ?? '';
  }

  /** Fails when any of these phones (every phone, when none is named) has a text that nobody expected. */
  async expectQuiet(...phones: string[]): Promise<void> {
    const all =
      phones.length > 0 ? phones : (await this.get<{ e164: string }[]>('/sim/phones')).map(p => p.e164);
    for (const phone of all) {
      const unread = await this.#unread(phone);
      if (unread.length > 0) throw new Error(`Nobody expected on ${phone}: ${shown(unread)}`);
    }
  }

  /** Lets time pass, and all that falls due in it happen. */
  async advance(duration: string): Promise<string> {
    return (await this.post<{ now: string }>('/sim/clock', { advance: duration })).now;
  }

  async advanceTo(instant: string): Promise<string> {
    return (await this.post<{ now: string }>('/sim/clock', { to: instant })).now;
  }

  /** Waits until nothing is under way. */
  async settle(): Promise<void> {
    await this.advance('PT0S');
  }

  async now(): Promise<string> {
    return (await this.get<{ now: string }>('/sim/clock')).now;
  }

  /** The records of a client, or of a phone (which nobody need know). */
  contacts(whose: string): Promise<Contact[]> {
    const query = whose.startsWith('+') ? `phone=${encodeURIComponent(whose)}` : `client=${whose}`;
    return this.get(`/sim/contacts?${query}`);
  }

  jobs(): Promise<OpenJob[]> {
    return this.get('/sim/jobs');
  }

  readonly faults = {
    add: async (
      fault: Omit<Fault, 'match' | 'times'> & Partial<Pick<Fault, 'match' | 'times'>>,
    ): Promise<void> => {
      await this.post('/sim/faults', fault);
    },
    clear: async (): Promise<void> => {
      await this.request('/sim/faults', { method: 'DELETE' });
    },
  };

  readonly slack = {
    messages: (channel: string): Promise<SlackMessage[]> =>
      this.get(`/sim/slack/channels/${channel}/messages`),
    command: async (user: string, command: string, text = ''): Promise<unknown> =>
      this.#thenSettle(await this.post('/sim/slack/commands', { user, command, text })),
    /** Presses a button. */
    press: async (
      user: string,
      channel: string,
      ts: string,
      action_id: string,
      value: string,
    ): Promise<unknown> =>
      this.#thenSettle(await this.post('/sim/slack/actions', { user, channel, ts, action_id, value })),
    submit: async (user: string, viewId: string, values: Json): Promise<unknown> =>
      this.#thenSettle(await this.post(`/sim/slack/views/${viewId}/submit`, { user, values })),
    modal: (user: string): Promise<Json | null> => this.get(`/sim/slack/users/${user}/modal`),
    home: (user: string): Promise<Json> => this.get(`/sim/slack/users/${user}/home`),
  };

  /** Any request, answered with whatever comes. */
  request(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.url}${path}`, init);
  }

  async get<T>(path: string): Promise<T> {
    return answerOf<T>(`GET ${path}`, await this.request(path));
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const response = await this.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return answerOf<T>(`POST ${path}`, response);
  }

  async #thenSettle<T>(answer: T): Promise<T> {
    await this.settle();
    return answer;
  }

  async #unread(phone: string): Promise<PhoneText[]> {
    const texts = await this.texts(phone);
    return texts.filter(text => text.direction === 'received' && !this.#read.has(text.sid));
  }
}

async function answerOf<T>(what: string, response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${what} answered ${response.status}: ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

function shown(texts: readonly PhoneText[]): string {
  return texts.length === 0 ? 'none' : texts.map(({ from, body }) => `\n  ${from}: ${body}`).join('');
}
