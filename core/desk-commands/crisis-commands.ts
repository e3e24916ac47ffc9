import type { CaseFile } from '../case-file.ts';
import { noteWord, snooze, takenPhase } from '../crisis/contact.ts';
import { askDisposition, callBackup, ownsCrisis, passCrisis, resolveCrisis } from '../crisis/ending.ts';
import { crisisOf } from '../crisis/paging.ts';
import { takeCrisis } from '../crisis/taking.ts';
import type { DeskFile } from '../desk-file.ts';
import type { DeskText } from '../desk-text.ts';
import { readDisposition } from '../disposition-words.ts';
import { type PhoneNumber, staffById } from '../team.ts';
import { clockText } from '../wall-clock.ts';

export type CrisisCommand = Extract<
  DeskText,
  { kind: 'take' | 'take-client' | 'takeover' | 'pass' | 'backup' | 'spoke' | 'did' | 'done' }
>;

/** A command about the crisis of this thread, whoever's code named it. */
export function carryOutCrisisCommand(
  file: CaseFile,
  desk: DeskFile,
  command: CrisisCommand,
  askedOn: PhoneNumber,
): void {
  const { crisis } = file.thread;
  const staff = desk.desk.staff;
  if (crisis === null) {
    desk.answer(askedOn, `${file.person.code} has no open crisis. LIST shows those that are open.`);
    return;
  }
  switch (command.kind) {
    case 'take':
    case 'take-client':
      takeCrisis(file, desk, askedOn);
      return;
    case 'takeover':
      takeCrisis(file, desk, askedOn, true);
      return;
    case 'pass':
      desk.answer(askedOn, passCrisis(file, staff), 'crisis');
      return;
    case 'backup':
      desk.answer(askedOn, callBackup(file, staff), 'crisis');
      return;
    case 'spoke':
      if (isOwner(file, desk, askedOn)) spoke(file, desk, askedOn);
      return;
    case 'did':
      if (isOwner(file, desk, askedOn)) did(file, desk, command.text, askedOn);
      return;
    case 'done':
      done(file, desk, command.rest, askedOn);
  }
}

function spoke(file: CaseFile, desk: DeskFile, askedOn: PhoneNumber): void {
  const staff = desk.desk.staff;
  const { code } = crisisOf(file);
  file.record({
    direction: 'internal',
    modality: 'crisis',
    author: `staff ${staff}`,
    body: `${staff} spoke with the client.`,
  });
  file.event('spoke', [staff]);
  noteWord(file);
  desk.answer(askedOn, `Noted: you spoke with ${file.person.code}. DONE ${code} when it is over.`);
}

function did(file: CaseFile, desk: DeskFile, what: string, askedOn: PhoneNumber): void {
  const staff = desk.desk.staff;
  file.record({ direction: 'internal', modality: 'note', author: `staff ${staff}`, body: what });
  snooze(file);
  const until = takenPhase(file)?.snoozedUntil ?? file.at;
  desk.answer(
    askedOn,
    `Noted on ${crisisOf(file).code}. You are not asked again before ${clockText(file.team.zone, until)}.`,
  );
}

/** `DONE 7FQ 7 welfare check`: the number or words of a disposition, and what was added to it. */
function done(file: CaseFile, desk: DeskFile, rest: string, askedOn: PhoneNumber): void {
  const [first = '', ...more] = rest.trim().split(/\s+/);
  const whole = readDisposition(rest);
  // Words after words may say the opposite ("police refused to come"): only a number may stand before others.
  const disposition = whole ?? (/^\d$/.test(first) ? readDisposition(first) : null);
  if (disposition === null) {
    const isCoordinator = staffById(file.team, desk.desk.staff)?.role === 'coordinator';
    if (isCoordinator || isOwner(file, desk, askedOn)) askDisposition(file, desk, askedOn);
    return;
  }
  const agreed = whole === null ? more.join(' ') : '';
  desk.answer(askedOn, resolveCrisis(file, desk.desk.staff, disposition, agreed).answer);
}

function isOwner(file: CaseFile, desk: DeskFile, askedOn: PhoneNumber): boolean {
  if (ownsCrisis(file, desk.desk.staff)) return true;
  const crisis = crisisOf(file);
  const { phase } = crisis;
  const answer =
    phase.state === 'resolved'
      ? `${crisis.code} is closed already.`
      : phase.state === 'open'
        ? `${crisis.code} is not taken. Reply ${crisis.code} to take it.`
        : `${crisis.code} is with ${phase.owner}. TAKEOVER ${crisis.code} makes it yours.`;
  desk.answer(askedOn, answer);
  return false;
}
