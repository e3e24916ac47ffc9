import type { Job } from '../core/job.ts';
import { after, type Instant, minutes, seconds } from '../core/time.ts';
import { CLOCK_SKEW_MS } from './lease.ts';
import { carryOutForward } from './carry-out-forward.ts';
import { carryOutMessage } from './carry-out-message.ts';
import { carryOutTimer } from './carry-out-timer.ts';
import type { Outside } from './ports.ts';
import { showCrisis } from './show-crisis.ts';

/** A job that failed is tried again after 2, 4, 8 … seconds. Crisis work never waits longer than half a minute. */
const LONGEST_WAIT_MS = { crisis: seconds(30), human: minutes(2), automatic: minutes(10) };
/** From this many attempts on, somebody should look: about a minute of failing. */
const ALARM_FROM_ATTEMPT = 5;

/**
 * Carries one job out. It never throws for a job that fails: the job is put off, so that it comes again, the error is
 * logged, and a job that goes on failing wakes the engineer.
 */
export async function carryOut(outside: Outside, job: Job): Promise<void> {
  // Done, or claimed since the caller saw it: whoever holds the lease has it, and the sweep when the lease ends.
  if (job.dueAt === null || job.dueAt > after(outside.clock.now(), CLOCK_SKEW_MS)) return;
  try {
    await carryOutWork(outside, job, job.dueAt);
  } catch (error) {
    outside.log.error('job-failed', error, { job: job.id, kind: job.work.kind, attempts: job.attempts });
    await outside.jobs.putOff(job, retryAt(outside.clock.now(), job));
    if (job.attempts >= ALARM_FROM_ATTEMPT) {
      await outside.alarms.raise({
        name: 'job-keeps-failing',
        what: 'A job fails again and again; what it was to do has not happened. The log names the error.',
        ids: { job: job.id, kind: job.work.kind },
      });
    }
  }
}

async function carryOutWork(outside: Outside, job: Job, dueAt: Instant): Promise<void> {
  switch (job.work.kind) {
    case 'timer':
      return carryOutTimer(outside, job, job.work.timer);
    case 'message':
      return carryOutMessage(outside, { id: job.id, dueAt });
    case 'errand': {
      const { errand } = job.work;
      if (errand.errand === 'forward') return carryOutForward(outside, job, errand);
      return showCrisis(outside, job, errand);
    }
  }
}

function retryAt(now: Instant, job: Job): Instant {
  return after(now, Math.min(LONGEST_WAIT_MS[job.lane], seconds(2 ** Math.min(job.attempts + 1, 10))));
}
