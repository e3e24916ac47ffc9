import type { Decision } from './decision.ts';
import type { Desk, PendingQuestion } from './desk.ts';
import type { Lane, Purpose } from './job.ts';
import { sealed } from './record.ts';
import type { PhoneNumber, TeamId } from './team.ts';

/** The longest text the carrier takes in one request (Twilio, error 21617). */
const LONGEST_TEXT = 1600;
/** Room for `(1/3) ` before a part. */
const LONGEST_LABEL = 8;

/** Cuts a text into parts the carrier takes, at line ends and spaces where there are any. */
export function splitText(body: string, longest = LONGEST_TEXT): string[] {
  const parts: string[] = [];
  let rest = body;
  while (rest.length > longest) {
    const window = rest.slice(0, longest);
    const space = Math.max(window.lastIndexOf('\n'), window.lastIndexOf(' '));
    const cut = space > longest / 2 ? space : wholeCharacters(window);
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  // Spaces at the end may leave a part with nothing in it, which the carrier would refuse.
  return [...parts, rest].filter((part, index) => index === 0 || part.trim() !== '');
}

/** The parts leave at once and may arrive in any order, so each says which it is. */
function numberedParts(body: string): string[] {
  if (body.length <= LONGEST_TEXT) return [body];
  const parts = splitText(body, LONGEST_TEXT - LONGEST_LABEL);
  return parts.map((part, index) => `(${index + 1}/${parts.length}) ${part}`);
}

/** The length of a window that does not end within a surrogate pair. */
function wholeCharacters(window: string): number {
  const last = window.charCodeAt(window.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? window.length - 1 : window.length;
}

/** One staff phone's thread with us, opened for one decision. */
export class DeskFile {
  readonly decision: Decision;
  readonly team: TeamId;
  readonly #loaded: Desk;
  #desk: Desk;

  constructor(decision: Decision, team: TeamId, desk: Desk) {
    this.decision = decision;
    this.team = team;
    this.#loaded = desk;
    this.#desk = desk;
  }

  get desk(): Desk {
    return this.#desk;
  }

  change(changes: Partial<Pick<Desk, 'relays' | 'questions'>>): void {
    this.#desk = { ...this.#desk, ...changes };
  }

  /** What was asked on this number and may still be answered. */
  questionOn(askedOn: PhoneNumber): PendingQuestion | null {
    const asked = this.#desk.questions.find(question => question.askedOn === askedOn);
    return asked !== undefined && asked.until > this.decision.at ? asked : null;
  }

  ask(question: PendingQuestion): void {
    this.forgetQuestion(question.askedOn);
    this.change({ questions: [...this.#desk.questions, question] });
  }

  forgetQuestion(askedOn: PhoneNumber): void {
    const { questions } = this.#desk;
    if (questions.some(question => question.askedOn === askedOn)) {
      this.change({ questions: questions.filter(question => question.askedOn !== askedOn) });
    }
  }

  /** Records what this person typed to us. */
  recordText(body: string, providerId: string): void {
    this.#record({
      direction: 'inbound',
      author: `staff ${this.#desk.staff}`,
      modality: 'text',
      body,
      providerId,
      messageId: null,
    });
  }

  /** Answers from the number that was texted; what is longer than a text goes in several. */
  answer(
    from: PhoneNumber,
    body: string,
    lane: Lane = 'human',
    purpose: Purpose = { for: 'staff', team: this.team, staff: this.#desk.staff },
  ): void {
    for (const part of numberedParts(body)) {
      const messageId = this.decision.nextId();
      this.#record({
        direction: 'outbound',
        author: 'line',
        modality: 'automatic',
        body: part,
        providerId: null,
        messageId,
      });
      this.decision.send(lane, {
        id: messageId,
        to: this.#desk.phone,
        from,
        body: part,
        purpose,
      });
    }
  }

  close(): void {
    if (this.#desk !== this.#loaded) this.decision.add({ write: 'save-desk', desk: this.#desk });
  }

  #record(entry: {
    direction: 'inbound' | 'outbound';
    author: string;
    modality: 'text' | 'automatic';
    body: string;
    providerId: string | null;
    messageId: string | null;
  }): void {
    const record = sealed({
      ...entry,
      threadId: this.#desk.id,
      seq: this.#desk.lastSeq + 1,
      at: this.decision.at,
      media: [],
      crisisCode: null,
      previousHash: this.#desk.lastHash,
    });
    this.#desk = { ...this.#desk, lastSeq: record.seq, lastHash: record.hash };
    this.decision.add({ write: 'add-record', record });
  }
}
