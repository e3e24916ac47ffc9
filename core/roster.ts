import { z } from 'zod';
import { isClientCode } from './codes.ts';
import { DEFAULT_POLICY } from './escalation.ts';
import { EscalationPolicy, PhoneNumber, StaffId, StaffMember, Team, TeamId } from './team.ts';
import { CardDetails } from './write.ts';

const CalendarDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const RosterStaff = StaffMember.extend({
  slackUser: StaffMember.shape.slackUser.default(null),
  pin: StaffMember.shape.pin.default(null),
}).strict();

const RosterTeam = Team.omit({ rev: true })
  .extend({ staff: z.array(RosterStaff).min(1), policy: EscalationPolicy.default(DEFAULT_POLICY) })
  .strict();
export type RosterTeam = z.infer<typeof RosterTeam>;

const card = CardDetails.unwrap().shape;
const RosterCard = z.strictObject({
  dateOfBirth: CalendarDate.nullable().default(null),
  address: z.strictObject({ text: z.string(), confirmedOn: CalendarDate }).nullable().default(null),
  dispatchNumber: card.dispatchNumber.default(null),
  safetyPlan: card.safetyPlan.default(null),
  contacts: card.contacts.default([]),
  mustNotKnow: card.mustNotKnow.default([]),
  cautions: card.cautions.default([]),
});

const RosterClient = z.strictObject({
  code: z.string(),
  name: z.string().min(1),
  /** Several clients may share one. */
  phone: PhoneNumber,
  /** BCP-47 */
  language: z.string().min(2),
  ownCaseManager: StaffId.nullable().default(null),
  team: TeamId,
  card: RosterCard.prefault({}),
  discreetSafetyReply: z.string().min(1).nullable().default(null),
});
export type RosterClient = z.infer<typeof RosterClient>;

/** Who an agency is: its teams with their numbers, people and rules, and its clients. A file that people write. */
const RosterFile = z.strictObject({ teams: z.array(RosterTeam).min(1), clients: z.array(RosterClient) });
export type Roster = z.infer<typeof RosterFile>;

export type RosterReading =
  | { readonly outcome: 'good'; readonly roster: Roster }
  /** Sentences for whoever wrote the file. */
  | { readonly outcome: 'wrong'; readonly problems: readonly string[] };

export function readRoster(file: unknown): RosterReading {
  const parsed = RosterFile.safeParse(file);
  if (!parsed.success) {
    return { outcome: 'wrong', problems: parsed.error.issues.map(sentenceOf) };
  }
  const roster = parsed.data;
  const problems = [
    ...repeated(
      'The team id',
      roster.teams.map(team => team.id),
    ),
    ...roster.teams.flatMap(problemsOfTeam),
    ...problemsOfNumbers(roster),
    ...problemsOfStaff(roster),
    ...problemsOfClients(roster),
  ];
  return problems.length === 0 ? { outcome: 'good', roster } : { outcome: 'wrong', problems };
}

function sentenceOf({ path, code, message }: z.core.$ZodIssue): string {
  const place = path.map(step => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  const where = place.replace(/^\./, '') || 'The roster';
  if (code === 'invalid_format' && PHONE_FIELD.test(where)) {
    return `${where} must be a phone number in the form +12125550100.`;
  }
  return `${where}: ${message}.`;
}
const PHONE_FIELD = /(\.(phone|line|desk)|\.relays\[\d+\])$/;

function problemsOfTeam({ id, zone, staff, rotation }: RosterTeam): string[] {
  const known = new Set(staff.map(member => member.id));
  return [
    ...(isZone(zone) ? [] : [`Team ${id}: ${zone} is not an IANA time zone, such as America/New_York.`]),
    ...rotation.members
      .filter(member => !known.has(member))
      .map(member => `Team ${id}: ${member} is in the rotation but not among the staff.`),
    ...repeated(
      `Team ${id}: the staff id`,
      staff.map(member => member.id),
    ),
  ];
}

function isZone(zone: string): boolean {
  // Intl also takes offsets such as +05:00, which know nothing of daylight saving.
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whoever texts one of our numbers must mean one team and one thing by it. */
function problemsOfNumbers({ teams }: Roster): string[] {
  const roles = teams.flatMap(({ id, line, desk, relays }) => [
    { number: line, role: `the line of ${id}` },
    // A team with a single number: staff and clients text the same one, and client codes are the prefixes.
    ...(desk === line && relays.length === 0 ? [] : [{ number: desk, role: `the desk of ${id}` }]),
    ...relays.map(number => ({ number, role: `a relay of ${id}` })),
  ]);
  return [...Map.groupBy(roles, ({ number }) => number)]
    .filter(([, all]) => all.length > 1)
    .map(
      ([number, all]) =>
        `The number ${number} cannot be ${all.map(({ role }) => role).join(' and ')} at once.`,
    );
}

/** One person may be on call for several teams, and has one phone in all of them. */
function problemsOfStaff({ teams }: Roster): string[] {
  const problems = new Set<string>();
  const everyone = teams.flatMap(team => team.staff);
  const ours = ourNumbers(teams);
  for (const { id, phone } of everyone) {
    if (ours.has(phone)) problems.add(`${id} has the phone ${phone}, which is a number of the line itself.`);
    for (const other of everyone) {
      if (other.id === id && other.phone !== phone) {
        problems.add(`${id} has different phones in different teams.`);
      }
      if (other.id < id && other.phone === phone) {
        problems.add(`${other.id} and ${id} have the same phone ${phone}.`);
      }
    }
  }
  return [...problems];
}

function problemsOfClients({ teams, clients }: Roster): string[] {
  const ours = ourNumbers(teams);
  const staffPhones = new Set(teams.flatMap(team => team.staff.map(member => member.phone)));
  const problems = clients.flatMap(client => {
    const { code, phone, ownCaseManager } = client;
    const team = teams.find(({ id }) => id === client.team);
    const manager = team?.staff.find(({ id }) => id === ownCaseManager);
    const sharing = clients.find(other => other.phone === phone && other.team === client.team) ?? client;
    return [
      ...(isClientCode(code)
        ? []
        : [`Client ${code}: a client code is letter, digit, letter, without 0 O 1 I L, such as K2A.`]),
      ...(team === undefined ? [`Client ${code}: there is no team ${client.team}.`] : []),
      ...(team !== undefined && ownCaseManager !== null && manager === undefined
        ? [`Client ${code}: ${ownCaseManager} is not among the staff of ${team.id}.`]
        : []),
      ...(ours.has(phone)
        ? [`Client ${code} has the phone ${phone}, which is a number of the line itself.`]
        : []),
      ...(staffPhones.has(phone) ? [`Client ${code} has the phone ${phone}, which belongs to staff.`] : []),
      ...(sharing.discreetSafetyReply === client.discreetSafetyReply
        ? []
        : [`Clients ${sharing.code} and ${code} share a phone and need the same discreetSafetyReply.`]),
    ];
  });
  return [
    ...repeated(
      'The client code',
      clients.map(client => client.code),
    ),
    ...problems,
  ];
}

function ourNumbers(teams: readonly RosterTeam[]): Set<string> {
  return new Set(teams.flatMap(({ line, desk, relays }) => [line, desk, ...relays]));
}

function repeated(what: string, values: readonly string[]): string[] {
  const twice = values.filter((value, index) => values.indexOf(value) !== index);
  return [...new Set(twice)].map(value => `${what} ${value} is used more than once.`);
}
