import type { CaseFile } from '../case-file.ts';
import { closeConversation } from '../conversation.ts';
import type { DeskFile } from '../desk-file.ts';
import { type PhoneNumber, type StaffId, staffById } from '../team.ts';
import type { Disposition } from '../thread.ts';
import { after, minutes } from '../time.ts';
import { DISPOSITIONS_BY_NUMBER } from '../disposition-words.ts';
import { dispositionWords } from '../words/staff-words.ts';
import { takenPhase } from './contact.ts';
import { reopenCrisis } from './opening.ts';
import { crisisOf, fireRung, pageBackup, union } from './paging.ts';
import { tellStandDown } from './stand-down.ts';

/** Whole phrases: "no welfare check" is not one. */
const WELFARE_CHECK =
  /^\W*((911|police|welfare|wellness)( and)?( (welfare|wellness))?( check)?)( (asked|requested|called|sent|done|for))*\W*$/i;
const COORDINATOR_AGREED = /^\W*(the )?coord(inator)?( |-\d+ )(agreed|agrees|ok|okay|said ok)\W*$/i;
const QUESTION_LIVES_MS = minutes(30);

/** What an attempt to close a crisis came to, in words for whoever tried. */
export interface Closing {
  readonly closed: boolean;
  readonly answer: string;
}

/**
 * Closes a crisis with how it ended. Only its owner or a coordinator may, and "no contact made" needs a welfare check or
 * a coordinator's word: nobody is given up on in silence.
 *
 * @param agreed what the person added, such as `welfare check asked for`
 */
export function resolveCrisis(
  file: CaseFile,
  staff: StaffId,
  disposition: Disposition,
  agreed: string,
): Closing {
  const crisis = crisisOf(file);
  const role = staffById(file.team, staff)?.role;
  const { phase } = crisis;
  if (phase.state === 'resolved')
    return refused(`${crisis.code} is closed already: ${dispositionWords(phase.disposition)}.`);
  if (phase.state === 'open')
    return refused(`${crisis.code} is not taken. Reply ${crisis.code} to take it, then DONE ${crisis.code}.`);
  if (phase.owner !== staff && role !== 'coordinator') {
    return refused(
      `${crisis.code} is with ${phase.owner}; they or a coordinator close it. TAKEOVER ${crisis.code} makes it yours.`,
    );
  }
  const saysCoordinator = COORDINATOR_AGREED.test(agreed);
  const isAgreed = role === 'coordinator' || saysCoordinator || WELFARE_CHECK.test(agreed);
  if (disposition === 'no-contact-made' && !isAgreed) {
    return refused(
      `"No contact made" needs a welfare check or a coordinator's agreement. Answer DONE ${crisis.code} 7 WELFARE CHECK, or DONE ${crisis.code} 7 COORDINATOR AGREED.`,
    );
  }
  const words = agreed === '' ? dispositionWords(disposition) : `${dispositionWords(disposition)}. ${agreed}`;
  file.record({
    direction: 'internal',
    modality: 'crisis',
    author: `staff ${staff}`,
    body: `${crisis.code} closed: ${words}`,
  });
  file.changeCrisis({ phase: { state: 'resolved', by: staff, at: file.at, disposition } });
  file.event('resolved', [staff], disposition);
  tellStandDown(
    file.decision,
    file.team,
    union(crisis.paged, phase.owner === staff ? [] : [phase.owner]).filter(id => id !== staff),
    `Stand down: ${crisis.code} is closed.`,
  );
  if (saysCoordinator && role !== 'coordinator') tellCoordinators(file, staff);
  closeConversation(file);
  return {
    closed: true,
    answer: `${crisis.code} is closed: ${dispositionWords(disposition)}. What you type on its number no longer reaches ${file.person.code}.`,
  };
}

/** A bare DONE: the numbered list, and the next number answers it. */
export function askDisposition(file: CaseFile, desk: DeskFile, askedOn: PhoneNumber): void {
  const { code } = crisisOf(file);
  const list = DISPOSITIONS_BY_NUMBER.map((one, index) => `${index + 1} ${dispositionWords(one)}`).join('\n');
  desk.ask({ ask: 'disposition', askedOn, ...file.about, code, until: after(file.at, QUESTION_LIVES_MS) });
  desk.answer(askedOn, `How did ${code} end? Answer with a number:\n${list}`);
}

/** "Not me": the next rung now. By the owner it opens the crisis again. */
export function passCrisis(file: CaseFile, staff: StaffId): string {
  const crisis = crisisOf(file);
  const { phase } = crisis;
  if (phase.state === 'resolved') return `${crisis.code} is closed already.`;
  if (phase.state === 'taken' && phase.owner !== staff)
    return `${crisis.code} is with ${phase.owner}. Nothing is asked of you.`;
  if (phase.state === 'open' && crisis.passed.includes(staff)) return `You passed ${crisis.code} already.`;
  file.changeCrisis({ passed: union(crisis.passed, [staff]) });
  file.event('passed', [staff]);
  if (phase.state === 'taken') reopenCrisis(file, `${staff} passed it on`, [staff]);
  else fireRung(file, crisis.rung + 1, [staff]);
  const before = phase.state === 'taken' ? [] : crisis.paged;
  const paged = crisisOf(file).paged.filter(id => !before.includes(id) && id !== staff);
  return paged.length === 0
    ? `You passed ${crisis.code}. The others who were paged still are.`
    : `You passed ${crisis.code}. Paged now: ${paged.join(', ')}.`;
}

/** Wakes another person too; the owner stays the owner. */
export function callBackup(file: CaseFile, staff: StaffId): string {
  const crisis = crisisOf(file);
  const { phase } = crisis;
  if (phase.state === 'resolved') return `${crisis.code} is closed already.`;
  if (phase.state === 'open') {
    fireRung(file, crisis.rung + 1, [staff]);
    return `${crisis.code} is not taken yet. Paged now: ${crisisOf(file).paged.join(', ')}. Reply ${crisis.code} to take it.`;
  }
  const called = pageBackup(file, phase.owner);
  if (called.length === 0)
    return `There is nobody else to wake for ${crisis.code}. Call 911 if a life is in danger.`;
  return `Woken for ${crisis.code}: ${called.join(', ')}.${phase.owner === staff ? ' It stays yours.' : ''}`;
}

/** A coordinator whose agreement was named hears of it, and can say otherwise. */
function tellCoordinators(file: CaseFile, staff: StaffId): void {
  const { code } = crisisOf(file);
  for (const member of file.team.staff) {
    if (member.role !== 'coordinator') continue;
    const text = `${staff} closed ${code} (${file.team.id}): no contact made, and says a coordinator agreed.`;
    file.tellStaff('human', member.id, text);
  }
}

export function ownsCrisis(file: CaseFile, staff: StaffId): boolean {
  return takenPhase(file)?.owner === staff;
}

function refused(answer: string): Closing {
  return { closed: false, answer };
}
