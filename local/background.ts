import type { Clock, Jobs } from '../app/ports.ts';
import type { Job } from '../core/job.ts';
import { elapsedMs, type Instant } from '../core/time.ts';
import type { StreamTail } from './stream.ts';

/** Something that may have work under way, such as a stand-in with a webhook to post. */
export interface Busy {
  busy(): boolean;
  /** Settles when it is not. */
  idle(): Promise<void>;
}

export interface BackgroundOptions {
  readonly jobs: Pick<Jobs, 'due' | 'nextDueAt'>;
  readonly clock: Clock;
  /** One call of the clock's function. */
  readonly sweepOnce: () => Promise<void>;
  readonly stream: Pick<StreamTail, 'drained'>;
  readonly standIns: readonly Busy[];
  /** How many webhooks the line has begun to answer so far. */
  readonly begun: () => number;
  readonly onError: (error: unknown) => void;
}

/** Does what falls due as production's clock does: every ten seconds, and at each instant a job is due. */
export interface Background {
  /** Something was committed: the next job may be due earlier than thought. */
  changed(): void;
  sweep(): Promise<void>;
  /** Waits until nothing is under way and nothing due is undone; when the next job falls due, or null. */
  untilQuiet(): Promise<Instant | null>;
  /** Leaves all sweeping to `run`, which moves the clock. */
  alone<T>(run: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** A job that stays due although it is done again and again. */
export class StuckJob extends Error {
  override readonly name = 'StuckJob';

  constructor(job: Job) {
    super(
      `Job ${job.id} (${job.work.kind}) stays due although it was tried ${ROUNDS} times: look at its alarm.`,
    );
  }
}

const SWEEP_EVERY_MS = 10_000;
/** What is due after a sweep has just failed; it waits a little before the next. */
const AFTER_SWEEP_MS = 250;
const ROUNDS = 20;
const LOOK_AT = 25;

export function createBackground(options: BackgroundOptions): Background {
  const { jobs, clock, stream, standIns, onError } = options;
  let running: Promise<void> | null = null;
  let waiting: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let planning: Promise<void> | null = null;
  let planAgain = false;
  let holders = 0;
  let stopped = false;
  const asleep = () => stopped || holders > 0;

  /** One at a time; whoever asks while one runs shares the next. */
  function sweep(): Promise<void> {
    if (running !== null) {
      waiting ??= running
        .catch(() => undefined)
        .then(() => {
          waiting = null;
          return sweep();
        });
      return waiting;
    }
    running = options.sweepOnce().finally(() => {
      running = null;
    });
    return running;
  }

  async function sweepAndPlan(): Promise<void> {
    if (asleep()) return;
    await sweep().catch(onError);
    await plan(AFTER_SWEEP_MS);
  }

  /** One look at a time; whoever asks during it has it look again. */
  function plan(atLeastMs: number): Promise<void> {
    if (planning === null) planning = lookAhead(atLeastMs);
    else planAgain = true;
    return planning;
  }

  async function lookAhead(atLeastMs: number): Promise<void> {
    let waitMs = SWEEP_EVERY_MS;
    try {
      const next = await jobs.nextDueAt();
      if (next !== null) waitMs = Math.min(waitMs, Math.max(atLeastMs, elapsedMs(clock.now(), next)));
    } catch (error) {
      onError(error);
    }
    planning = null;
    clearTimeout(timer);
    if (asleep()) return;
    if (planAgain) {
      planAgain = false;
      return plan(0);
    }
    timer = setTimeout(() => void sweepAndPlan(), waitMs);
  }

  async function untilStill(): Promise<void> {
    let before: number;
    do {
      before = options.begun();
      await running?.catch(onError);
      await Promise.all(standIns.map(standIn => standIn.idle()));
      await stream.drained();
      // A webhook that came and went during the last look may have committed after it.
    } while (options.begun() !== before || standIns.some(standIn => standIn.busy()));
  }

  async function untilQuiet(): Promise<Instant | null> {
    let stuckOn = '';
    for (let rounds = 1; ; rounds += 1) {
      // Ends a move of the clock too, which would go on for as long as there is work.
      if (stopped) throw new Error('The run is stopping.');
      await untilStill();
      const next = await jobs.nextDueAt();
      if (next === null || next > clock.now()) return next;
      const due = await jobs.due(clock.now(), LOOK_AT);
      const seen = due.map(job => `${job.id} ${job.dueAt ?? ''}`).join();
      if (seen !== stuckOn) rounds = 1;
      if (rounds > ROUNDS && due[0] !== undefined) throw new StuckJob(due[0]);
      stuckOn = seen;
      await sweep();
    }
  }

  return {
    changed: () => {
      if (!asleep()) void plan(0);
    },
    sweep,
    untilQuiet,
    alone: async run => {
      holders += 1;
      clearTimeout(timer);
      try {
        return await run();
      } finally {
        holders -= 1;
        if (!asleep()) void plan(0);
      }
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await waiting?.catch(onError);
      await running?.catch(onError);
      await planning?.catch(onError);
    },
  };
}
