import { Temporal } from 'temporal-polyfill';
import { epochMs, instantOfEpochMs } from './time.ts';
import type { Instant } from './time.ts';

/** What a clock on the wall and the calendar beside it show. */
export interface WallClock {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM`, 24 hours */
  readonly time: string;
  /** ISO weekday: Monday is 1, Sunday is 7. */
  readonly weekday: number;
}

/**
 * When the wall clock of `zone` shows this date and time. A time that happens twice happens the first time; one that
 * does not exist (a spring gap, or a whole day where a country changed sides of the date line) happens at the first
 * instant after the gap. That differs from Temporal's default, which shifts by the gap's length.
 */
export function instantOf(zone: string, date: string, time: string): Instant {
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`);
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (first.toPlainDateTime().equals(wall)) return instantOfEpochMs(first.epochMilliseconds);
  // In a gap, `earlier` lands before it by the gap's length, so the next transition is the gap itself.
  const gap = first.getTimeZoneTransition('next');
  if (gap === null) throw new Error(`The time zone ${zone} skips ${date} ${time} without a transition.`);
  return instantOfEpochMs(gap.epochMilliseconds);
}

export function wallClock(zone: string, at: Instant): WallClock {
  const local = Temporal.Instant.fromEpochMilliseconds(epochMs(at)).toZonedDateTimeISO(zone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    weekday: local.dayOfWeek,
  };
}

export function addDays(date: string, count: number): string {
  return Temporal.PlainDate.from(date).add({ days: count }).toString();
}

/** Calendar days from one date to another; negative when `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
}

/** The time of day as people text it: `3:02 AM`. Built by hand: Intl puts a narrow no-break space in, which GSM-7 lacks. */
export function clockText(zone: string, at: Instant): string {
  const { time } = wallClock(zone, at);
  const hour = Number(time.slice(0, 2));
  return `${hour % 12 === 0 ? 12 : hour % 12}:${time.slice(3)} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** As `clockText`, with the date when it is another day's: a text of last week must not read as tonight's. */
export function whenText(zone: string, at: Instant, now: Instant): string {
  const { date } = wallClock(zone, at);
  return date === wallClock(zone, now).date ? clockText(zone, at) : `${date} ${clockText(zone, at)}`;
}
