import type { CaseFile } from '../case-file.ts';
import { isCrisisCode } from '../codes.ts';
import type { DeskText } from '../desk-text.ts';
import type { DeskFile } from '../desk-file.ts';
import type { RelayUse } from '../desk.ts';
import { isStopWord } from '../reserved-words.ts';
import type { PhoneNumber, Team } from '../team.ts';
import { MENU } from '../words/staff-words.ts';
import type { OpenCrisis } from '../write.ts';
import { askToSend, hasClient, writeToClient } from '../write-to-client.ts';
import { answerFromBoard, listBoard, tellWhoIsOn } from './board-answers.ts';
import { addNote, callClient, markRead, sendCard } from './client-commands.ts';
import { carryOutCrisisCommand, type CrisisCommand } from './crisis-commands.ts';
import { answerQuestion, forgetQuestion } from './questions.ts';

export interface StaffText {
  readonly body: string;
  readonly read: DeskText;
  readonly mediaCount: number;
  /** The number of ours they texted. */
  readonly askedOn: PhoneNumber;
  /** The relay they typed on; null at the desk. */
  readonly use: RelayUse | null;
  readonly publicUrl: string;
  /** Words typed before these were asked about and not answered for. */
  readonly replacesUnsent?: boolean;
}

/** What was loaded for the text's subject; the parts it is not about are null. */
export interface StaffSubject {
  readonly file: CaseFile | null;
  readonly board: readonly OpenCrisis[] | null;
  readonly team: Team | null;
  /** The code they typed, when it leads nowhere. */
  readonly unknownCode: string | null;
  /** The code of a crisis that ended before the client's newest. */
  readonly closedCode: string | null;
}

/** A text of a member of staff, at the desk or on a relay: carried out, passed on to the client, or asked about. Never lost. */
export function hearStaff(desk: DeskFile, text: StaffText, subject: StaffSubject): void {
  const waited = forgetQuestion(desk, text)?.ask === 'send';
  act(desk, { ...text, replacesUnsent: waited }, subject);
  const asksAgain = desk.questionOn(text.askedOn)?.ask === 'send';
  if (waited && !asksAgain) desk.answer(text.askedOn, 'Your text before this one was not sent.');
}

function act(desk: DeskFile, text: StaffText, subject: StaffSubject): void {
  const { askedOn, read } = text;
  if (isStopWord(text.body)) {
    warnOfStop(desk, text, subject.team);
    return;
  }
  if (subject.closedCode !== null) {
    desk.answer(askedOn, `${subject.closedCode} is closed. LIST shows the open crises.`);
    return;
  }
  if (subject.unknownCode !== null) {
    desk.answer(askedOn, noSuch(subject.unknownCode));
    return;
  }
  switch (read.kind) {
    case 'who':
      if (subject.team !== null) tellWhoIsOn(desk, askedOn, subject.team);
      return;
    case 'list':
      listBoard(desk, askedOn, subject.board ?? []);
      return;
    case 'menu':
      desk.answer(askedOn, MENU);
      return;
    default:
      if (subject.file !== null) hearAboutThread(desk, text, subject.file);
      else if (subject.board !== null) answerFromBoard(desk, text, subject.board);
      else
        desk.answer(
          askedOn,
          read.kind === 'empty'
            ? 'Your text was empty. MENU lists the commands.'
            : 'Nothing is asked of you just now. MENU lists the commands.',
        );
  }
}

function hearAboutThread(desk: DeskFile, text: StaffText, file: CaseFile): void {
  const { read, askedOn } = text;
  const code = file.person.code;
  switch (read.kind) {
    case 'take':
    case 'takeover':
    case 'pass':
    case 'backup':
    case 'spoke':
    case 'did':
    case 'done':
      carryOutCrisisCommand(file, desk, read, askedOn);
      return;
    case 'take-client':
      takeOrWrite(desk, text, file, read);
      return;
    case 'card':
      sendCard(file, desk, askedOn, namedOr(read.code, file), text.publicUrl);
      return;
    case 'note':
      addNote(file, desk, askedOn, code, read.text);
      return;
    case 'call':
      callClient(desk, askedOn, code);
      return;
    case 'to-client':
      if (isCodeOf(file, read.clientCode)) markOrWrite(desk, { ...text, body: read.body }, file);
      else
        desk.answer(
          askedOn,
          `NOT SENT. This number is ${code}'s. Write to ${read.clientCode} on their own number.`,
        );
      return;
    case 'send':
    case 'number':
      answerQuestion(desk, text, file);
      return;
    case 'unclear':
      askToSend(
        desk,
        file,
        text,
        `Not sent, not done: that begins like the command ${read.looksLike} (MENU lists them). `,
      );
      return;
    case 'ok':
      markOrWrite(desk, text, file);
      return;
    case 'tapback':
    case 'driving':
      // Written by the phone, not by its owner: it goes to nobody and needs no answer.
      return;
    case 'text':
      if (text.use === null) askToSend(desk, file, text);
      else writeToClient(file, desk, { ...text, confirmed: false });
      return;
    case 'claim':
    case 'empty':
    case 'who':
    case 'list':
    case 'menu':
      writeToClient(file, desk, { ...text, confirmed: false });
  }
}

/** OK, by whoever has the client, settles what waits for a human; when nothing does, it is a word for the client. */
function markOrWrite(desk: DeskFile, text: StaffText, file: CaseFile): void {
  const { unread, pausedSince } = file.thread;
  const isWaitedFor = unread !== null || pausedSince !== null;
  if (isWaitedFor && hasClient(file, desk, text.use) && /^\W*(ok|okay|k)\W*$/i.test(text.body))
    markRead(file, desk, text.askedOn);
  else writeToClient(file, desk, { ...text, confirmed: false });
}

/** A client's code alone takes their open crisis; their owner, on a line without relays, may mean the rest for the client. */
function takeOrWrite(
  desk: DeskFile,
  text: StaffText,
  file: CaseFile,
  read: Extract<DeskText, { kind: 'take-client' }>,
): void {
  const isMine = file.thread.conversation?.owner === desk.desk.staff;
  if (isMine && read.rest !== '') writeToClient(file, desk, { ...text, body: read.rest, confirmed: false });
  else carryOutCrisisCommand(file, desk, read satisfies CrisisCommand, text.askedOn);
}

/** The carrier has already cut this phone off from the number: say so to those who can do something about it. */
function warnOfStop(desk: DeskFile, text: StaffText, team: Team | null): void {
  const staff = desk.desk.staff;
  if (team !== null && text.askedOn !== team.desk) {
    desk.answer(
      team.desk,
      `You texted a stop word to ${text.askedOn}: the carrier lets nothing from it reach you. Text START to it.`,
    );
  }
  for (const member of team?.staff ?? []) {
    if (member.role !== 'coordinator' || member.id === staff) continue;
    desk.decision.send('human', {
      to: member.phone,
      from: team?.desk ?? text.askedOn,
      body: `${staff} texted a stop word to ${text.askedOn === team?.desk ? 'the desk: pages' : 'a relay: client texts'} cannot reach that phone until it texts START to the same number. Please call them.`,
      purpose: { for: 'staff', team: desk.team, staff: member.id },
    });
  }
  desk.decision.now('human', {
    do: 'raise-alarm',
    name: 'staff-opted-out',
    what: 'A member of staff texted a stop word to one of our numbers: the carrier delivers nothing from it to their phone until they text START to it.',
    ids: { staff, team: desk.team },
  });
}

/** A crisis code may be one of long ago, since when its client had another. */
function noSuch(code: string): string {
  const what = isCrisisCode(code) ? `No open crisis has the code ${code}.` : `There is no client ${code}.`;
  return `${what} LIST shows the open crises.`;
}

function isCodeOf(file: CaseFile, clientCode: string): boolean {
  return file.thread.people.some(person => person.code === clientCode);
}

function namedOr(code: string | null, file: CaseFile): string {
  return code !== null && isCodeOf(file, code) ? code : file.person.code;
}
