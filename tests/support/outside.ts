import type { Chance, Clock, Stopwatch } from '../../app/ports.ts';
import type { Instant } from '../../core/time.ts';
import { AT } from './rows.ts';

/** A clock that only the test moves. */
export function standingClock(at: Instant = AT): Clock & { at: Instant } {
  return {
    at,
    now() {
      return this.at;
    },
  };
}

/** Waits take no time, and are counted as if they had. */
export function countingStopwatch(): Stopwatch & { waitedMs: number } {
  return {
    waitedMs: 0,
    nowMs() {
      return this.waitedMs;
    },
    wait(ms) {
      this.waitedMs += ms;
      return Promise.resolve();
    },
  };
}

export const evenChance: Pick<Chance, 'jitter'> = { jitter: () => 0.5 };
