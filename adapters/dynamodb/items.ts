import { z } from 'zod';
import { Desk } from '../../core/desk.ts';
import { ContactRecord } from '../../core/record.ts';
import { PhoneNumber, Team, TeamId } from '../../core/team.ts';
import { Thread } from '../../core/thread.ts';
import { Instant } from '../../core/time.ts';
import { CardLink, ClientCard, CrisisCode, CrisisEvent, OpenCrisis } from '../../core/write.ts';
import { JobRow } from './job-row.ts';
import type { Key } from './keys.ts';

export type Item = Record<string, unknown>;

/** Raised when a row changes in a way that older readers would misread. Readers accept this version and the one before. */
export const ROW_VERSION = 1;

const NumberRow = z.object({
  number: PhoneNumber,
  role: z.enum(['line', 'desk', 'relay']),
  team: TeamId,
  line: PhoneNumber,
});
const AgencyRow = z.object({ teams: z.array(TeamId) });
const WaitingRow = z.object({ team: TeamId, threadId: z.string() });
const ReceiptRow = z.object({ id: z.string(), at: Instant });

/** What every row carries beside its own fields. `row` names its kind. */
const Envelope = z.object({
  pk: z.string(),
  sk: z.string(),
  row: z.string(),
  v: z
    .int()
    .min(ROW_VERSION - 1)
    .max(ROW_VERSION),
  region: z.string(),
});

/** One reader for each kind of row. */
export const readRow = {
  agency: reader('agency', AgencyRow),
  number: reader('number', NumberRow),
  team: reader('team', Team),
  thread: reader('thread', Thread),
  desk: reader('desk', Desk),
  record: reader('record', ContactRecord),
  client: reader('client', ClientCard),
  crisisCode: reader('crisisCode', CrisisCode),
  event: reader('event', CrisisEvent),
  openCrisis: reader('openCrisis', OpenCrisis),
  waiting: reader('waiting', WaitingRow),
  receipt: reader('receipt', ReceiptRow),
  job: reader('job', JobRow),
  cardLink: reader('cardLink', CardLink),
};
export type RowKind = keyof typeof readRow;

/** A stored row is not what its kind should be. Says where, never what: rows hold clients' words. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
  readonly retryable = false;
}

/** A row that does not parse is an error, which raises an alarm upstream; it never passes for a row that is not there. */
function reader<T>(kind: string, schema: z.ZodType<T>): (item: Item) => T {
  const envelope = Envelope.extend({ row: z.literal(kind) });
  return item => {
    const carrier = envelope.safeParse(item);
    const row = schema.safeParse(item);
    if (carrier.success && row.success) return row.data;
    const issues = [...(carrier.error?.issues ?? []), ...(row.error?.issues ?? [])];
    const paths = issues.map(issue => issue.path.join('.')).join(', ');
    throw new UnreadableRow(
      `The ${kind} row ${String(item['pk'])} / ${String(item['sk'])} cannot be read; wrong or missing: ${paths}`,
    );
  };
}

/** A row ready to be written: its key, its envelope, its fields. */
export function newItem(kind: RowKind, key: Key, region: string, fields: object): Item {
  return { ...fields, ...key, row: kind, v: ROW_VERSION, region };
}
