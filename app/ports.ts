import type { Desk } from '../core/desk.ts';
import type { DeliveryStatus, Job } from '../core/job.ts';
import type { ContactRecord } from '../core/record.ts';
import type { PhoneNumber, Team, TeamId } from '../core/team.ts';
import type { Thread } from '../core/thread.ts';
import type { Instant } from '../core/time.ts';
import type { CardLink, ClientCard, CrisisCode, CrisisEvent, OpenCrisis, Write } from '../core/write.ts';

/** Tells the time. Everything Handrail decides runs on this clock; nothing else reads one. */
export interface Clock {
  now(): Instant;
}

/** Real time that passes while a request is answered. Never what a decision runs on: the clock above may stand still. */
export interface Stopwatch {
  /** Milliseconds on a clock that only ever runs forward. */
  nowMs(): number;
  wait(ms: number): Promise<void>;
}

/** Which of our numbers a number is. */
export interface NumberRole {
  readonly number: PhoneNumber;
  readonly role: 'line' | 'desk' | 'relay';
  readonly team: TeamId;
  /** The team's line: a client who texts another of its numbers by mistake is heard as if it were this one. */
  readonly line: PhoneNumber;
}

/** What a `load` may ask for; each key of the result holds the row, or null when there is none. */
export interface Loadable {
  agency: { readonly ref: { kind: 'agency' }; readonly row: { readonly teams: readonly TeamId[] } };
  number: { readonly ref: { kind: 'number'; number: PhoneNumber }; readonly row: NumberRole };
  team: { readonly ref: { kind: 'team'; id: TeamId }; readonly row: Team };
  thread: { readonly ref: { kind: 'thread'; id: string }; readonly row: Thread };
  desk: { readonly ref: { kind: 'desk'; phone: PhoneNumber }; readonly row: Desk };
  client: { readonly ref: { kind: 'client'; code: string }; readonly row: ClientCard };
  crisisCode: { readonly ref: { kind: 'crisisCode'; code: string }; readonly row: CrisisCode };
  job: { readonly ref: { kind: 'job'; id: string }; readonly row: Job };
  cardLink: { readonly ref: { kind: 'cardLink'; tokenHash: string }; readonly row: CardLink };
}
export type Ref = Loadable[keyof Loadable]['ref'];
export type RowOf<R extends Ref> = Loadable[R['kind']]['row'];
export type Loaded<Refs extends Record<string, Ref | null>> = {
  [K in keyof Refs]:
    | (Refs[K] extends Ref ? RowOf<Refs[K]> : Refs[K] extends null ? never : RowOf<Exclude<Refs[K], null>>)
    | null;
};

/**
 * - `committed`: all of it is in the store.
 * - `duplicate`: a receipt was there already; this event happened before, and nothing changed.
 * - `gone`: the job to finish was done or claimed by somebody else; nothing changed.
 * - `conflict`: a row had changed since it was loaded, or a code was taken; load and decide again.
 */
export type CommitResult = 'committed' | 'duplicate' | 'gone' | 'conflict';

export interface Store {
  /** The thread id of a phone that texts the line of a team: an HMAC, so that keys never hold a number. */
  threadId(line: PhoneNumber, phone: PhoneNumber): string;
  /** One strongly consistent BatchGetItem; a null reference loads as null and costs nothing. */
  load<const Refs extends Record<string, Ref | null>>(refs: Refs): Promise<Loaded<Refs>>;
  /** One TransactWriteItems. */
  commit(writes: readonly Write[]): Promise<CommitResult>;
  openCrises(): Promise<OpenCrisis[]>;
  records(threadId: string, range?: { fromSeq?: number; limit?: number }): Promise<ContactRecord[]>;
  events(crisisId: string): Promise<CrisisEvent[]>;
  /** Threads with routine texts that wait for the team's digest, in a stable order, after `cursor`. */
  waiting(team: TeamId, cursor: string | null, limit: number): Promise<string[]>;
}

export interface MessageFate {
  readonly status: DeliveryStatus;
  readonly error: string | null;
}

/** The outbox and the clock: the same rows, seen by the two functions that carry jobs out. */
export interface Jobs {
  /** Jobs due at or before `at`, crisis lane first, oldest first within a lane. One query a shard. */
  due(at: Instant, limit: number): Promise<Job[]>;
  /** The earliest instant at which a job falls due, or null when none is open. */
  nextDueAt(): Promise<Instant | null>;
  /**
   * Takes the job for the length of the lease: counts the attempt and moves `dueAt` to the lease's end.
   * Null: it is done, or somebody else holds it.
   */
  claim(job: { id: string; seenDueAt: Instant }, leaseUntil: Instant): Promise<Job | null>;
  /** Gives a job that failed back, to be done at `dueAt`, and counts the attempt. Does nothing if somebody else has it. */
  putOff(job: Job, dueAt: Instant): Promise<void>;
  /** Every job that is still to be done, whenever that is, crisis lane first. */
  open(): Promise<Job[]>;
  /** What became of these texts; an id without a row is not in the answer. */
  fates(messageIds: readonly string[]): Promise<Map<string, MessageFate>>;
}

/** A text that the carrier has accepted, refused, or may or may not have. */
export type SendOutcome =
  | { readonly outcome: 'accepted'; readonly sid: string }
  /** It did not go, and the same request will not go later: the carrier's error code, such as `21610`. */
  | { readonly outcome: 'refused'; readonly error: string }
  /** It did not go; the carrier is busy. */
  | { readonly outcome: 'retry'; readonly error: string }
  /** The connection broke or the carrier failed: it may have gone. */
  | { readonly outcome: 'unknown'; readonly error: string };

export interface Carrier {
  /** The size of an attachment, or null when the carrier does not say within a second. */
  mediaBytes(url: string): Promise<number | null>;
  /** `attempt` travels in the status callback's URL, so that a lost answer can still be settled. */
  send(text: {
    to: PhoneNumber;
    from: PhoneNumber;
    body: string;
    messageId: string;
    attempt: number;
  }): Promise<SendOutcome>;
  /** Looks in the carrier's log for a text of which the answer was lost: its sid, or null when the carrier never had it. */
  find(
    text: { to: PhoneNumber; from: PhoneNumber; body: string; createdAfter: Instant },
    knownSids: readonly string[],
  ): Promise<string | null>;
}

/** A crisis as the team's channel may see it: codes only. */
export interface CrisisPost {
  readonly code: string;
  readonly team: TeamId;
  readonly severity: string;
  readonly clientCodes: readonly string[];
  readonly shared: boolean;
  readonly openedAt: Instant;
  readonly opening: number;
  readonly zone: string;
  /** `taken` is without, `in contact` with, a word to the client since the client's last. */
  readonly state: 'open' | 'taken' | 'in contact' | 'resolved';
  readonly ownerSlackUser: string | null;
  readonly pagedSlackUsers: readonly string[];
  readonly timeline: readonly { readonly at: Instant; readonly text: string }[];
}

export interface SlackChannels {
  /** Posts the crisis, or updates the message it already has. `marker` finds a post whose answer was lost. */
  showCrisis(
    channel: string,
    post: CrisisPost,
    existing: { channel: string; ts: string } | null,
  ): Promise<{ channel: string; ts: string }>;
}

/** Wakes the agency's engineer: SNS on AWS, the console on one computer. Ids and counts only. */
export interface Alarms {
  raise(alarm: {
    readonly name: string;
    readonly what: string;
    readonly ids: Record<string, string>;
  }): Promise<void>;
}

/** Structured log lines: ids, kinds, counts, durations. Never a body, a name or a number. */
export interface Log {
  info(event: string, facts?: Record<string, string | number | boolean | null>): void;
  error(event: string, error: unknown, facts?: Record<string, string | number | boolean | null>): void;
}

/** Chance enters here: ids and code candidates are drawn at the edge and handed to the core. */
export interface Chance {
  ulid(at: Instant): string;
  crisisCode(length: 3 | 4): string;
  clientCode(length: 3 | 4): string;
  /** A URL-safe secret of 128 bits or more. */
  token(): string;
  /** Between 0 and 1. */
  jitter(): number;
}

/** All that stands outside a use case. */
export interface Outside {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
  readonly carrier: Carrier;
  readonly slack: SlackChannels;
  readonly alarms: Alarms;
  readonly log: Log;
  readonly chance: Chance;
  readonly settings: Settings;
}

export interface Settings {
  /** The origin that providers sign and staff open: `https://line.example.org`, without a slash at the end. */
  readonly publicUrl: string;
  readonly twilioAuthToken: string;
  readonly slackSigningSecret: string;
  readonly slackBotToken: string;
  /** `https://slack.com/api/`, or a stand-in that speaks the same. */
  readonly slackApiUrl: string;
  readonly region: string;
}
