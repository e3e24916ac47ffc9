import type { CaseFile } from './case-file.ts';
import { beginWait, noteWord, ownerPageFailed, takenPhase } from './crisis/contact.ts';
import { backupPageFailed, pageFailed } from './crisis/paging.ts';
import { holdOrGive } from './give.ts';
import { forward } from './hear-client.ts';
import type { Purpose } from './job.ts';
import type { StaffId } from './team.ts';
import type { Thread } from './thread.ts';
import { after, minutes } from './time.ts';
import { peopleText } from './words/staff-words.ts';

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
  if (purpose.for === 'summary') holdOrGive(file, purpose.fromSeq);
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
    case 'backup-page':
      backupPageFailed(file, purpose);
      return;
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
      forwardingFailed(file, purpose, purpose.seq);
      return;
    case 'summary':
      forwardingFailed(file, purpose, purpose.fromSeq);
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

/** After a first failure a minute, then twice as long each time. */
const FORWARD_AGAIN_MS = minutes(1);
const LONGEST_WAIT_MS = minutes(30);

/**
 * The owner's phone did not get the client's words: they come again, soon and then less often, or with the client's next
 * text; and the coordinator hears once, who can call, or take over.
 */
function forwardingFailed(
  file: CaseFile,
  { staff, conversationId }: { staff: StaffId; conversationId: string },
  fromSeq: number,
): void {
  const { conversation, crisis } = file.thread;
  if (conversation?.id !== conversationId || conversation.owner !== staff) return;
  const failures = conversation.failures + 1;
  const code = crisis?.phase.state === 'taken' ? crisis.code : null;
  // A summary that was lost named the client: the words that replace it must.
  const intro = conversation.intro ?? {
    seq: fromSeq,
    words: `${code === null ? '' : `${code}: `}${peopleText(file.thread)}.`,
  };
  file.change({
    conversation: { ...conversation, failures, intro },
    rewind: { fromSeq: Math.min(file.thread.rewind?.fromSeq ?? fromSeq, fromSeq), shown: null },
  });
  const waitMs = Math.min(LONGEST_WAIT_MS, FORWARD_AGAIN_MS * 2 ** (failures - 1));
  file.decision.later('crisis', after(file.at, waitMs), {
    do: 'forward-again',
    ...file.about,
    conversationId,
  });
  if (failures === 1) tellCoordinators(file, staff, code);
}

/** The timer: asks for what the owner's phone did not get, unless a later text brought it or the reader changed. */
export function askForwardAgain(file: CaseFile, timer: { conversationId: string }): void {
  const { conversation, rewind } = file.thread;
  if (conversation?.id === timer.conversationId && rewind !== null) forward(file, rewind.fromSeq);
}

function tellCoordinators(file: CaseFile, staff: StaffId, code: string | null): void {
  for (const member of file.team.staff) {
    if (member.role !== 'coordinator' || member.id === staff) continue;
    const how = code === null ? 'Please call them.' : `Please call them, or TAKEOVER ${code}.`;
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
