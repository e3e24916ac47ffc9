import type { Alarms, Chance, Clock, Stopwatch } from '../../app/ports.ts';
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
export function countingStopwatch(): Stopwatch & { waitsMs: number[] } {
  const waitsMs: number[] = [];
  return {
    waitsMs,
    nowMs: () => waitsMs.reduce((sum, ms) => sum + ms, 0),
    wait: ms => {
      waitsMs.push(ms);
      return Promise.resolve();
    },
  };
}

function mustNotBeDrawn(): never {
  throw new Error('Nothing but jitter is left to chance here');
}

/** For what should alarm nobody. */
export const noAlarms: Alarms = {
  raise: ({ name, what }) => Promise.reject(new Error(`The alarm ${name} was raised: ${what}`)),
};

let tokens = 0;

/** For what needs no chance but jitter, which is always half, and tokens, which count. */
export const stillChance: Chance = {
  ulid: mustNotBeDrawn,
  crisisCode: mustNotBeDrawn,
  clientCode: mustNotBeDrawn,
  token: () => `token-${(tokens += 1)}`,
  jitter: () => 0.5,
};
