import type { StaffId } from '../team.ts';
import type { Crisis, Disposition, Person, Thread } from '../thread.ts';
import { isShared } from '../thread.ts';

/** `client K2A`, or `client K2A or M4C, SHARED phone`: what a page may call the people behind a thread. */
export function whoItIs(thread: Thread): string {
  if (thread.kind === 'staff') return 'a member of staff';
  const codes = thread.people.map(person => person.code).join(' or ');
  return isShared(thread) ? `client ${codes}, SHARED phone,` : `client ${codes}`;
}

function title(crisis: Crisis, team: string): string {
  const kind = crisis.severity === 'S4' ? 'EMERGENCY. CRISIS' : 'CRISIS';
  return `${kind} ${crisis.code} (${team})`;
}

/** The text that wakes a person. Codes only, whatever the client wrote. */
export function pageText(crisis: Crisis, thread: Thread, team: string, waitedMinutes: number): string {
  const waited = waitedMinutes >= 1 ? `, waiting ${waitedMinutes} min` : '';
  return `${title(crisis, team)}: ${whoItIs(thread)} needs someone now${waited}. Reply ${crisis.code} to take it.`;
}

export function ownerPageText(crisis: Crisis, thread: Thread, team: string, waitedMinutes: number): string {
  return (
    `${title(crisis, team)}: it is yours and ${whoItIs(thread)} has had no word for ${waitedMinutes} min. ` +
    `Type to them now, or answer SPOKE ${crisis.code} if you talked, DID ${crisis.code} what you are doing, PASS ${crisis.code} if you cannot.`
  );
}

export function backupPageText(crisis: Crisis, thread: Thread, team: string, owner: StaffId): string {
  return (
    `${title(crisis, team)}: ${owner} has ${whoItIs(thread)} and asks for help. ` +
    `Reply ${crisis.code} to say you are up, TAKEOVER ${crisis.code} to make it yours.`
  );
}

export function standDownText(code: string, owner: StaffId): string {
  return `Stand down: ${owner} has ${code}.`;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** `K2A Ana, Spanish` */
export function personText(person: Person): string {
  const name = person.name === null ? '' : ` ${person.name}`;
  return `${person.code}${name}, ${languageNames.of(person.language) ?? person.language}`;
}

export function peopleText(thread: Thread): string {
  const people = thread.people.map(personText).join(' / ');
  if (thread.kind === 'staff') return `${people} (a member of staff)`;
  if (thread.kind === 'provisional') return `${people}? (unknown number)`;
  return isShared(thread) ? `SHARED phone: ${people}` : people;
}

const DISPOSITION_WORDS: Record<Disposition, string> = {
  'safety-plan-reviewed': 'safety plan reviewed',
  '988-warm-transfer': '988 warm transfer',
  'mobile-crisis-team': 'mobile crisis team',
  '911-or-welfare-check': '911 or welfare check',
  'emergency-department': 'emergency department',
  'no-danger-found': 'no danger found',
  'no-contact-made': 'no contact made',
};

export function dispositionWords(disposition: Disposition): string {
  return DISPOSITION_WORDS[disposition];
}

export const MENU =
  'Commands: <code> take it; TAKEOVER <code>; PASS <code> not me; BACKUP <code> wake another; SPOKE <code>; ' +
  'DID <code> what; DONE <code>; WHO; LIST; CARD <client>; NOTE <client> words; CALL <client>; MENU. ' +
  'To write to a client, type on their relay number.';
