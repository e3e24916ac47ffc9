import type { Job } from '../core/job.ts';
import { after, type Instant } from '../core/time.ts';
import { carryOutForward } from './carry-out-forward.ts';
import { carryOutMessage } from './carry-out-message.ts';
import { carryOutTimer } from './carry-out-timer.ts';
import { putOffOnFailure } from './job-failed.ts';
import { CLOCK_SKEW_MS } from './lease.ts';
import type { Outside } from './ports.ts';
import { showCrisis } from './show-crisis.ts';

/** Carries one job out. A job that fails comes again; this throws only when it could not even be put off. */
export async function carryOut(outside: Outside, job: Job): Promise<void> {
  const { dueAt } = job;
  if (dueAt === null) return;
  const now = outside.clock.now();
  // Claimed since the caller saw it: whoever holds the lease has it, and the sweep when the lease ends. A job that
  // nobody has claimed may look due in the future only as far as two clocks differ.
  if (dueAt > (job.attempts > 0 ? now : after(now, CLOCK_SKEW_MS))) return;
  await putOffOnFailure(outside, job, () => carryOutWork(outside, job, dueAt));
}

async function carryOutWork(outside: Outside, job: Job, dueAt: Instant): Promise<void> {
  switch (job.work.kind) {
    case 'timer':
      return carryOutTimer(outside, job, job.work.timer);
    case 'message':
      return carryOutMessage(outside, job, dueAt);
    case 'errand': {
      const { errand } = job.work;
      if (errand.errand === 'forward') return carryOutForward(outside, job, errand);
      return showCrisis(outside, job, errand);
    }
  }
}
