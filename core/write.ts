import type { Desk } from './desk.ts';
import type { DeliveryStatus, Errand, Job, Lane } from './job.ts';
import type { ContactRecord } from './record.ts';
import type { StaffId, TeamId } from './team.ts';
import type { CrisisSeverity, Thread } from './thread.ts';
import type { Instant } from './time.ts';

/** One line of a crisis's timeline: codes and staff ids, never words. */
export interface CrisisEvent {
  readonly crisisId: string;
  readonly n: number;
  readonly at: Instant;
  readonly what:
    | 'opened'
    | 'paged'
    | 'page-failed'
    | 'passed'
    | 'taken'
    | 'taken-over'
    | 'backup-called'
    | 'spoke'
    | 'snoozed'
    | 'owner-paged'
    | 'reopened'
    | 'asked-outcome'
    | 'raised-severity'
    | 'resolved'
    | 'nobody-reachable';
  readonly staff: readonly StaffId[];
  readonly detail: string | null;
}

/** What the board of open crises shows of one: a projection of its thread, rewritten with every change. */
export interface OpenCrisis {
  readonly code: string;
  readonly crisisId: string;
  readonly threadId: string;
  readonly team: TeamId;
  readonly severity: CrisisSeverity;
  readonly clientCodes: readonly string[];
  readonly openedAt: Instant;
  readonly owner: StaffId | null;
  /** Who has an open page for it, in this opening. */
  readonly paged: readonly StaffId[];
}

/** Where a crisis code leads, for as long as it is remembered (it is never reused within a year). */
export interface CrisisCode {
  readonly code: string;
  readonly crisisId: string;
  readonly threadId: string;
  readonly team: TeamId;
  readonly claimedAt: Instant;
}

/** A client's safety card and where they can be reached. */
export interface ClientCard {
  readonly code: string;
  readonly team: TeamId;
  /** The client's own phone first, then phones they share. */
  readonly threadIds: readonly string[];
  readonly details: CardDetails;
}

/** What dispatch and a rescuer need. Null: not recorded. */
export interface CardDetails {
  readonly name: string | null;
  /** `YYYY-MM-DD` */
  readonly dateOfBirth: string | null;
  readonly phone: string;
  readonly address: { readonly text: string; readonly confirmedOn: string } | null;
  /** The ten-digit number of the client's own emergency dispatch: 911 from another county reaches the wrong one. */
  readonly dispatchNumber: string | null;
  readonly safetyPlan: string | null;
  readonly contacts: readonly { readonly name: string; readonly relation: string; readonly phone: string }[];
  readonly mustNotKnow: readonly string[];
  readonly cautions: readonly string[];
}

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
      readonly id: string;
      readonly errand: Errand;
      readonly lane: Lane;
      readonly asked: string;
      readonly dueAt: Instant;
    }
  /** Refused when the code is taken and was claimed less than a year before `claimedAt`. */
  /** Takes the errand (refused when `attempts` is no longer what was seen), counts the attempt, notes how far it is. */
  | {
      readonly write: 'claim-errand';
      readonly id: string;
      readonly attempts: number;
      readonly errand: Errand;
      readonly leaseUntil: Instant;
    }
  /** Deletes the errand. Refused when the lease was lost or somebody asked for it again since `asked`. */
  | {
      readonly write: 'finish-errand';
      readonly id: string;
      readonly attempts: number;
      readonly asked: string;
    }
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
export interface CardLink {
  readonly tokenHash: string;
  readonly clientCode: string;
  readonly threadId: string;
  readonly team: TeamId;
  readonly staff: StaffId;
  readonly until: Instant;
  readonly wrongPins: number;
  readonly usedAt: Instant | null;
}
