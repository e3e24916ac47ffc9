import { z } from 'zod';
import { Errand, type Job, Lane, Message, statusRank, Timer } from '../../core/job.ts';
import { Instant } from '../../core/time.ts';

const common = {
  id: z.string(),
  lane: Lane,
  /** Absent once it is done: an index key cannot be null. */
  dueAt: Instant.optional(),
  attempts: z.int().min(0),
};

/** A job as it lies in the table: flat, so that update expressions can reach what changes. */
export const JobRow = z
  .discriminatedUnion('job', [
    z.object({ ...common, job: z.literal('timer'), timer: Timer }),
    z.object({ ...common, job: z.literal('message'), message: Message, statusRank: z.int() }),
    z.object({ ...common, job: z.literal('errand'), errand: Errand, asked: z.string(), born: z.string() }),
  ])
  .transform((row): Job => {
    const { id, lane, attempts, dueAt = null } = row;
    const job = { id, lane, dueAt, attempts };
    switch (row.job) {
      case 'timer':
        return { ...job, work: { kind: 'timer', timer: row.timer } };
      case 'message':
        return { ...job, work: { kind: 'message', message: row.message } };
      case 'errand':
        return { ...job, work: { kind: 'errand', errand: row.errand, asked: row.asked, born: row.born } };
    }
  });

export function jobAttributes({ id, lane, dueAt, attempts, work }: Job, due: string): z.input<typeof JobRow> {
  const job = { id, lane, attempts, ...(dueAt !== null && { due, dueAt }) };
  switch (work.kind) {
    case 'timer':
      return { ...job, job: 'timer', timer: work.timer };
    case 'message':
      return { ...job, job: 'message', message: work.message, statusRank: statusRank(work.message.status) };
    case 'errand':
      return { ...job, job: 'errand', errand: work.errand, asked: work.asked, born: work.born };
  }
}
