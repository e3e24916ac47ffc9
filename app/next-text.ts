import type { TextToForward } from '../core/forwarded-text.ts';
import type { Errand } from '../core/job.ts';
import type { Thread } from '../core/thread.ts';
import type { Outside } from './ports.ts';

type Forward = Extract<Errand, { errand: 'forward' }>;

/** Records read at a time; between texts stand replies and notes. */
const PAGE_OF_RECORDS = 40;

/** From the thread's own row where that is enough: an attachment's kind is only in the record. */
export async function nextText(
  outside: Outside,
  thread: Thread,
  errand: Forward,
): Promise<TextToForward | null> {
  const { recent } = thread;
  const { fromSeq } = errand;
  const isWanted = ({ seq }: { seq: number }) => seq >= fromSeq && !isShown(errand, seq);
  const reachesBack = (recent[0]?.seq ?? 0) <= fromSeq;
  const near = recent.find(isWanted);
  if (reachesBack && (near === undefined || near.mediaCount === 0)) {
    return near === undefined ? null : { ...near, media: [] };
  }
  for (let from = fromSeq; ;) {
    const records = await outside.store.records(thread.id, { fromSeq: from, limit: PAGE_OF_RECORDS });
    const found = records.find(record => record.direction === 'inbound' && isWanted(record));
    const last = records.at(-1);
    if (found !== undefined) return found;
    if (last === undefined) return null;
    from = last.seq + 1;
  }
}

function isShown({ shown }: Forward, seq: number): boolean {
  return shown !== null && shown.fromSeq <= seq && seq <= shown.toSeq;
}

/** So that the errand ends with its last text, in one transaction. Where this is a guess, one more look ends it. */
export function lastToForward({ recent }: Thread, errand: Forward): number | undefined {
  const last = recent.at(-1)?.seq;
  return last !== undefined && isShown(errand, last) ? (errand.shown?.fromSeq ?? last) - 1 : last;
}
