import type { Job } from '../core/job.ts';

/** Who asked for an errand last, and who first. */
export function askedOf({ id, work }: Job): { asked: string; born: string } {
  if (work.kind !== 'errand') throw new Error(`Job ${id} is no errand`);
  return { asked: work.asked, born: work.born };
}
