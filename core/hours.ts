import type { Hours } from './team.ts';
import { earlier } from './time.ts';
import type { Instant } from './time.ts';
import { addDays, instantOf, wallClock } from './wall-clock.ts';

/** Whether the team works now: from `from` up to, not including, `to`, on the wall clock. */
export function isWorkingTime(hours: Hours, zone: string, at: Instant): boolean {
  const { weekday, time } = wallClock(zone, at);
  const { weekdays, from, to } = hours.working;
  return weekdays.includes(weekday) && from <= time && time < to;
}

/** The first digest strictly after an instant, and the date it belongs to. Digests go out every day. */
export function nextDigest(hours: Hours, zone: string, after: Instant): { at: Instant; date: string } {
  let { date } = wallClock(zone, after);
  let at = instantOf(zone, date, hours.digestAt);
  // At most three days: today's is past, and tomorrow may be a day the zone skips, at an instant already past.
  while (at <= after) {
    date = addDays(date, 1);
    at = instantOf(zone, date, hours.digestAt);
  }
  return { at, date };
}

/** When somebody next looks: the next digest or the next start of work, whichever comes first. */
export function nightEnds(hours: Hours, zone: string, at: Instant): Instant {
  const digest = nextDigest(hours, zone, at).at;
  const today = wallClock(zone, at).date;
  // A digest comes within two days, so no later start of work can be the earlier one.
  const starts = [0, 1, 2]
    .map(offset => instantOf(zone, addDays(today, offset), hours.working.from))
    .filter(start => start > at && hours.working.weekdays.includes(wallClock(zone, start).weekday));
  return starts.reduce(earlier, digest);
}
