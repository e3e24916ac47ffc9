import { createHash } from 'node:crypto';
import type { CaseFile } from '../case-file.ts';
import type { DeskFile } from '../desk-file.ts';
import type { PhoneNumber } from '../team.ts';
import { after, minutes } from '../time.ts';

/** A card's link is a way to a client's address: it lives ten minutes and opens once. */
const CARD_LIVES_MS = minutes(10);

/** What the store keeps of a link's secret. */
export function cardTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Sends a one-time link to the client's safety card. Asking is on the record. */
export function sendCard(
  file: CaseFile,
  desk: DeskFile,
  askedOn: PhoneNumber,
  clientCode: string,
  publicUrl: string,
): void {
  const { token } = file.decision.occasion;
  const staff = desk.desk.staff;
  file.record({
    direction: 'internal',
    modality: 'card',
    author: `staff ${staff}`,
    body: `${staff} asked for the safety card of ${clientCode}.`,
  });
  file.decision.add({
    write: 'add-card-link',
    link: {
      tokenHash: cardTokenHash(token),
      clientCode,
      threadId: file.thread.id,
      team: file.team.id,
      staff,
      until: after(file.at, CARD_LIVES_MS),
      wrongPins: 0,
      usedAt: null,
    },
  });
  desk.answer(
    askedOn,
    `Safety card of ${clientCode}, for you, once, within 10 minutes; it asks for your PIN: ${publicUrl}/card/${token}`,
  );
}

export function addNote(
  file: CaseFile,
  desk: DeskFile,
  askedOn: PhoneNumber,
  clientCode: string,
  words: string,
): void {
  file.record({ direction: 'internal', modality: 'note', author: `staff ${desk.desk.staff}`, body: words });
  desk.answer(askedOn, `Noted on the record of ${clientCode}.`);
}

/** Calls through the line do not exist yet; the way to the client's number does. */
export function callClient(desk: DeskFile, askedOn: PhoneNumber, clientCode: string): void {
  desk.answer(askedOn, `This line cannot place calls yet. CARD ${clientCode} has their number.`);
}

/** Marks what the client wrote as read, without an answer. */
export function markRead(file: CaseFile, desk: DeskFile, askedOn: PhoneNumber): void {
  const settled = file.thread.pausedSince !== null;
  file.change({ unread: null, pausedSince: null });
  file.record({
    direction: 'internal',
    modality: 'note',
    author: `staff ${desk.desk.staff}`,
    body: settled ? 'Read, and settled that automatic texts may go on.' : 'Read.',
  });
  desk.answer(
    askedOn,
    `Marked as read. Nothing was sent to ${file.person.code}.${settled ? ' Automatic texts to them may go on.' : ''}`,
  );
}
