import type { CaseFile } from './case-file.ts';
import { openConversation } from './conversation.ts';
import type { DeskFile } from './desk-file.ts';
import { peopleFor } from './escalation.ts';
import { forwardAgain } from './hear-client.ts';
import type { StaffId } from './team.ts';
import { unresolvedCrisis } from './thread.ts';
import { personText } from './words/staff-words.ts';

/**
 * Who should read a thread's waiting texts now: the person on call (or, for routine texts where the team says so, the
 * client's own case manager), else whoever the ladder would find. Null when the team has nobody at all.
 */
export function readerOf(file: CaseFile): StaffId | null {
  const own = file.person.ownCaseManager;
  const isRoutine = file.thread.unread === null;
  if (
    isRoutine &&
    file.team.routineGoesTo === 'own-case-manager' &&
    own !== null &&
    file.phoneOf(own) !== null
  )
    return own;
  const [reader] = peopleFor(file.team, ['primary', 'backup', 'coordinator', 'everyone'], file.at);
  return reader ?? null;
}

/** Makes this person the owner of the conversation and sends them what waits, the client named first. */
export function give(file: CaseFile, desk: DeskFile): void {
  const { waiting, conversation, crisis } = file.thread;
  // A crisis's words wait for the take.
  if (waiting === null || (crisis !== null && crisis.phase.state === 'open')) return;
  const opened = conversation === null ? openConversation(file, desk, 'routine') : null;
  file.record({
    direction: 'internal',
    modality: 'hand-over',
    author: 'line',
    body: `Given to ${file.thread.conversation?.owner ?? desk.desk.staff}.`,
  });
  if (opened !== null) {
    const intro = { seq: waiting.fromSeq, words: introduction(file, opened.reused) };
    file.change({ conversation: { ...opened.conversation, intro } });
  }
  forwardAgain(file, waiting.fromSeq, null);
  file.change({ waiting: null });
  file.decision.add({ write: 'clear-waiting', team: file.team.id, threadId: file.thread.id });
}

function introduction(file: CaseFile, reused: boolean): string {
  const { thread, team } = file;
  const relay = thread.conversation?.relay ?? null;
  const code = file.person.code;
  const who = thread.people.map(personText).join(' / ');
  const shared = thread.people.length > 1 ? 'SHARED phone: ' : '';
  const how =
    relay === null
      ? `Begin each text to them with ${code}. ${code} OK marks it read.`
      : 'Typing here reaches them. OK marks it read.';
  const lines = [`${shared}${who} (${team.id}). ${how}`];
  if (reused)
    lines.push(
      'This number stood for another client before: your first text on it is sent after you answer SEND.',
    );
  if (thread.pausedSince !== null)
    lines.push(
      'They ask for no more texts: automatic ones wait until you have settled it with them and answer OK.',
    );
  if (thread.optedOut)
    lines.push(
      `They opted out of texts; nothing you type is sent. Please call them: CARD ${code} has their number.`,
    );
  return lines.join(' ');
}

/** Whether the thread still has something to give. */
export function hasWaiting(file: CaseFile): boolean {
  return file.thread.waiting !== null && unresolvedCrisis(file.thread)?.phase.state !== 'open';
}

/** Texts that nobody got before their conversation ended: part of an open crisis, or to be given to whoever reads now. */
export function holdOrGive(file: CaseFile, fromSeq: number): void {
  const { crisis, waiting, conversation } = file.thread;
  // An owner who left the team gets nothing more.
  if (conversation !== null && file.phoneOf(conversation.owner) === null) file.change({ conversation: null });
  if (crisis?.phase.state === 'open') {
    file.changeCrisis({ heldFromSeq: Math.min(crisis.heldFromSeq, fromSeq) });
    return;
  }
  file.change({
    waiting: { fromSeq: Math.min(waiting?.fromSeq ?? fromSeq, fromSeq), since: waiting?.since ?? file.at },
  });
  file.decision.now('human', { do: 'give', ...file.about });
}
