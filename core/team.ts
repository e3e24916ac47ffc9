import { z } from 'zod';

/** E.164: a plus sign and up to fifteen digits (ITU-T E.164). */
export const PhoneNumber = z.string().regex(/^\+[1-9]\d{6,14}$/);
export type PhoneNumber = z.infer<typeof PhoneNumber>;

const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const CalendarDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** ISO weekday: Monday is 1, Sunday is 7. */
const Weekday = z.int().min(1).max(7);

export const StaffId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
export type StaffId = z.infer<typeof StaffId>;

export const StaffMember = z.object({
  id: StaffId,
  role: z.enum(['case-manager', 'coordinator']),
  phone: PhoneNumber,
  slackUser: z.string().nullable(),
  /** scrypt of the PIN that opens a safety card, as `salt:hash` in hexadecimal; null: this person cannot open cards. */
  pin: z.string().nullable(),
});
export type StaffMember = z.infer<typeof StaffMember>;

/** Members take turns in order; each turn starts at the handoff's wall-clock time in the team's zone. */
export const Rotation = z.object({
  members: z.array(StaffId),
  handoff: WallTime,
  weekday: Weekday,
  everyDays: z.int().min(1).max(366),
  /** The date of the first member's first handoff. Before it nobody is on call. */
  start: CalendarDate,
});
export type Rotation = z.infer<typeof Rotation>;

export const Target = z.enum(['primary', 'backup', 'coordinator', 'everyone']);
export type Target = z.infer<typeof Target>;

/** One step of the climb: whom to page, and how many minutes after the opening. */
export const Rung = z.object({
  afterMinutes: z.int().min(0),
  targets: z.array(Target).min(1),
  by: z.array(z.enum(['text', 'call'])).min(1),
});
export type Rung = z.infer<typeof Rung>;

/** The rungs a page climbs; after the last one the turns begin, and they never end. */
export const Ladder = z.object({
  rungs: z.array(Rung).min(1),
  turns: z.array(Target).min(1),
  turnEveryMinutes: z.int().min(1).max(5),
  everyoneEveryMinutes: z.int().min(5).max(60),
});
export type Ladder = z.infer<typeof Ladder>;

export const EscalationPolicy = z.object({ S2: Ladder, S3: Ladder, S4: Ladder });
export type EscalationPolicy = z.infer<typeof EscalationPolicy>;

export const Hours = z.object({
  working: z.object({ weekdays: z.array(Weekday), from: WallTime, to: WallTime }),
  digestAt: WallTime,
});
export type Hours = z.infer<typeof Hours>;

export const TeamId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
export type TeamId = z.infer<typeof TeamId>;

/** What a decision knows of a team: its numbers, people, rotation and rules. One row, read with each text. */
export const Team = z.object({
  id: TeamId,
  rev: z.int(),
  /** How the program names itself to a number it does not know. */
  programName: z.string(),
  zone: z.string(),
  line: PhoneNumber,
  desk: PhoneNumber,
  relays: z.array(PhoneNumber),
  /** Slack channel name, without `#`. */
  channel: z.string(),
  staff: z.array(StaffMember),
  rotation: Rotation,
  policy: EscalationPolicy,
  hours: Hours,
  /** A routine conversation closes after this long without a word. */
  idleMinutes: z.int().min(5),
  /** Who gets routine texts in working hours. */
  routineGoesTo: z.enum(['on-call', 'own-case-manager']),
});
export type Team = z.infer<typeof Team>;

export function staffById(team: Team, id: StaffId): StaffMember | undefined {
  return team.staff.find(member => member.id === id);
}
