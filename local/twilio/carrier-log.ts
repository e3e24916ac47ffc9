import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PhoneNumber } from '../../core/team.ts';
import { Instant } from '../../core/time.ts';
import { phoneOf, Status, Text } from './text.ts';
import type { StoredText } from './text.ts';

const Entry = z.discriminatedUnion('entry', [
  z.object({ entry: z.literal('text'), text: Text }),
  z.object({
    entry: z.literal('status'),
    sid: z.string(),
    status: Status,
    errorCode: z.int().nullable(),
    at: Instant,
  }),
  /** The next status of this text's course is reported, or its report was given up. */
  z.object({ entry: z.literal('reported'), sid: z.string() }),
  z.object({ entry: z.literal('answered'), sid: z.string(), result: z.enum(['delivered', 'failed']) }),
  z.object({ entry: z.literal('opted'), number: PhoneNumber, phone: PhoneNumber, out: z.boolean() }),
  z.object({ entry: z.literal('read'), phone: PhoneNumber, upTo: z.string() }),
]);
type Entry = z.infer<typeof Entry>;

/** All that the carrier knows. Each change is on disk before anything follows from it, so that SIGKILL loses nothing. */
export class CarrierLog {
  readonly #file: string;
  readonly #bySid = new Map<string, StoredText>();
  readonly #byPhone = new Map<PhoneNumber, StoredText[]>();
  readonly #optedOut = new Set<string>();
  readonly #readUpTo = new Map<PhoneNumber, string>();

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.#file = join(dataDir, 'twilio.jsonl');
    for (const entry of readEntries(this.#file)) this.#apply(entry);
  }

  /** Writes the entries in one go: after a crash all of them are there, or at most the first ones. */
  append(...entries: Entry[]): void {
    appendFileSync(this.#file, entries.map(entry => `${JSON.stringify(entry)}\n`).join(''));
    for (const entry of entries) this.#apply(entry);
  }

  /** Oldest first. */
  texts(): StoredText[] {
    return [...this.#bySid.values()];
  }

  text(sid: string): StoredText | undefined {
    return this.#bySid.get(sid);
  }

  /** Everything between this phone and our numbers, oldest first. */
  textsOf(phone: PhoneNumber): readonly StoredText[] {
    return this.#byPhone.get(phone) ?? [];
  }

  phones(): PhoneNumber[] {
    return [...this.#byPhone.keys()];
  }

  isOptedOut(number: PhoneNumber, phone: PhoneNumber): boolean {
    return this.#optedOut.has(`${number} ${phone}`);
  }

  /** The sid of the last text that somebody looked at on this phone. */
  readUpTo(phone: PhoneNumber): string | null {
    return this.#readUpTo.get(phone) ?? null;
  }

  #apply(entry: Entry): void {
    switch (entry.entry) {
      case 'text': {
        const text = withProgress(entry.text);
        this.#bySid.set(text.sid, text);
        const thread = this.#byPhone.get(phoneOf(text));
        if (thread === undefined) this.#byPhone.set(phoneOf(text), [text]);
        else thread.push(text);
        return;
      }
      case 'status': {
        const { progress } = this.#known(entry.sid);
        progress.status = entry.status;
        progress.errorCode = entry.errorCode;
        progress.updatedAt = entry.at;
        progress.sentAt ??= entry.status === 'queued' ? null : entry.at;
        return;
      }
      case 'reported':
        this.#known(entry.sid).progress.reported += 1;
        return;
      case 'answered':
        this.#known(entry.sid).progress.answered = entry.result;
        return;
      case 'opted': {
        const pair = `${entry.number} ${entry.phone}`;
        if (entry.out) this.#optedOut.add(pair);
        else this.#optedOut.delete(pair);
        return;
      }
      case 'read':
        this.#readUpTo.set(entry.phone, entry.upTo);
        return;
      default:
        entry satisfies never;
    }
  }

  #known(sid: string): StoredText {
    const text = this.#bySid.get(sid);
    if (text === undefined) throw new Error(`${this.#file} speaks of the text ${sid} but does not hold it`);
    return text;
  }
}

function withProgress(text: Text): StoredText {
  const atRest = text.direction !== 'outbound-api';
  return {
    ...text,
    progress: {
      status: text.direction === 'inbound' ? 'received' : atRest ? 'delivered' : 'queued',
      errorCode: null,
      sentAt: atRest ? text.createdAt : null,
      updatedAt: text.createdAt,
      answered: null,
      reported: 0,
    },
  };
}

function readEntries(file: string): Entry[] {
  if (!existsSync(file)) return [];
  const content = readFileSync(file);
  // A kill in the middle of a write leaves half a line, of which nobody was told anything yet.
  const wholeLines = content.subarray(0, content.lastIndexOf('\n') + 1);
  if (wholeLines.length < content.length) truncateSync(file, wholeLines.length);
  return wholeLines
    .toString('utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => Entry.parse(JSON.parse(line)));
}
