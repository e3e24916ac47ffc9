import { z } from 'zod';
import type { Desk } from './desk.ts';
import type { DeliveryStatus, Errand, Job, Lane } from './job.ts';
import type { ContactRecord } from './record.ts';
import { StaffId, TeamId } from './team.ts';
import { CrisisSeverity, type Thread } from './thread.ts';
import { Instant } from './time.ts';

/** One line of a crisis's timeline: codes and staff ids, never words. */
export const CrisisEvent = z
  .object({
    crisisId: z.string(),
    n: z.int().min(1),
    at: Instant,
    what: z.enum([
      'opened',
      'paged',
      'page-failed',
      'passed',
      'taken',
      'taken-over',
      'backup-called',
      'spoke',
      'snoozed',
      'owner-paged',
      'reopened',
      'asked-outcome',
      'raised-severity',
      'resolved',
      'nobody-reachable',
    ]),
    staff: z.array(StaffId).readonly(),
    detail: z.string().nullable(),
  })
  .readonly();
export type CrisisEvent = z.infer<typeof CrisisEvent>;

/** What the board of open crises shows of one: a projection of its thread, rewritten with every change. */
export const OpenCrisis = z
  .object({
    code: z.string(),
    crisisId: z.string(),
    threadId: z.string(),
    team: TeamId,
    severity: CrisisSeverity,
    clientCodes: z.array(z.string()).readonly(),
    openedAt: Instant,
    owner: StaffId.nullable(),
    /** Who has an open page for it, in this opening. */
    paged: z.array(StaffId).readonly(),
  })
  .readonly();
export type OpenCrisis = z.infer<typeof OpenCrisis>;

/** Where a crisis code leads, for as long as it is remembered (it is never reused within a year). */
export const CrisisCode = z
  .object({
    code: z.string(),
    crisisId: z.string(),
    threadId: z.string(),
    team: TeamId,
    claimedAt: Instant,
  })
  .readonly();
export type CrisisCode = z.infer<typeof CrisisCode>;

/** What dispatch and a rescuer need. Null: not recorded. */
export const CardDetails = z
  .object({
    name: z.string().nullable(),
    /** `YYYY-MM-DD` */
    dateOfBirth: z.string().nullable(),
    phone: z.string(),
    address: z.object({ text: z.string(), confirmedOn: z.string() }).readonly().nullable(),
    /** The ten-digit number of the client's own emergency dispatch: 911 from another county reaches the wrong one. */
    dispatchNumber: z.string().nullable(),
    safetyPlan: z.string().nullable(),
    contacts: z
      .array(z.object({ name: z.string(), relation: z.string(), phone: z.string() }).readonly())
      .readonly(),
    mustNotKnow: z.array(z.string()).readonly(),
    cautions: z.array(z.string()).readonly(),
  })
  .readonly();
export type CardDetails = z.infer<typeof CardDetails>;

/** A client's safety card and where they can be reached. */
export const ClientCard = z
  .object({
    code: z.string(),
    team: TeamId,
    /** The client's own phone first, then phones they share. */
    threadIds: z.array(z.string()).readonly(),
    details: CardDetails,
  })
  .readonly();
export type ClientCard = z.infer<typeof ClientCard>;

/**
 * What one decision changes. The store commits the whole list in one transaction or nothing of it.
 * `save` rows carry the `rev` they were loaded with and are refused when somebody else was faster.
 */
export type Write =
  | { readonly write: 'save-thread'; readonly thread: Thread }
  | { readonly write: 'save-desk'; readonly desk: Desk }
  | { readonly write: 'add-record'; readonly record: ContactRecord }
  | { readonly write: 'add-event'; readonly event: CrisisEvent }
  /** Makes a provider's event happen once: refused when it is there already. */
  | { readonly write: 'add-receipt'; readonly id: string; readonly at: Instant }
  | { readonly write: 'add-job'; readonly job: Job }
  /** Deletes a timer. Refused when somebody else did it, or put it off, meanwhile: `attempts` is what was seen. */
  | { readonly write: 'finish-timer'; readonly id: string; readonly attempts: number }
  /** Ends the job of a text and keeps its row for the fate. Refused when the lease was lost or a callback ended it first. */
  | ({ readonly write: 'settle-message'; readonly attempts: number } & Fate)
  /** What the carrier reports of a text. Refused unless the status moves forward; ends the job when it was still open. */
  | ({ readonly write: 'advance-fate' } & Fate)
  /** Creates the errand, or marks it as asked for again when it is under way. */
  | {
      readonly write: 'ask-errand';
      readonly errand: Errand;
      readonly lane: Lane;
      readonly asked: string;
      readonly dueAt: Instant;
    }
  /** Takes the errand (refused when `attempts` is no longer what was seen), counts the attempt, notes how far it is. */
  | {
      readonly write: 'claim-errand';
      readonly id: string;
      readonly born: string;
      readonly attempts: number;
      readonly errand: Errand;
      readonly leaseUntil: Instant;
    }
  /** Deletes the errand. Refused when the lease was lost or somebody asked for it again since `asked`. */
  | {
      readonly write: 'finish-errand';
      readonly id: string;
      readonly born: string;
      readonly attempts: number;
      readonly asked: string;
    }
  /** Refused when the code is taken and was claimed less than a year before `claimedAt`. */
  | { readonly write: 'claim-crisis-code'; readonly claim: CrisisCode }
  /** A provisional client for an unknown number. Refused when the code is taken. */
  | { readonly write: 'claim-client-code'; readonly client: ClientCard }
  | { readonly write: 'show-open-crisis'; readonly crisis: OpenCrisis }
  | { readonly write: 'clear-open-crisis'; readonly code: string }
  | { readonly write: 'add-waiting'; readonly team: TeamId; readonly threadId: string }
  | { readonly write: 'clear-waiting'; readonly team: TeamId; readonly threadId: string }
  | { readonly write: 'add-card-link'; readonly link: CardLink }
  /** Refused when the link changed since: `seenWrongPins` and unused. */
  | { readonly write: 'save-card-link'; readonly link: CardLink; readonly seenWrongPins: number };

/** What became of one text. */
export interface Fate {
  /** The message's job id. */
  readonly id: string;
  readonly status: DeliveryStatus;
  /** Null: not known; a sid the row already has stays. */
  readonly sid: string | null;
  readonly error: string | null;
  readonly at: Instant;
}

/** A one-time way to a safety card. The token itself is only in the text to the staff phone; the store holds its hash. */
export const CardLink = z
  .object({
    tokenHash: z.string(),
    clientCode: z.string(),
    threadId: z.string(),
    team: TeamId,
    staff: StaffId,
    until: Instant,
    wrongPins: z.int().min(0),
    usedAt: Instant.nullable(),
  })
  .readonly();
export type CardLink = z.infer<typeof CardLink>;
