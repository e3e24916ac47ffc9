import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../core/escalation.ts';
import { readRoster } from '../../core/roster.ts';
import { rosterFile, type RosterFile } from '../support/roster-file.ts';

function problemsAfter(spoil: (file: RosterFile) => unknown): readonly string[] {
  const file = rosterFile();
  const spoiled = spoil(file);
  const reading = readRoster(spoiled ?? file);
  return reading.outcome === 'wrong' ? reading.problems : [];
}

function nth<T>(list: T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`The roster file has no entry ${index}`);
  return found;
}
const team = (file: RosterFile) => nth(file.teams, 0);
const client = (file: RosterFile, index = 0) => nth(file.clients, index);
const secondTeam = (file: RosterFile, changes: object) =>
  file.teams.push({
    ...team(file),
    id: 'south',
    line: '+12125550200',
    desk: '+12125550201',
    relays: [],
    ...changes,
  });

test('a good roster is read, and what it leaves out is filled in', () => {
  const reading = readRoster(rosterFile());
  if (reading.outcome === 'wrong') throw new Error(reading.problems.join('\n'));
  const { teams, clients } = reading.roster;
  expect(teams[0]?.policy).toEqual(DEFAULT_POLICY);
  expect(teams[0]?.staff[1]).toMatchObject({ slackUser: null, pin: null });
  expect(clients[1]).toMatchObject({
    ownCaseManager: null,
    discreetSafetyReply: null,
    card: { contacts: [] },
  });
});

test('one person may be on call for several teams', () => {
  expect(problemsAfter(file => void secondTeam(file, {}))).toEqual([]);
});

test.each<[string, (file: RosterFile) => unknown, string]>([
  ['nothing in it', () => ({ clients: [] }), 'teams: Invalid input: expected array, received undefined.'],
  [
    'a phone that is not E.164',
    file => void (client(file).phone = '212-555-0151'),
    'clients[0].phone must be a phone number in the form +12125550100.',
  ],
  [
    'a relay that is not E.164',
    file => void (team(file).relays[1] = '555'),
    'teams[0].relays[1] must be a phone number in the form +12125550100.',
  ],
  [
    'a word that no roster knows',
    file => void Object.assign(client(file), { nickname: 'A' }),
    'clients[0]: Unrecognized key: "nickname".',
  ],
  [
    'a team twice',
    file => void secondTeam(file, { id: 'north' }),
    'The team id north is used more than once.',
  ],
  [
    'a number with two roles',
    file => void (team(file).relays[0] = '+12125550101'),
    'The number +12125550101 cannot be the desk of north and a relay of north at once.',
  ],
  [
    'two teams that share a relay',
    file => void secondTeam(file, { relays: ['+12125550110'] }),
    'The number +12125550110 cannot be a relay of north and a relay of south at once.',
  ],
  [
    'an unknown time zone',
    file => void (team(file).zone = 'America/Newyork'),
    'Team north: America/Newyork is not an IANA time zone, such as America/New_York.',
  ],
  [
    'an offset for a time zone',
    file => void (team(file).zone = '-05:00'),
    'Team north: -05:00 is not an IANA time zone, such as America/New_York.',
  ],
  [
    'somebody unknown in the rotation',
    file => void team(file).rotation.members.push('cm-9'),
    'Team north: cm-9 is in the rotation but not among the staff.',
  ],
  [
    'two staff with one id',
    file => void team(file).staff.push({ id: 'cm-1', role: 'coordinator', phone: '+12125550131' }),
    'Team north: the staff id cm-1 is used more than once.',
  ],
  [
    'two staff with one phone',
    file => void Object.assign(nth<object>(team(file).staff, 1), { phone: '+12125550131' }),
    'cm-1 and cm-2 have the same phone +12125550131.',
  ],
  [
    'one person with two phones',
    file =>
      void secondTeam(file, {
        staff: [
          { id: 'cm-1', role: 'case-manager', phone: '+12125550231' },
          { id: 'cm-2', role: 'case-manager', phone: '+12125550132' },
        ],
      }),
    'cm-1 has different phones in different teams.',
  ],
  [
    'staff on one of our numbers',
    file => void Object.assign(nth<object>(team(file).staff, 1), { phone: '+12125550100' }),
    'cm-2 has the phone +12125550100, which is a number of the line itself.',
  ],
  [
    'a client code twice',
    file => void (client(file, 1).code = 'K2A'),
    'The client code K2A is used more than once.',
  ],
  [
    'a code that is none',
    file => void (client(file).code = 'KOA'),
    'Client KOA: a client code is letter, digit, letter, without 0 O 1 I L, such as K2A.',
  ],
  ['a client of no team', file => void (client(file).team = 'west'), 'Client K2A: there is no team west.'],
  [
    'an own case manager who is unknown',
    file => void (client(file).ownCaseManager = 'cm-9'),
    'Client K2A: cm-9 is not among the staff of north.',
  ],
  [
    'a client on one of our numbers',
    file => void (client(file).phone = '+12125550110'),
    'Client K2A has the phone +12125550110, which is a number of the line itself.',
  ],
  [
    'a client on a staff phone',
    file => void (client(file).phone = '+12125550131'),
    'Client K2A has the phone +12125550131, which belongs to staff.',
  ],
  [
    'two safety replies for one phone',
    file => void Object.assign(client(file, 2), { discreetSafetyReply: 'Thanks for your order.' }),
    'Clients M4C and R7D share a phone and need the same discreetSafetyReply.',
  ],
])('a roster with %s is told so in a sentence', (_, spoil, sentence) => {
  expect(problemsAfter(spoil)).toEqual([sentence]);
});

test('every problem is told at once', () => {
  const problems = problemsAfter(file => {
    team(file).zone = 'Nowhere';
    client(file).team = 'west';
  });
  expect(problems).toHaveLength(2);
});
