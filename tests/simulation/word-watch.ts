import type { PhoneNumber } from '../../core/team.ts';
import type { World } from './world.ts';

/** A text on its way out, as the carrier is asked to send it. */
interface Sending {
  readonly to: PhoneNumber;
  readonly from: PhoneNumber;
  readonly body: string;
  readonly messageId: string;
}

const MARK = /\b[cs]\d+x\b/g;

/** Follows marked words: a client's may reach only the owner of the conversation, a case manager's only that client. */
export class WordWatch {
  readonly #world: World;
  #marks = 0;
  /** Which client a mark came from. */
  readonly #clients = new Map<string, PhoneNumber>();
  /** Which clients a case manager's mark may reach: those whose thread it was typed in. */
  readonly #meantFor = new Map<string, readonly PhoneNumber[]>();
  readonly #sent = new Map<string, number>();
  /** Set while things happen at once, when a text may rightly leave a moment before the world moves on. */
  isRacing = false;

  constructor(world: World) {
    this.#world = world;
  }

  markClient(phone: PhoneNumber): string {
    this.#marks += 1;
    const mark = `c${this.#marks}x`;
    this.#clients.set(mark, phone);
    return mark;
  }

  markStaff(meantFor: readonly PhoneNumber[]): string {
    this.#marks += 1;
    const mark = `s${this.#marks}x`;
    this.#meantFor.set(mark, meantFor);
    return mark;
  }

  sending(text: Sending): void {
    const times = (this.#sent.get(text.messageId) ?? 0) + 1;
    this.#sent.set(text.messageId, times);
    for (const [mark] of text.body.matchAll(MARK)) {
      if (mark.startsWith('c')) this.#clientWords(mark, text);
      else if (!(this.#meantFor.get(mark) ?? []).includes(text.to))
        this.#note(`${mark} goes to ${text.to}, and was typed for ${String(this.#meantFor.get(mark))}`);
    }
    const thread = this.#world.thread(text.to);
    if (thread?.optedOut === true && !this.isRacing && thread.kind !== 'staff')
      this.#note(`${text.messageId} goes to ${text.to}, who opted out`);
  }

  mustNotShow(where: string, shown: unknown): void {
    const [mark] = JSON.stringify({ shown }).match(MARK) ?? [];
    if (mark !== undefined) this.#note(`${where} shows ${mark}`);
  }

  #clientWords(mark: string, { to }: Sending): void {
    const phone = this.#clients.get(mark) ?? '';
    const owner = this.#world.thread(phone)?.conversation?.owner;
    const owners = [owner, ...(this.#world.owners.get(phone) ?? [])];
    if (!owners.some(staff => staff !== undefined && this.#world.phoneOf(staff) === to))
      this.#note(`${mark} of ${phone} goes to ${to}, who never had their conversation`);
  }

  #note(violation: string): void {
    this.#world.watch.violations.push(violation);
  }
}
