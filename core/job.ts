import { z } from 'zod';
import { PhoneNumber, StaffId, TeamId } from './team.ts';
import { CrisisSeverity } from './thread.ts';
import { Instant } from './time.ts';

/** Crisis work is always swept first; automatic work last, and never by the stream. */
export const Lane = z.enum(['crisis', 'human', 'automatic']);
export type Lane = z.infer<typeof Lane>;

/** Whose work it is: enough to load the thread and the team in one read. */
const about = { team: TeamId, threadId: z.string() };
/** One opening of one crisis: what was made for an earlier opening is stale. */
const aboutOpening = { ...about, crisisId: z.string(), opening: z.int().min(1) };

/** Why a text is sent: what must still be true when it leaves, and what follows when it fails. */
export const Purpose = z.discriminatedUnion('for', [
  /** Wakes one person; wanted while this opening is open. */
  z.object({ for: z.literal('page'), ...aboutOpening, rung: z.int(), staff: StaffId }),
  /** Wakes the owner who has not spoken with the client; wanted while this very wait goes on. */
  z.object({ for: z.literal('owner-page'), ...aboutOpening, wait: z.int(), staff: StaffId }),
  /** Wakes another person beside the owner; wanted while this opening is unresolved. */
  z.object({ for: z.literal('backup-page'), ...aboutOpening, staff: StaffId }),
  /** Any other text to a member of staff: an answer, a stand-down, a notice. */
  z.object({ for: z.literal('staff'), team: TeamId, staff: StaffId }),
  /** The automatic reply to a crisis text; wanted unless the client opted out. */
  z.object({ for: z.literal('safety-reply'), ...about }),
  /** "Still trying to reach someone": wanted while nobody has taken this opening. */
  z.object({ for: z.literal('client-update'), ...aboutOpening }),
  /** Any other automatic text to a client. */
  z.object({ for: z.literal('client-automatic'), ...about }),
  /** A staff member's own words to the client. */
  z.object({
    for: z.literal('relayed'),
    ...about,
    staff: StaffId,
    clientCode: z.string(),
    /** The text to this client before it: in order, so this one waits until that is settled. */
    follows: z.string().nullable(),
  }),
  /** A client's words on their way to the phone of the conversation's owner. */
  z.object({
    for: z.literal('forwarded'),
    ...about,
    conversationId: z.string(),
    staff: StaffId,
    seq: z.int(),
  }),
  /** A client's last words in the summary of a take; wanted while its reader owns the conversation. */
  z.object({
    for: z.literal('summary'),
    ...about,
    conversationId: z.string(),
    staff: StaffId,
    /** The first text it shows. */
    fromSeq: z.int(),
  }),
]);
export type Purpose = z.infer<typeof Purpose>;

/** Work that is one more decision, made when it falls due. */
export const Timer = z.discriminatedUnion('do', [
  /** Fires the next rung, unless it fired early. */
  z.object({ do: z.literal('escalate'), ...aboutOpening, severity: CrisisSeverity, rung: z.int() }),
  /** Pages the rest of a rung that names more people than one transaction should hold. */
  z.object({ do: z.literal('page-people'), ...aboutOpening, rung: z.int(), staff: z.array(StaffId) }),
  /** Tells the rest of those who were paged that it is taken. */
  z.object({ do: z.literal('stand-down'), team: TeamId, text: z.string(), staff: z.array(StaffId) }),
  z.object({ do: z.literal('update-client'), ...aboutOpening, count: z.int() }),
  /** `last`: the owner was paged again already; now the crisis reopens. */
  z.object({ do: z.literal('contact-check'), ...aboutOpening, wait: z.int(), last: z.boolean() }),
  z.object({ do: z.literal('silence-check'), ...aboutOpening, wait: z.int(), asks: z.int() }),
  /** Gives the waiting texts of a thread to whoever should read them now. */
  z.object({ do: z.literal('give'), ...about }),
  /** Forwards what the owner's phone did not get. */
  z.object({ do: z.literal('forward-again'), ...about, conversationId: z.string() }),
  z.object({ do: z.literal('unread-check'), ...about, fromSeq: z.int() }),
  z.object({ do: z.literal('idle-check'), ...about, conversationId: z.string() }),
  z.object({ do: z.literal('release-relay'), deskPhone: PhoneNumber, conversationId: z.string() }),
  /** Takes a crisis for somebody who said so without its code. */
  z.object({ do: z.literal('take'), ...about, crisisId: z.string(), staff: StaffId, deskPhone: PhoneNumber }),
  z.object({
    do: z.literal('digest'),
    team: TeamId,
    date: z.string(),
    cursor: z.string().nullable(),
    given: z.int(),
  }),
  /** Wakes the agency's engineer: ids only. */
  z.object({
    do: z.literal('raise-alarm'),
    name: z.string(),
    what: z.string(),
    ids: z.record(z.string(), z.string()),
  }),
]);
export type Timer = z.infer<typeof Timer>;

/** Where a text's delivery stands. Statuses only move forward, in the order of `statusRank`. */
export const DeliveryStatus = z.enum([
  'waiting',
  'unknown',
  'queued',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'not-sent',
]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** A later status has a higher rank; the four final ones share the highest, and the first of them stays. */
export function statusRank(status: DeliveryStatus): number {
  switch (status) {
    case 'waiting':
      return 0;
    case 'unknown':
      return 1;
    case 'queued':
      return 2;
    case 'sent':
      return 3;
    case 'delivered':
    case 'undelivered':
    case 'failed':
    case 'not-sent':
      return 4;
  }
}

/** One outbound text: the job that sends it and, afterwards, the row that keeps its fate. */
export const Message = z.object({
  to: PhoneNumber,
  from: PhoneNumber,
  body: z.string().min(1),
  purpose: Purpose,
  createdAt: Instant,
  status: DeliveryStatus,
  statusAt: Instant,
  /** The carrier's id once it is known. */
  sid: z.string().nullable(),
  /** The carrier's error code, or ours in words, when it failed or was not sent. */
  error: z.string().nullable(),
});
export type Message = z.infer<typeof Message>;

/** Work that exists once per subject; asking for it again while it is under way makes it look again before it ends. */
export const Errand = z.discriminatedUnion('errand', [
  /** Forwards the client's texts from `fromSeq` on, in order, to whoever owns the conversation. */
  z.object({
    errand: z.literal('forward'),
    ...about,
    fromSeq: z.int(),
    /** Texts that the take's summary showed: those before them are told apart as earlier ones. Null: none. */
    shown: z.object({ fromSeq: z.int(), toSeq: z.int() }).nullable(),
    /** The message before: in order, so the next text waits until it is settled. */
    waitsFor: z.string().nullable(),
  }),
  /** Brings the crisis's one message in the team's channel up to date. */
  z.object({ errand: z.literal('show-crisis'), ...about, crisisId: z.string() }),
]);
export type Errand = z.infer<typeof Errand>;

/** The job id of an errand: one for each subject, so that asking twice finds the same row. */
export function errandId(errand: Errand): string {
  switch (errand.errand) {
    case 'forward':
      return `forward-${errand.threadId}`;
    case 'show-crisis':
      return `show-crisis-${errand.crisisId}`;
  }
}

export const Work = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('timer'), timer: Timer }),
  z.object({ kind: z.literal('message'), message: Message }),
  /**
   * `asked` is the id of the last decision that asked for it, `born` that of the first: a finished errand that is asked
   * for anew is another one, and nobody who still holds the old one may take it.
   */
  z.object({ kind: z.literal('errand'), errand: Errand, asked: z.string(), born: z.string() }),
]);
export type Work = z.infer<typeof Work>;

export const Job = z.object({
  id: z.string(),
  lane: Lane,
  /** When it is to be done; while it is claimed, when the lease ends; null: done, kept for its fate. */
  dueAt: Instant.nullable(),
  attempts: z.int().min(0),
  work: Work,
});
export type Job = z.infer<typeof Job>;

/** The job id of a team's digest: one a day, whoever orders it. */
export function digestId(team: TeamId, date: string): string {
  return `digest-${team}-${date}`;
}
