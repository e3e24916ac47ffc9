import type { Errand, Lane, Message, Purpose, Timer } from './job.ts';
import type { PhoneNumber } from './team.ts';
import type { Instant } from './time.ts';
import type { Write } from './write.ts';

/** What a decision is given beside the state: when it happens, and the chance it may use. */
export interface Occasion {
  readonly at: Instant;
  /** A fresh ULID. Everything this decision creates is named after it: `<id>.1`, `<id>.2` … */
  readonly id: string;
  /** Candidates; the commit refuses one that is taken and the decision is made again with another. */
  readonly crisisCode: string;
  readonly clientCode: string;
  /** A secret for a one-time link. */
  readonly token: string;
}

/** The changes one event makes, gathered while it is decided and committed as a whole. */
export class Decision {
  readonly occasion: Occasion;
  readonly #writes: Write[] = [];
  #named = 0;

  constructor(occasion: Occasion) {
    this.occasion = occasion;
  }

  get at(): Instant {
    return this.occasion.at;
  }

  get writes(): readonly Write[] {
    return this.#writes;
  }

  nextId(): string {
    this.#named += 1;
    return `${this.occasion.id}.${this.#named}`;
  }

  add(write: Write): void {
    this.#writes.push(write);
  }

  /** Sends a text as soon as this is committed. */
  send(
    lane: Lane,
    text: { to: PhoneNumber; from: PhoneNumber; body: string; purpose: Purpose; id?: string },
  ): void {
    const message: Message = {
      to: text.to,
      from: text.from,
      body: text.body,
      purpose: text.purpose,
      createdAt: this.at,
      status: 'waiting',
      statusAt: this.at,
      sid: null,
      error: null,
    };
    const id = text.id ?? this.nextId();
    this.add({
      write: 'add-job',
      job: { id, lane, dueAt: this.at, attempts: 0, work: { kind: 'message', message } },
    });
  }

  /** Decides on `timer` when `dueAt` has come. */
  later(lane: Lane, dueAt: Instant, timer: Timer, id = this.nextId()): void {
    this.add({ write: 'add-job', job: { id, lane, dueAt, attempts: 0, work: { kind: 'timer', timer } } });
  }

  now(lane: Lane, timer: Timer): void {
    this.later(lane, this.at, timer);
  }

  /** Asks for an errand; while one for the same subject is under way it looks again before it ends. */
  ask(lane: Lane, errand: Errand): void {
    this.add({ write: 'ask-errand', errand, lane, asked: this.occasion.id, dueAt: this.at });
  }
}
