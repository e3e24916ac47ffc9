import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../app/ports.ts';
import { epochMs, Instant, instantOfEpochMs, later } from '../core/time.ts';

/**
 * The time Handrail lives in on one computer: real time plus what was moved on, or standing still. It never goes back,
 * not even from one run to the next.
 */
export interface MovingClock extends Clock {
  readonly standing: boolean;
  /** Goes to `at` (nowhere, when that is past) and stays there until `release`. */
  holdAt(at: Instant): void;
  /** Lets time run on from where it was held; a standing clock stays. */
  release(): void;
}

const Kept = z.object({ at: Instant, offsetMs: z.number() });

/** `standAt` makes it stand; data whose clock is later keeps its own instant. */
export function createMovingClock(
  dataDir: string,
  options: { standAt?: Instant | undefined; realNowMs?: () => number } = {},
): MovingClock {
  const realNowMs = options.realNowMs ?? Date.now;
  const file = join(dataDir, 'clock.json');
  const standing = options.standAt !== undefined;
  const kept = readKept(file);

  let offsetMs = kept?.offsetMs ?? 0;
  const running = (): Instant => instantOfEpochMs(realNowMs() + offsetMs);
  let heldAt: Instant | null = later(options.standAt ?? running(), kept?.at ?? '');

  const keep = (at: Instant) => {
    // Written whole or not at all: a run that is killed here must not lose where its time was.
    writeFileSync(`${file}.new`, JSON.stringify({ at, offsetMs } satisfies z.infer<typeof Kept>));
    renameSync(`${file}.new`, file);
  };
  const release = () => {
    if (standing || heldAt === null) return;
    offsetMs = Math.max(offsetMs, epochMs(heldAt) - realNowMs());
    keep(heldAt);
    heldAt = null;
  };

  if (standing) keep(heldAt);
  else release();

  const now = () => heldAt ?? running();
  return {
    standing,
    now,
    holdAt: at => {
      heldAt = later(now(), at);
      keep(heldAt);
    },
    release,
  };
}

function readKept(file: string): z.infer<typeof Kept> | null {
  try {
    return Kept.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    // No file: the first run on this data.
    return null;
  }
}
