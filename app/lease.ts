import { after, type Instant, seconds } from '../core/time.ts';

/** What the clocks of two functions may differ by: a job made by one may look due in the future to the other. */
export const CLOCK_SKEW_MS = seconds(30);

/**
 * How long a claimed job is left to whoever claimed it. It must be longer than the timeout of the functions that carry
 * jobs out (30 s) and 30 s of difference between their clocks.
 */
const LEASE_MS = seconds(65);

export function leaseFrom(now: Instant): Instant {
  return after(now, LEASE_MS);
}
