import type { Store } from '../../app/ports.ts';
import { type ContactRecord, firstBreak, GENESIS_HASH } from '../../core/record.ts';
import { AdminProblem } from './admin-problem.ts';

const PAGE = 500;

export interface ChainVerdict {
  readonly threadId: string;
  readonly records: number;
  /** The first `seq` that is missing, changed or out of place; null: every record is as it was written. */
  readonly brokenAt: number | null;
}

/** Checks the hash chain of every thread of a client, up to the last record that the thread itself knows of. */
export async function verifyChain(
  store: Pick<Store, 'load' | 'records'>,
  clientCode: string,
): Promise<ChainVerdict[]> {
  const { client } = await store.load({ client: { kind: 'client', code: clientCode } });
  if (client === null) throw new AdminProblem(`There is no client ${clientCode}.`);
  const verdicts: ChainVerdict[] = [];
  for (const threadId of client.threadIds) verdicts.push(await verifyThread(store, threadId));
  return verdicts;
}

async function verifyThread(store: Pick<Store, 'load' | 'records'>, threadId: string): Promise<ChainVerdict> {
  const { thread } = await store.load({ thread: { kind: 'thread', id: threadId } });
  if (thread === null) throw new AdminProblem(`The thread ${threadId} of this client is not in the table.`);
  const records = await readUpTo(store, threadId, thread.lastSeq);
  const last = records.at(-1);
  // Records cut off the end leave a chain that holds; only the thread still knows how long it was.
  const endIsMissing =
    (last?.seq ?? 0) !== thread.lastSeq || (last?.hash ?? GENESIS_HASH) !== thread.lastHash;
  const brokenAt = firstBreak(records) ?? (endIsMissing ? (last?.seq ?? 0) + 1 : null);
  return { threadId, records: records.length, brokenAt };
}

async function readUpTo(
  store: Pick<Store, 'records'>,
  threadId: string,
  lastSeq: number,
): Promise<ContactRecord[]> {
  const records: ContactRecord[] = [];
  for (;;) {
    const fromSeq = (records.at(-1)?.seq ?? 0) + 1;
    const page = await store.records(threadId, { fromSeq, limit: PAGE });
    records.push(...page.filter(record => record.seq <= lastSeq));
    if (page.length < PAGE || fromSeq > lastSeq) return records;
  }
}
