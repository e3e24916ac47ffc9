import type { Rotation, StaffId } from '../team.ts';
import type { Instant } from '../time.ts';
import { addDays, daysBetween, instantOf, wallClock } from '../wall-clock.ts';

/** One member's turn, from its handoff up to, not including, the next. */
export interface Shift {
  readonly from: Instant;
  readonly to: Instant;
  /** The calendar date of its handoff. */
  readonly date: string;
}

export interface OnCall {
  readonly primary: StaffId | null;
  readonly backup: StaffId | null;
  readonly shift: Shift | null;
}

const NOBODY: OnCall = { primary: null, backup: null, shift: null };

/** Who is on call at an instant, computed from that instant alone. Nobody before `start`, or without members. */
export function whoIsOnCall(rotation: Rotation, zone: string, at: Instant): OnCall {
  const turn = turnAt(rotation, zone, at);
  const { members } = rotation;
  if (turn < 0 || members.length === 0) return NOBODY;
  return {
    primary: members[turn % members.length] ?? null,
    backup: members.length < 2 ? null : (members[(turn + 1) % members.length] ?? null),
    shift: {
      from: handoffOf(rotation, zone, turn),
      to: handoffOf(rotation, zone, turn + 1),
      date: dateOf(rotation, turn),
    },
  };
}

/** The first handoff strictly after an instant. */
export function nextHandoff(rotation: Rotation, zone: string, at: Instant): Instant {
  return handoffOf(rotation, zone, turnAt(rotation, zone, at) + 1);
}

/** Which turn it is, counted from 0; -1 before the first. */
function turnAt(rotation: Rotation, zone: string, at: Instant): number {
  const { date } = wallClock(zone, at);
  const byDate = Math.max(-1, Math.floor(daysBetween(rotation.start, date) / rotation.everyDays));
  // A clock set back over midnight shows yesterday's date after today's handoff.
  if (handoffOf(rotation, zone, byDate + 1) <= at) return byDate + 1;
  // On the day of a handoff the time decides.
  return byDate >= 0 && handoffOf(rotation, zone, byDate) > at ? byDate - 1 : byDate;
}

function dateOf(rotation: Rotation, turn: number): string {
  return addDays(rotation.start, turn * rotation.everyDays);
}

function handoffOf(rotation: Rotation, zone: string, turn: number): Instant {
  return instantOf(zone, dateOf(rotation, turn), rotation.handoff);
}
