import type { DynamoDBRecord } from 'aws-lambda';
import { z } from 'zod';
import type { Jobs } from '../../app/ports.ts';
import { Work } from '../../core/job.ts';
import { Instant } from '../../core/time.ts';

const text = <T extends z.ZodType>(schema: T) => z.object({ S: schema });
const Image = z.object({
  id: text(z.string()),
  dueAt: text(Instant),
  job: text(z.enum(Work.def.options.map(option => option.shape.kind.value))),
});

/** A job as the stream tells of it: enough to claim it, and no more, for the row may have moved on since. */
export interface DueRecord {
  readonly job: Parameters<Jobs['claim']>[0];
  readonly kind: z.infer<typeof Work>['kind'];
}

/** Reads a record that passed the stream's filter; anything else is a mistake in the filter and throws. */
export function readDueRecord(record: DynamoDBRecord): DueRecord {
  const { id, dueAt, job } = Image.parse(record.dynamodb?.NewImage);
  return { job: { id: id.S, seenDueAt: dueAt.S }, kind: job.S };
}
