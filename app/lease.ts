import { after, type Instant, seconds } from '../core/time.ts';

/** What the clocks of two functions may differ by: a job made by one may look due in the future to the other. */
export const CLOCK_SKEW_MS = seconds(30);

/**
 * How long a claimed job is left to whoever claimed it: longer than the timeout of the functions that carry jobs out
 * (the clock's 64 s is the longest) and the difference between their clocks.
 */
const LEASE_MS = seconds(95);
/**
 * A page prefers a double to a miss: when its sender died it is sent again this soon. Two tries at the carrier and the
 * commit after them take 12 s at worst.
 */
const PAGE_LEASE_MS = seconds(20);

export function leaseFrom(now: Instant, isPage = false): Instant {
  return after(now, isPage ? PAGE_LEASE_MS : LEASE_MS);
}
