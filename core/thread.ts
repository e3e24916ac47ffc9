import { z } from 'zod';
import { PhoneNumber, StaffId, TeamId } from './team.ts';
import { Instant } from './time.ts';

export const Severity = z.enum(['S0', 'S1', 'S2', 'S3', 'S4']);
export type Severity = z.infer<typeof Severity>;
/** The severities that page. */
export const CrisisSeverity = z.enum(['S2', 'S3', 'S4']);
export type CrisisSeverity = z.infer<typeof CrisisSeverity>;

export const Disposition = z.enum([
  'safety-plan-reviewed',
  '988-warm-transfer',
  'mobile-crisis-team',
  '911-or-welfare-check',
  'emergency-department',
  'no-danger-found',
  'no-contact-made',
]);
export type Disposition = z.infer<typeof Disposition>;

/** Nobody has taken it yet: pages climb the ladder. */
const OpenPhase = z.object({ state: z.literal('open') });
const TakenPhase = z.object({
  state: z.literal('taken'),
  owner: StaffId,
  at: Instant,
  /** Since when the client has waited for a human word: the take, or their first text after the last word. Null: answered. */
  waitingSince: Instant.nullable(),
  /** Counts every change of the two fields around it, so that a check made for an earlier wait knows it is stale. */
  wait: z.int().min(0),
  /** The owner said what they are doing instead (`DID`); the contact check waits until then. */
  snoozedUntil: Instant.nullable(),
});
const ResolvedPhase = z.object({
  state: z.literal('resolved'),
  by: StaffId,
  at: Instant,
  disposition: Disposition,
});

export const TIMELINE_SHOWN = 10;
const TimelineLine = z.object({ at: Instant, text: z.string() });

/** A crisis of one thread. It lives inside its thread's row, so that a text, a take and a reply never disagree. */
export const Crisis = z.object({
  id: z.string(),
  code: z.string(),
  severity: CrisisSeverity,
  category: z.string(),
  /** Names of the triage rules that fired; never the client's words. */
  signals: z.array(z.string()),
  firstOpenedAt: Instant,
  /** The record whose text opened it, or null when a person raised it. */
  openedBySeq: z.int().nullable(),
  /** 1 at first; each reopening counts one on, and is taken anew. */
  opening: z.int().min(1),
  openedAt: Instant,
  /** The last rung that fired, from 0; -1 when none has. The climb goes on from it, also after a reopening. */
  rung: z.int().min(-1),
  /** Texts from this `seq` on wait for the take: a crisis's words go to nobody else. */
  heldFromSeq: z.int().min(1),
  phase: z.discriminatedUnion('state', [OpenPhase, TakenPhase, ResolvedPhase]),
  /** Everyone paged in this opening. */
  paged: z.array(StaffId),
  /** Who said "not me" in this opening. */
  passed: z.array(StaffId),
  /** Whose page the carrier could not deliver in this opening. */
  failed: z.array(StaffId),
  /** The last word of a human to the client. */
  lastWordAt: Instant.nullable(),
  /** Counts the lines of its timeline. */
  events: z.int().min(0),
  /** The last of them, for the channel; all are rows of their own. */
  timeline: z.array(TimelineLine).max(TIMELINE_SHOWN),
  slack: z.object({ channel: z.string(), ts: z.string() }).nullable(),
});
export type Crisis = z.infer<typeof Crisis>;

/** A stretch of a thread with an owner; what the owner types on its relay reaches the client. */
export const Conversation = z.object({
  id: z.string(),
  owner: StaffId,
  reason: z.enum(['crisis', 'routine']),
  /** The relay on the owner's phone; null: none was free and the client code is the prefix. */
  relay: PhoneNumber.nullable(),
  openedAt: Instant,
  lastActivityAt: Instant,
  /** What stands before the first text that is forwarded: names the client where the relay is new. */
  intro: z.object({ seq: z.int(), words: z.string() }).nullable(),
  /** How often the owner's phone did not get what was forwarded. */
  failures: z.int().min(0),
});
export type Conversation = z.infer<typeof Conversation>;

/** A person behind a thread. Two or more make the phone shared. */
export const Person = z.object({
  code: z.string(),
  name: z.string().nullable(),
  /** BCP-47 */
  language: z.string(),
  ownCaseManager: StaffId.nullable(),
});
export type Person = z.infer<typeof Person>;

export const InboundText = z.object({ seq: z.int(), at: Instant, body: z.string(), mediaCount: z.int() });
export type InboundText = z.infer<typeof InboundText>;

/** All that passes between the line and one phone, and the state decisions need of it. */
export const Thread = z.object({
  id: z.string(),
  rev: z.int(),
  team: TeamId,
  phone: PhoneNumber,
  kind: z.enum(['client', 'provisional', 'staff']),
  people: z.array(Person).min(1),
  /** The safety reply agreed at enrolment when somebody else may read this phone; null: the usual wording. */
  discreetSafetyReply: z.string().nullable(),
  optedOut: z.boolean(),
  /** Automatic messages wait since the client asked in plain words; a human settles it. */
  pausedSince: Instant.nullable(),
  lastSeq: z.int().min(0),
  lastHash: z.string(),
  /** The last three texts of the client, oldest first: the take's summary and the triage's context. */
  recent: z.array(InboundText).max(3),
  crisis: Crisis.nullable(),
  /** The crisis before, whose message in the channel may still have to show its end. */
  endedCrisis: Crisis.nullable(),
  conversation: Conversation.nullable(),
  /** A notified text that nobody has answered or marked yet. */
  unread: z.object({ fromSeq: z.int(), since: Instant }).nullable(),
  /** Routine texts that wait for the digest. */
  waiting: z.object({ fromSeq: z.int(), since: Instant }).nullable(),
  /**
   * Texts from `fromSeq` on are to be forwarded (again), though the forwarding may be past them: their reader is new.
   * `shown` are those a take's summary has shown.
   */
  rewind: z
    .object({
      fromSeq: z.int(),
      shown: z.object({ fromSeq: z.int(), toSeq: z.int() }).nullable(),
    })
    .nullable(),
  /** The last text of a member of staff to this client. */
  lastRelayed: z.string().nullable(),
  /** Until when the honest automatic answer of tonight need not be repeated. */
  nightAnswerUntil: Instant.nullable(),
});
export type Thread = z.infer<typeof Thread>;

export function isShared(thread: Thread): boolean {
  return thread.people.length > 1;
}

export function unresolvedCrisis(thread: Thread): Crisis | null {
  return thread.crisis !== null && thread.crisis.phase.state !== 'resolved' ? thread.crisis : null;
}
