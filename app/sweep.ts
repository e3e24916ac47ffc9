import type { Job } from '../core/job.ts';
import { carryOut } from './carry-out.ts';
import type { Outside } from './ports.ts';

const JOBS_A_ROUND = 50;
const AT_ONCE = 10;
/** A round that finds only jobs it just put off to this very instant must not go on for ever. */
const ROUNDS = 40;

/**
 * Carries out all that is due, the crisis lane first and the oldest first. One call goes on until nothing is due.
 *
 * @returns how many jobs it found
 */
export async function sweep(outside: Outside): Promise<number> {
  let found = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const due = await outside.jobs.due(outside.clock.now(), JOBS_A_ROUND);
    if (due.length === 0) break;
    found += due.length;
    for (let start = 0; start < due.length; start += AT_ONCE) {
      await carryOutAll(outside, due.slice(start, start + AT_ONCE));
    }
  }
  if (found > 0) outside.log.info('swept', { jobs: found });
  return found;
}

/** One job that cannot even be put off does not keep the others from being carried out. */
async function carryOutAll(outside: Outside, jobs: readonly Job[]): Promise<void> {
  const results = await Promise.allSettled(jobs.map(job => carryOut(outside, job)));
  for (const result of results) {
    if (result.status === 'rejected') outside.log.error('job-lost-its-turn', result.reason);
  }
}
