import type { Phone, Roster } from './contract.ts';

/** One phone as the list shows it. */
export interface Person {
  readonly phone: Phone;
  /** `K2A`, `cm-1`, or the number of a phone nobody in the roster owns. */
  readonly title: string;
  /** `Ana, Spanish`, `Case manager`; empty for an unknown phone. */
  readonly about: string;
  readonly side: Side;
}
/** Clients and strangers text the line; staff text the desk and the relays. */
export type Side = 'client' | 'staff';

export interface Group {
  readonly title: string;
  readonly people: readonly Person[];
}

export function groupsOf(roster: Roster, phones: readonly Phone[]): Group[] {
  const people = phones.map(phone => personOf(roster, phone));
  const groups = [
    { title: 'Clients', people: people.filter(one => one.side === 'client' && one.about !== '') },
    { title: 'Staff', people: people.filter(one => one.side === 'staff') },
    { title: 'Other phones', people: people.filter(one => one.about === '') },
  ];
  return groups.filter(group => group.people.length > 0);
}

function personOf(roster: Roster, phone: Phone): Person {
  const client = roster.clients.find(one => one.phone === phone.e164);
  if (client !== undefined) {
    return {
      phone,
      title: client.code,
      about: [client.name, languageName(client.language)].filter(known => known !== null).join(', '),
      side: 'client',
    };
  }
  const member = staffOf(roster).find(one => one.phone === phone.e164);
  if (member !== undefined) return { phone, title: member.id, about: inWords(member.role), side: 'staff' };
  return { phone, title: formatted(phone.e164), about: '', side: 'client' };
}

export function staffOf(roster: Roster) {
  return roster.teams.flatMap(team => team.staff);
}

function inWords(role: string): string {
  const words = role.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `es` → `Spanish`; a roster that writes the name already keeps it. */
function languageName(language: string): string {
  if (!/^[a-z]{2,3}(-\w+)*$/.test(language)) return language;
  return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
}

/** `+12125550151` → `+1 212 555 0151`; other countries' numbers are left as they are. */
export function formatted(number: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts === null ? number : `+1 ${parts.slice(1).join(' ')}`;
}
