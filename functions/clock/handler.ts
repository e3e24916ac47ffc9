import type { Outside } from '../../app/ports.ts';
import { sweep } from '../../app/sweep.ts';
import { elapsedMs, later, seconds } from '../../core/time.ts';

/** The next minute's clock takes over before this one is stopped. */
const RUN_MS = seconds(58);
const LONGEST_WAIT_MS = seconds(10);
const SHORTEST_WAIT_MS = 50;

/**
 * Carries out what falls due, for a minute: at the instant it falls due, and looking for what came in between every ten
 * seconds. With `once` it sweeps once; whoever moves the clock calls again.
 */
export function createClockHandler(outside: Outside, { once }: { once: boolean }): () => Promise<void> {
  return async () => {
    const { clock, jobs, log, stopwatch } = outside;
    const startedMs = stopwatch.nowMs();
    const first = await jobs.nextDueAt();
    const oldestDueSeconds = first === null ? 0 : Math.max(0, elapsedMs(first, clock.now()) / seconds(1));
    log.info('clock', { oldestDueSeconds });
    for (;;) {
      await sweep(outside);
      if (once) return;
      const now = clock.now();
      const next = await jobs.nextDueAt();
      const untilNextMs = next === null ? LONGEST_WAIT_MS : elapsedMs(now, later(now, next));
      const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, untilNextMs));
      if (stopwatch.nowMs() - startedMs + waitMs > RUN_MS) return;
      await stopwatch.wait(waitMs);
    }
  };
}
