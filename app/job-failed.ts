import type { Job } from '../core/job.ts';
import { after, type Instant, minutes, seconds } from '../core/time.ts';
import type { Outside } from './ports.ts';

/**
 * The wait doubles with each attempt, up to this. A claim counts as an attempt and so does the putting off, so what is
 * claimed waits 4, 16, 64 … seconds. Crisis work never waits longer than half a minute.
 */
const LONGEST_WAIT_MS = { crisis: seconds(30), human: minutes(2), automatic: minutes(10) };
/** From this many attempts on, somebody should look: less than a minute of failing, or an errand that went far first. */
const ALARM_FROM_ATTEMPT = 5;

/**
 * Does work on a job that the caller holds. When the work fails, the job is put off, so that it comes again, the error
 * is logged, and a job that goes on failing wakes the engineer. Throws only when not even that can be done.
 */
export async function putOffOnFailure(
  outside: Outside,
  job: Job,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    outside.log.error('job-failed', error, { job: job.id, kind: job.work.kind, attempts: job.attempts });
    await outside.jobs.putOff(job, retryAt(outside.clock.now(), job));
    if (job.attempts >= ALARM_FROM_ATTEMPT) await wakeEngineer(outside, job);
  }
}

async function wakeEngineer(outside: Outside, job: Job): Promise<void> {
  try {
    await outside.alarms.raise({
      name: 'job-keeps-failing',
      what: 'A job fails again and again; what it was to do has not happened. The log names the error.',
      ids: { job: job.id, kind: job.work.kind },
    });
  } catch (error) {
    // The log line is what the error alarm of the function counts, so the engineer hears of it all the same.
    outside.log.error('alarm-failed', error, { job: job.id });
  }
}

function retryAt(now: Instant, job: Job): Instant {
  return after(now, Math.min(LONGEST_WAIT_MS[job.lane], seconds(2 ** Math.min(job.attempts + 1, 10))));
}
