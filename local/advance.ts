import { Temporal } from 'temporal-polyfill';
import { days, elapsedMs, type Instant } from '../core/time.ts';
import type { MovingClock } from './moving-clock.ts';
import { StartProblem } from './start-problem.ts';

/** What an advance needs of the run around it. */
export interface Work {
  /** Does what is due now, once. */
  sweep(): Promise<void>;
  /** Waits until nothing is under way and nothing due is undone; when the next job falls due, or null. */
  untilQuiet(): Promise<Instant | null>;
}

/** A request to move the clock that cannot be met, in a sentence for whoever asked. */
export class ClockProblem extends StartProblem {
  override readonly name = 'ClockProblem';
}

const LONGEST_ADVANCE_MS = days(400);

export type Move = { readonly advance: string } | { readonly to: string };

/** Moves the clock through all that falls due on the way. One move at a time: a second waits for the first. */
export function createAdvance(clock: MovingClock, work: Work): (move: Move) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return move => {
    const mine = last.then(() => run(move));
    last = mine.catch(() => undefined);
    return mine;
  };

  async function run(move: Move): Promise<void> {
    const target = targetOf(move, clock.now());
    // Held from here on: in a run in real time, no time passes beyond the step that is being carried out.
    clock.holdAt(clock.now());
    try {
      let next = await work.untilQuiet();
      while (next !== null && next <= target) {
        clock.holdAt(next);
        await work.sweep();
        next = await work.untilQuiet();
      }
      clock.holdAt(target);
    } finally {
      clock.release();
    }
  }
}

function targetOf(move: Move, now: Instant): Instant {
  const target = 'to' in move ? instantOf(move.to) : afterDuration(now, move.advance);
  if (target < now) throw new ClockProblem(`The clock shows ${now} and never goes back: give a later time.`);
  if (elapsedMs(now, target) > LONGEST_ADVANCE_MS) {
    throw new ClockProblem('The clock moves at most 400 days at a time: ask for less, several times.');
  }
  return target;
}

/** Reads any ISO 8601 instant, such as `2026-03-01T09:00-05:00`. */
export function instantOf(text: string): Instant {
  try {
    return new Date(Temporal.Instant.from(text).epochMilliseconds).toISOString();
  } catch (cause) {
    throw new ClockProblem(
      `"${text}" is not an ISO 8601 instant: write it with its offset, such as 2026-03-02T14:00:00Z.`,
      { cause },
    );
  }
}

function afterDuration(now: Instant, duration: string): Instant {
  try {
    const start = Temporal.Instant.from(now).toZonedDateTimeISO('UTC');
    return new Date(start.add(duration).epochMilliseconds).toISOString();
  } catch (cause) {
    throw new ClockProblem(
      `"${duration}" is not an ISO 8601 duration: write PT5M for five minutes, P1D for a day.`,
      { cause },
    );
  }
}
