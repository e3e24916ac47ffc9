import { z } from 'zod';
import { PhoneNumber, StaffId, TeamId } from './team.ts';
import { Instant } from './time.ts';

/** Crisis work is always swept first; automatic work last, and never by the stream. */
export const Lane = z.enum(['crisis', 'human', 'automatic']);
export type Lane = z.infer<typeof Lane>;

/** Why a text is sent: what must still be true when it leaves, and what follows when it fails. */
export const Purpose = z.discriminatedUnion('for', [
  /** Wakes one person; wanted while this opening is open and they have not passed. */
  z.object({
    for: z.literal('page'),
    threadId: z.string(),
    code: z.string(),
    opening: z.int(),
    rung: z.int(),
    staff: StaffId,
  }),
  /** Wakes the owner who has not spoken with the client; wanted while this very wait goes on. */
  z.object({
    for: z.literal('owner-page'),
    threadId: z.string(),
    code: z.string(),
    opening: z.int(),
    wait: z.int(),
    staff: StaffId,
  }),
  /** Any other text to a member of staff: an answer, a stand-down, a notice, a digest. */
  z.object({ for: z.literal('staff'), staff: StaffId }),
  /** The automatic reply to a crisis text; wanted unless the client opted out. */
  z.object({ for: z.literal('safety-reply'), threadId: z.string(), seq: z.int() }),
  /** "Still trying to reach someone": wanted while nobody has taken this opening. */
  z.object({
    for: z.literal('client-update'),
    threadId: z.string(),
    seq: z.int(),
    code: z.string(),
    opening: z.int(),
  }),
  /** Any other automatic text to a client. */
  z.object({ for: z.literal('client-automatic'), threadId: z.string(), seq: z.int() }),
  /** A staff member's own words to the client. */
  z.object({
    for: z.literal('relayed'),
    threadId: z.string(),
    seq: z.int(),
    staff: StaffId,
    clientCode: z.string(),
  }),
  /** A client's words on their way to the owner's phone. */
  z.object({
    for: z.literal('forwarded'),
    threadId: z.string(),
    seq: z.int(),
    conversationId: z.string(),
    staff: StaffId,
  }),
]);
export type Purpose = z.infer<typeof Purpose>;

/** Work that is one more decision, made when it falls due. */
export const Timer = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('escalate'),
    threadId: z.string(),
    opening: z.int(),
    rung: z.int(),
    crisisId: z.string(),
  }),
  /** Pages the rest of a rung that names more people than one transaction should hold. */
  z.object({
    do: z.literal('page-people'),
    threadId: z.string(),
    crisisId: z.string(),
    opening: z.int(),
    rung: z.int(),
    staff: z.array(StaffId),
  }),
  z.object({ do: z.literal('stand-down'), teamId: TeamId, text: z.string(), staff: z.array(StaffId) }),
  z.object({
    do: z.literal('update-client'),
    threadId: z.string(),
    crisisId: z.string(),
    opening: z.int(),
    count: z.int(),
  }),
  z.object({
    do: z.literal('contact-check'),
    threadId: z.string(),
    crisisId: z.string(),
    opening: z.int(),
    wait: z.int(),
    last: z.boolean(),
  }),
  z.object({
    do: z.literal('silence-check'),
    threadId: z.string(),
    crisisId: z.string(),
    opening: z.int(),
    sinceSeq: z.int(),
  }),
  z.object({ do: z.literal('give'), threadId: z.string() }),
  z.object({ do: z.literal('unread-check'), threadId: z.string(), fromSeq: z.int() }),
  z.object({ do: z.literal('idle-check'), threadId: z.string(), conversationId: z.string() }),
  z.object({ do: z.literal('release-relay'), deskPhone: PhoneNumber, conversationId: z.string() }),
  z.object({ do: z.literal('take'), threadId: z.string(), crisisId: z.string(), staff: StaffId }),
  z.object({
    do: z.literal('digest'),
    teamId: TeamId,
    date: z.string(),
    cursor: z.string().nullable(),
    given: z.int(),
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
  z.object({ errand: z.literal('forward'), threadId: z.string(), fromSeq: z.int() }),
  /** Brings the crisis's one message in the team's channel up to date. */
  z.object({ errand: z.literal('show-crisis'), threadId: z.string(), crisisId: z.string() }),
]);
export type Errand = z.infer<typeof Errand>;

export const Work = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('timer'), timer: Timer }),
  z.object({ kind: z.literal('message'), message: Message }),
  /** `asked` is the id of the last decision that asked for it. */
  z.object({ kind: z.literal('errand'), errand: Errand, asked: z.string() }),
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
