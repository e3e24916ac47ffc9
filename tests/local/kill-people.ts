import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { CM_1, DESK, LINE, RELAYS } from '../support/demo-roster.ts';
import type { PhoneText } from '../support/line-client.ts';
import type { Seeded } from '../support/seeded.ts';

/** Somebody around a line that may die at any moment. */
export interface Actor {
  /** Does a little. What fails because the line died is left for the next time. */
  act(url: string): Promise<void>;
}

const TEXTS_A_TURN = 3;
const CRISIS_WORDS = ['i cant do this anymore', 'i want to die', 'help me please i am in danger'];
const OTHER_WORDS = [
  'are we still on for friday',
  'the landlord called again',
  'thanks see you tuesday at 10',
];

/** The answer, or null when the connection broke or the line was not up yet. */
async function answerOf(asked: Promise<Response>): Promise<Response | null> {
  try {
    const response = await asked;
    if (response.status === 503) return null;
    // A line that dies halfway through its answer has not answered.
    const body = await response.text();
    if (!response.ok) throw new Unexpected(`${response.url} answered ${response.status}: ${body}`);
    return new Response(body, { status: response.status });
  } catch (error) {
    if (error instanceof Unexpected) throw error;
    return null;
  }
}

class Unexpected extends Error {}

abstract class Client implements Actor {
  readonly phone: string;
  /** Carrier's ids of the texts that the line answered with 2xx. */
  readonly taken: string[] = [];
  /** Whether one of those calls for a crisis. */
  inCrisis = false;
  protected readonly chance: Seeded;
  #written = 0;

  constructor(phone: string, chance: Seeded) {
    this.phone = phone;
    this.chance = chance;
  }

  abstract act(url: string): Promise<void>;

  /** Words that no other text has. */
  protected newText(): { body: string; isCrisis: boolean } {
    this.#written += 1;
    const isCrisis = this.chance.happens(0.15);
    const words = this.chance.pick(isCrisis ? CRISIS_WORDS : OTHER_WORDS);
    return { body: `${words}, says ${this.phone.slice(-3)} for the ${this.#written}. time`, isCrisis };
  }
}

/** Texts from a phone of the stand-in, whose log decides what was sent: it delivers again after a restart. */
export class PhoneClient extends Client {
  async act(url: string): Promise<void> {
    for (let n = 0; n < TEXTS_A_TURN; n += 1) {
      const { body, isCrisis } = this.newText();
      const answer = await answerOf(post(`${url}/sim/phones/${this.phone}/texts`, { to: LINE, body }));
      if (answer === null) return;
      this.taken.push(((await answer.json()) as { sid: string }).sid);
      this.inCrisis ||= isCrisis;
    }
  }
}

/** Texts that the test itself delivers as Twilio does: signed, again after a broken connection, and sometimes twice. */
export class WebhookClient extends Client {
  readonly #publicUrl: string;
  #pending: { sid: string; body: string; isCrisis: boolean } | null = null;
  readonly bodies = new Map<string, string>();

  constructor(phone: string, chance: Seeded, publicUrl: string) {
    super(phone, chance);
    this.#publicUrl = publicUrl;
  }

  async act(url: string): Promise<void> {
    for (let n = 0; n < TEXTS_A_TURN; n += 1) {
      if (!(await this.#deliverNext(url))) return;
    }
  }

  /** Delivers what the line has not answered yet. */
  async finish(url: string): Promise<void> {
    if (this.#pending !== null && !(await this.#deliverNext(url))) throw new Error('The line is not up');
  }

  async #deliverNext(url: string): Promise<boolean> {
    this.#pending ??= { sid: this.#newSid(), ...this.newText() };
    const { sid, body, isCrisis } = this.#pending;
    this.bodies.set(sid, body);
    if (!(await this.#deliver(url, sid, body))) return false;
    this.taken.push(sid);
    this.inCrisis ||= isCrisis;
    this.#pending = null;
    const again = this.chance.pick(this.taken);
    if (this.chance.happens(0.3)) await this.#deliver(url, again, this.bodies.get(again) ?? '');
    return true;
  }

  async #deliver(url: string, sid: string, body: string): Promise<boolean> {
    const form = { MessageSid: sid, From: this.phone, To: LINE, Body: body, NumMedia: '0' };
    const signature = webhooks.getExpectedTwilioSignature(
      'local-twilio-token',
      `${this.#publicUrl}/twilio/sms`,
      form,
    );
    const asked = fetch(`${url}/twilio/sms`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { 'x-twilio-signature': signature },
    });
    return (await answerOf(asked)) !== null;
  }

  #newSid(): string {
    return `SM${Array.from({ length: 32 }, () => this.chance.below(16).toString(16)).join('')}`;
  }
}

const PAGE = /Reply (\w+) to take it/;

/** The case manager on call: takes what pages, most of the time, and types on the relays now and then. */
export class CaseManager implements Actor {
  readonly #answered = new Set<string>();
  readonly #chance: Seeded;

  constructor(chance: Seeded) {
    this.#chance = chance;
  }

  async act(url: string): Promise<void> {
    if (!this.#chance.happens(0.6)) return;
    const answer = await answerOf(fetch(`${url}/sim/phones/${CM_1}/texts`));
    const texts = answer === null ? [] : ((await answer.json()) as PhoneText[]);
    for (const { sid, body } of texts) {
      const code = PAGE.exec(body)?.[1];
      if (code === undefined || this.#answered.has(sid)) continue;
      if ((await this.#text(url, DESK, code)) === null) return;
      this.#answered.add(sid);
    }
    if (this.#chance.happens(0.4)) await this.#text(url, this.#chance.pick(RELAYS), 'where are you now');
  }

  #text(url: string, to: string, body: string): Promise<Response | null> {
    return answerOf(post(`${url}/sim/phones/${CM_1}/texts`, { to, body }));
  }
}

/** Moves the clock on, so that jobs fall due, leases end and the line dies in the midst of it. */
export class Time implements Actor {
  readonly #chance: Seeded;

  constructor(chance: Seeded) {
    this.#chance = chance;
  }

  async act(url: string): Promise<void> {
    if (!this.#chance.happens(0.4)) return;
    await answerOf(post(`${url}/sim/clock`, { advance: `PT${5 + this.#chance.below(40)}S` }));
  }
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
