import type { CaseFile } from './case-file.ts';
import { touchConversation } from './conversation.ts';
import { noteWord } from './crisis/contact.ts';
import { takeByWriting } from './crisis/taking.ts';
import { type DeskFile, splitText } from './desk-file.ts';
import type { RelayUse } from './desk.ts';
import type { PhoneNumber } from './team.ts';
import { unresolvedCrisis } from './thread.ts';
import { after, minutes } from './time.ts';

const QUESTION_LIVES_MS = minutes(30);

/**
 * Sends what a member of staff typed to the client of this thread: only as the owner of its conversation, and on a relay
 * only when that conversation is the one the relay stands for. Otherwise nobody gets it, and the answer says so.
 *
 * @param use the relay it was typed on; null at the desk, where the client's code came with it
 * @param confirmed the person answered SEND to the question whether it was meant for this client
 */
export function writeToClient(
  file: CaseFile,
  desk: DeskFile,
  text: {
    body: string;
    mediaCount: number;
    askedOn: PhoneNumber;
    use: RelayUse | null;
    confirmed: boolean;
    replacesUnsent?: boolean;
  },
): void {
  const { conversation } = file.thread;
  const code = file.person.code;
  const staff = desk.desk.staff;
  if (conversation === null || !hasClient(file, desk, text.use)) {
    desk.answer(
      text.askedOn,
      notTheirs(file, conversation?.owner === staff ? null : (conversation?.owner ?? null)),
    );
    return;
  }
  if (file.thread.optedOut) {
    desk.answer(
      text.askedOn,
      `NOT SENT: ${code} opted out of texts. CALL ${code} to talk with them; CARD ${code} has their number.`,
    );
    return;
  }
  if (text.body.trim() === '') {
    desk.answer(
      text.askedOn,
      text.mediaCount > 0
        ? `NOT SENT: attachments do not go to clients. Write to ${code} in words.`
        : `Your text was empty; nothing was sent to ${code}.`,
    );
    return;
  }
  const use = desk.desk.relays.find(other => other.conversationId === conversation.id);
  if (use?.confirmUntil != null && use.confirmUntil > file.at && !text.confirmed) {
    askToSend(desk, file, text, 'This number stood for another client before. ');
    return;
  }
  send(file, desk, text.body);
  if (use?.confirmUntil != null) confirm(desk, use);
  if (text.confirmed) desk.answer(text.askedOn, `Sent to ${code}.`);
  if (text.mediaCount > 0)
    desk.answer(
      text.askedOn,
      `Your words went to ${code}; the attachment did not: attachments do not go to clients.`,
    );
}

/** Whether the person at this desk owns the thread's conversation and, on a relay, that one is meant. */
export function hasClient(file: CaseFile, desk: DeskFile, use: RelayUse | null): boolean {
  const { conversation } = file.thread;
  return (
    conversation !== null &&
    conversation.owner === desk.desk.staff &&
    (use === null || use.conversationId === conversation.id)
  );
}

/** Holds a text until the person says that it is meant for this client. One that waited before it is not sent, and they know. */
export function askToSend(
  desk: DeskFile,
  file: CaseFile,
  text: { body: string; askedOn: PhoneNumber; replacesUnsent?: boolean },
  because = '',
): void {
  const { body, askedOn } = text;
  const clientCode = file.person.code;
  const until = after(desk.decision.at, QUESTION_LIVES_MS);
  desk.ask({ ask: 'send', askedOn, ...file.about, clientCode, body, until });
  const what =
    text.replacesUnsent === true ? 'Your text before this one was not sent. Send this one' : 'Send';
  desk.answer(askedOn, `${because}${what} to ${clientCode}? Reply SEND`);
}

function send(file: CaseFile, desk: DeskFile, body: string): void {
  const staff = desk.desk.staff;
  const crisis = unresolvedCrisis(file.thread);
  if (crisis?.phase.state === 'open') takeByWriting(file, desk);
  for (const part of splitText(body)) {
    const follows = file.thread.lastRelayed;
    const purpose = { for: 'relayed', ...file.about, staff, clientCode: file.person.code, follows } as const;
    const text = { body: part, purpose, author: `staff ${staff}`, modality: 'text' } as const;
    file.change({ lastRelayed: file.sendToClient(crisis === null ? 'human' : 'crisis', text) });
  }
  if (crisis !== null) noteWord(file);
  file.change({ unread: null });
  touchConversation(file);
}

function confirm(desk: DeskFile, confirmed: RelayUse): void {
  desk.change({
    relays: desk.desk.relays.map(use => (use === confirmed ? { ...use, confirmUntil: null } : use)),
  });
}

function notTheirs(file: CaseFile, owner: string | null): string {
  const code = file.person.code;
  const crisis = unresolvedCrisis(file.thread);
  if (crisis?.phase.state === 'open')
    return `NOT SENT. ${code} is in crisis and nobody has taken it. Reply ${crisis.code} to take it.`;
  if (owner !== null) {
    const takeOver = crisis === null ? '' : ` TAKEOVER ${crisis.code} makes it yours.`;
    return `NOT SENT. ${code} is with ${owner} now.${takeOver}`;
  }
  return `NOT SENT. Your conversation with ${code} on this number is over. Their next text goes to whoever is on call then.`;
}
