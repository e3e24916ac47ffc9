import type { Decision } from './decision.ts';
import type { Lane, Purpose } from './job.ts';
import { type ContactRecord, type Media, sealed } from './record.ts';
import type { PhoneNumber, StaffId, Team } from './team.ts';
import { type Crisis, type Person, type Thread, TIMELINE_SHOWN, unresolvedCrisis } from './thread.ts';
import { automaticTexts, type Saying } from './words/automatic-text.ts';
import { eventText } from './words/event-words.ts';
import type { Instant } from './time.ts';
import type { CrisisEvent } from './write.ts';

interface Entry {
  readonly direction: ContactRecord['direction'];
  readonly modality: ContactRecord['modality'];
  readonly author: string;
  readonly body: string;
  readonly media?: readonly Media[];
  readonly providerId?: string;
  readonly messageId?: string;
  /** When it is not that of the thread's crisis: a text that opens one belongs to it. */
  readonly crisisCode?: string;
}

/** One thread opened for one decision: read it, change it, add to its record; `close` turns the difference into writes. */
export class CaseFile {
  readonly decision: Decision;
  readonly team: Team;
  readonly #loaded: Thread;
  #thread: Thread;

  constructor(decision: Decision, team: Team, thread: Thread) {
    this.decision = decision;
    this.team = team;
    this.#loaded = thread;
    this.#thread = thread;
  }

  get thread(): Thread {
    return this.#thread;
  }

  get at(): Instant {
    return this.decision.at;
  }

  get about(): { team: string; threadId: string } {
    return { team: this.team.id, threadId: this.#thread.id };
  }

  /** The first person of the phone: whose code names a conversation. */
  get person(): Person {
    const [first] = this.#thread.people;
    if (first === undefined) throw new Error(`Thread ${this.#thread.id} has nobody behind it`);
    return first;
  }

  change(changes: Partial<Omit<Thread, 'id' | 'rev' | 'lastSeq' | 'lastHash'>>): void {
    this.#thread = { ...this.#thread, ...changes };
  }

  changeCrisis(changes: Partial<Omit<Crisis, 'id' | 'code' | 'events'>>): void {
    if (this.#thread.crisis === null) throw new Error(`Thread ${this.#thread.id} has no crisis to change`);
    this.change({ crisis: { ...this.#thread.crisis, ...changes } });
  }

  /** Adds a contact record to the thread and returns its place. */
  record(entry: Entry): ContactRecord {
    const record = sealed({
      threadId: this.#thread.id,
      seq: this.#thread.lastSeq + 1,
      at: this.at,
      direction: entry.direction,
      modality: entry.modality,
      author: entry.author,
      body: entry.body,
      media: [...(entry.media ?? [])],
      providerId: entry.providerId ?? null,
      messageId: entry.messageId ?? null,
      crisisCode: unresolvedCrisis(this.#thread)?.code ?? entry.crisisCode ?? null,
      previousHash: this.#thread.lastHash,
    });
    this.#thread = { ...this.#thread, lastSeq: record.seq, lastHash: record.hash };
    this.decision.add({ write: 'add-record', record });
    return record;
  }

  /** Adds a line to the crisis's timeline: codes and staff ids only. */
  event(what: CrisisEvent['what'], staff: readonly StaffId[] = [], detail: string | null = null): void {
    const { crisis } = this.#thread;
    if (crisis === null) throw new Error(`Thread ${this.#thread.id} has no crisis to note ${what} of`);
    const n = crisis.events + 1;
    const line = { at: this.at, text: eventText({ what, staff, detail }) };
    const timeline = [...crisis.timeline, line].slice(-TIMELINE_SHOWN);
    this.change({ crisis: { ...crisis, events: n, timeline } });
    this.decision.add({
      write: 'add-event',
      event: { crisisId: crisis.id, n, at: this.at, what, staff, detail },
    });
  }

  /** Says something to the client by itself, on the record; to a phone that opted out, records that it was not sent. */
  tellClient(lane: Lane, saying: Saying, purpose: Purpose): void {
    const texts = automaticTexts(this.#thread, this.team, saying);
    if (texts.length > 0 && this.#thread.optedOut) {
      this.record({
        direction: 'internal',
        modality: 'automatic',
        author: 'line',
        body: 'Not sent, the client opted out: an automatic text.',
      });
      return;
    }
    for (const body of texts)
      this.sendToClient(lane, { body, purpose, author: 'line', modality: 'automatic' });
  }

  /** @returns the id of the message */
  sendToClient(
    lane: Lane,
    text: { body: string; purpose: Purpose; author: string; modality: 'automatic' | 'text' },
  ): string {
    const messageId = this.decision.nextId();
    this.record({
      direction: 'outbound',
      modality: text.modality,
      author: text.author,
      body: text.body,
      messageId,
    });
    this.decision.send(lane, {
      id: messageId,
      to: this.#thread.phone,
      from: this.team.line,
      body: text.body,
      purpose: text.purpose,
    });
    return messageId;
  }

  /** Sends a member of staff a text from the desk. Client words have no place in it. */
  tellStaff(
    lane: Lane,
    staff: StaffId,
    body: string,
    purpose: Purpose = { for: 'staff', team: this.team.id, staff },
  ): void {
    const phone = this.phoneOf(staff);
    if (phone !== null) this.decision.send(lane, { to: phone, from: this.team.desk, body, purpose });
  }

  phoneOf(staff: StaffId): PhoneNumber | null {
    return this.team.staff.find(member => member.id === staff)?.phone ?? null;
  }

  /** Hands the changed thread, and what follows from a changed crisis, to the decision. */
  close(): void {
    if (this.#thread === this.#loaded) return;
    this.decision.add({ write: 'save-thread', thread: this.#thread });
    if (this.#thread.crisis !== this.#loaded.crisis) this.#projectCrisis();
  }

  #projectCrisis(): void {
    const { crisis, id, people } = this.#thread;
    if (crisis === null) return;
    if (crisis.phase.state === 'resolved') {
      this.decision.add({ write: 'clear-open-crisis', code: crisis.code });
    } else {
      this.decision.add({
        write: 'show-open-crisis',
        crisis: {
          code: crisis.code,
          crisisId: crisis.id,
          threadId: id,
          team: this.team.id,
          severity: crisis.severity,
          clientCodes: people.map(person => person.code),
          openedAt: crisis.firstOpenedAt,
          owner: crisis.phase.state === 'taken' ? crisis.phase.owner : null,
          paged: crisis.paged,
        },
      });
    }
    this.decision.ask('human', {
      errand: 'show-crisis',
      ...this.about,
      crisisId: crisis.id,
    });
  }
}
