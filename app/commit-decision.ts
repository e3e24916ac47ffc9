import type { Write } from '../core/write.ts';
import type { Outside } from './ports.ts';
import { TooBusy } from './too-busy.ts';

/** Twilio waits four seconds for an answer; the last of them is for the way there and back. */
const LIMIT_MS = 3_000;
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 400;

interface Attempt<T> {
  readonly writes: readonly Write[];
  readonly result: T;
}

/**
 * Loads, decides and commits, all of it again as long as somebody else was faster. `attempt` gets the number of the
 * try, from 1. A decision without writes commits nothing. Throws TooBusy when the time for an answer is over.
 */
export async function commitDecision<T>(
  outside: Pick<Outside, 'store' | 'stopwatch' | 'chance'>,
  attempt: (n: number) => Promise<Attempt<T>>,
): Promise<{ status: 'committed' | 'duplicate' | 'gone'; result: T }> {
  const { store, stopwatch, chance } = outside;
  const startedMs = stopwatch.nowMs();
  for (let n = 1; ; n += 1) {
    const { writes, result } = await attempt(n);
    const status = writes.length === 0 ? 'committed' : await store.commit(writes);
    if (status !== 'conflict') return { status, result };

    // The whole wait is drawn by lot: those who collided once should not collide again.
    const waitMs = chance.jitter() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** n);
    if (stopwatch.nowMs() - startedMs + waitMs > LIMIT_MS) {
      throw new TooBusy(`The same rows changed under ${n} decisions in ${LIMIT_MS / 1000} s`);
    }
    await stopwatch.wait(waitMs);
  }
}
