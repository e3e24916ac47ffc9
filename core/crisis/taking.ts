import type { CaseFile } from '../case-file.ts';
import { openConversation, type OpenedConversation } from '../conversation.ts';
import type { DeskFile } from '../desk-file.ts';
import { forwardAgain } from '../hear-client.ts';
import type { PhoneNumber, StaffId } from '../team.ts';
import type { Crisis } from '../thread.ts';
import { clockText, whenText } from '../wall-clock.ts';
import { dispositionWords, peopleText, standDownText } from '../words/staff-words.ts';
import { beginWait, takenPhase } from './contact.ts';
import { crisisOf } from './paging.ts';
import { tellStandDown } from './stand-down.ts';

/**
 * One person says they have it. The first in each opening becomes the owner; anyone else is told who has it. With
 * `over`, an owner is relieved.
 *
 * @param askedOn the number they texted; answers that are not the crisis itself go back on it
 */
export function takeCrisis(file: CaseFile, desk: DeskFile, askedOn: PhoneNumber, over = false): void {
  const crisis = crisisOf(file);
  const staff = desk.desk.staff;
  const { phase } = crisis;
  switch (phase.state) {
    case 'resolved':
      desk.answer(
        askedOn,
        `${crisis.code} was closed at ${clockText(file.team.zone, phase.at)} by ${phase.by}: ${dispositionWords(phase.disposition)}.`,
      );
      return;
    case 'open':
      becomeOwner(file, desk, 'taken');
      return;
    case 'taken':
      if (phase.owner === staff) desk.answer(askedOn, `${crisis.code} is yours already. ${howToReach(file)}`);
      else if (over) becomeOwner(file, desk, 'taken-over');
      else tellWhoHasIt(file, desk, askedOn, phase.owner);
  }
}

/** The owner of the conversation wrote to the client while the crisis was open: that is a take. */
export function takeByWriting(file: CaseFile, desk: DeskFile): void {
  becomeOwner(file, desk, 'taken');
}

function becomeOwner(file: CaseFile, desk: DeskFile, how: 'taken' | 'taken-over'): void {
  const crisis = crisisOf(file);
  const staff = desk.desk.staff;
  const before = takenPhase(file)?.owner;
  const others = crisis.paged.filter(id => id !== staff && id !== before);

  file.record({
    direction: 'internal',
    modality: 'hand-over',
    author: `staff ${staff}`,
    body: `${staff} took ${crisis.code}${before === undefined ? '' : ` over from ${before}`}.`,
  });
  file.changeCrisis({
    phase: {
      state: 'taken',
      owner: staff,
      at: file.at,
      waitingSince: null,
      wait: takenPhase(file)?.wait ?? 0,
      snoozedUntil: null,
    },
    paged: [],
  });
  file.event(how, [staff]);
  beginWait(file);

  const opened = openConversation(file, desk, 'crisis');
  summarise(file, desk, opened);
  bringHeldTexts(file, crisis);
  tellStandDown(file.decision, file.team, others, standDownText(crisis.code, staff));
  if (before !== undefined)
    file.tellStaff(
      'crisis',
      before,
      `${staff} took ${crisis.code} over from you. What you type on its number no longer reaches ${file.person.code}.`,
    );
}

/** The 30-second summary: whose crisis, how grave, who they are, their last three texts, and how to go on. */
function summarise(file: CaseFile, desk: DeskFile, opened: OpenedConversation): void {
  const crisis = crisisOf(file);
  const texts = file.thread.recent.map(text => {
    const attachments =
      text.mediaCount > 0 ? ` [${text.mediaCount} attachment${text.mediaCount > 1 ? 's' : ''}]` : '';
    return `${whenText(file.team.zone, text.at, file.at)}: "${text.body}"${attachments}`;
  });
  const lines = [
    `${crisis.code} is yours. ${crisis.severity}. ${peopleText(file.thread)}.`,
    ...texts,
    howToReach(file),
  ];
  if (file.thread.optedOut) lines.push('They opted out of texts: call them.');
  if (opened.reused)
    lines.push(
      'This number stood for another client before: your first text on it is sent after you answer SEND.',
    );
  desk.answer(opened.conversation.relay ?? file.team.desk, lines.join('\n'), 'crisis', {
    for: 'summary',
    ...file.about,
    conversationId: opened.conversation.id,
    staff: desk.desk.staff,
    fromSeq: file.thread.recent[0]?.seq ?? file.thread.lastSeq,
  });
}

function howToReach(file: CaseFile): string {
  const code = file.person.code;
  const relay = file.thread.conversation?.relay ?? null;
  const card = `CARD ${code}: address, safety plan.`;
  return relay === null
    ? `Begin each text to them with ${code}. ${card}`
    : `Typing here reaches them. ${card}`;
}

/** Of the texts held for the take the summary shows the last three; those before them follow, and then what comes. */
function bringHeldTexts(file: CaseFile, before: Crisis): void {
  const firstShown = file.thread.recent[0]?.seq;
  const lastShown = file.thread.recent.at(-1)?.seq;
  if (firstShown === undefined || lastShown === undefined || before.phase.state !== 'open') return;
  if (before.heldFromSeq >= firstShown) return;
  forwardAgain(file, before.heldFromSeq, { fromSeq: firstShown, toSeq: lastShown });
}

/** The second person is told who has it; one who was called as backup thereby says they are up. */
function tellWhoHasIt(file: CaseFile, desk: DeskFile, askedOn: PhoneNumber, owner: StaffId): void {
  const crisis = crisisOf(file);
  const since = takenPhase(file)?.at ?? file.at;
  const staff = desk.desk.staff;
  const isBackup = crisis.paged.includes(staff);
  if (isBackup) file.tellStaff('crisis', owner, `${staff} is up and ready to help with ${crisis.code}.`);
  const told = isBackup ? ` They know you are up.` : '';
  desk.answer(
    askedOn,
    `${crisis.code} is with ${owner} since ${clockText(file.team.zone, since)}.${told} TAKEOVER ${crisis.code} makes it yours.`,
  );
}
