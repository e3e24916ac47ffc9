import type { CaseFile } from './case-file.ts';
import { beginWait, noteWord, ownerPageFailed, takenPhase } from './crisis/contact.ts';
import { isCurrent, pageBackup, pageFailed } from './crisis/paging.ts';
import { holdOrGive } from './give.ts';
import type { Purpose } from './job.ts';
import type { StaffId } from './team.ts';
import type { Thread } from './thread.ts';

/** Twilio: the phone opted out of texts from this number. */
const OPTED_OUT = '21610';

/** Purposes that concern a thread; the others are notices to staff, which are always wanted. */
export type ThreadPurpose = Exclude<Purpose, { for: 'staff' }>;

export function isPage(purpose: Purpose): boolean {
  return purpose.for === 'page' || purpose.for === 'owner-page' || purpose.for === 'backup-page';
}

/** Whether a text should still leave, now that its turn has come and the world may have moved on. */
export function isWanted(purpose: ThreadPurpose, thread: Thread): boolean {
  const { crisis, conversation, optedOut } = thread;
  const phase = crisis?.phase;
  const isItsOpening =
    'crisisId' in purpose && crisis?.id === purpose.crisisId && crisis.opening === purpose.opening;
  switch (purpose.for) {
    case 'page':
      return isItsOpening && phase?.state === 'open';
    case 'owner-page':
      return (
        isItsOpening && phase?.state === 'taken' && phase.waitingSince !== null && phase.wait === purpose.wait
      );
    case 'backup-page':
      return isItsOpening && phase?.state !== 'resolved';
    case 'client-update':
      return isItsOpening && phase?.state === 'open' && !optedOut;
    case 'safety-reply':
    case 'client-automatic':
    case 'relayed':
      return !optedOut;
    case 'forwarded':
    case 'summary':
      return conversation?.id === purpose.conversationId && conversation.owner === purpose.staff;
  }
}

/** What follows when a text is not sent because the world moved on: words nobody got are not lost with it. */
export function notWanted(file: CaseFile, purpose: ThreadPurpose): void {
  if (purpose.for === 'forwarded') holdOrGive(file, purpose.seq);
  if (purpose.for === 'relayed') {
    const { clientCode: code, staff } = purpose;
    file.tellStaff(
      'crisis',
      staff,
      `NOT SENT: ${code} opted out of texts. CALL ${code} to talk with them; CARD ${code} has their number.`,
    );
    wordWaits(file, purpose);
  }
}

/** A held-up word to the client has left after all. */
export function wordSent(file: CaseFile, purpose: ThreadPurpose): void {
  if (purpose.for === 'relayed' && takenPhase(file)?.owner === purpose.staff) noteWord(file);
}

/** Words that have not arrived are no word: the client waits from now. */
export function wordWaits(file: CaseFile, purpose: ThreadPurpose): void {
  if (purpose.for === 'relayed' && takenPhase(file)?.owner === purpose.staff) beginWait(file);
}

/** What follows when the carrier refuses a text, or reports that it did not arrive. */
export function deliveryFailed(file: CaseFile, purpose: ThreadPurpose, error: string): void {
  switch (purpose.for) {
    case 'page':
      pageFailed(file, purpose);
      return;
    case 'owner-page':
      ownerPageFailed(file, purpose);
      return;
    case 'backup-page': {
      const phase = file.thread.crisis?.phase;
      if (isCurrent(file, purpose) && phase?.state === 'taken') pageBackup(file, phase.owner);
      return;
    }
    case 'relayed':
      clientUnreachable(file, error);
      wordWaits(file, purpose);
      file.tellStaff(
        'crisis',
        purpose.staff,
        `NOT DELIVERED to ${purpose.clientCode} (${reason(error)}). CALL ${purpose.clientCode}, or CARD ${purpose.clientCode} for their number.`,
      );
      return;
    case 'safety-reply':
    case 'client-update':
    case 'client-automatic':
      clientUnreachable(file, error);
      tellOwner(file, error);
      return;
    case 'forwarded':
    case 'summary':
      staffUnreachable(file, purpose.staff);
  }
}

function clientUnreachable(file: CaseFile, error: string): void {
  if (error === OPTED_OUT) file.change({ optedOut: true });
  file.record({
    direction: 'internal',
    modality: 'automatic',
    author: 'line',
    body: `A text to the client was not delivered: ${reason(error)}.`,
  });
}

function tellOwner(file: CaseFile, error: string): void {
  const phase = file.thread.crisis?.phase;
  if (phase?.state !== 'taken') return;
  const code = file.person.code;
  file.tellStaff(
    'crisis',
    phase.owner,
    `Texts do not reach ${code} (${reason(error)}). CALL ${code}, or CARD ${code} for their number.`,
  );
}

/** The owner's phone does not get the client's words: the coordinator can call, or take over. */
function staffUnreachable(file: CaseFile, staff: StaffId): void {
  const crisis = file.thread.crisis?.phase.state === 'taken' ? file.thread.crisis.code : null;
  for (const member of file.team.staff) {
    if (member.role !== 'coordinator' || member.id === staff) continue;
    const how = crisis === null ? 'Please call them.' : `Please call them, or TAKEOVER ${crisis}.`;
    file.tellStaff(
      'crisis',
      member.id,
      `Texts of ${file.person.code} do not reach the phone of ${staff}. ${how}`,
    );
  }
}

/** https://www.twilio.com/docs/api/errors */
function reason(error: string): string {
  switch (error) {
    case OPTED_OUT:
      return 'they opted out of texts';
    case '30003':
      return 'phone off or out of reach';
    case '30004':
      return 'the phone blocks our texts';
    case '30005':
      return 'the number does not exist any more';
    case '30006':
      return 'a landline';
    case '30007':
      return 'filtered by the carrier';
    default:
      return /^\d+$/.test(error) ? `carrier error ${error}` : 'the carrier does not say why';
  }
}
