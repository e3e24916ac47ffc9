import { type DeliveryStatus, type Message, statusRank } from '../core/job.ts';
import type { Write } from '../core/write.ts';
import { commitFailure, sidReceipt } from './carry-out-message.ts';
import type { Outside } from './ports.ts';

export interface StatusReport {
  readonly messageId: string;
  readonly sid: string;
  readonly status: DeliveryStatus;
  readonly error: string | null;
}

/** Enough for every report of one text to collide with the others, and with its sender, at once. */
const TRIES = 20;

/**
 * What the carrier reports of a text. Reports come in any order and more than once: the status only moves forward, and
 * a failure is acted on once, in the same transaction.
 */
export async function advanceFate(outside: Outside, report: StatusReport): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { job } = await outside.store.load({ job: { kind: 'job', id: report.messageId } });
    if (job?.work.kind !== 'message') {
      outside.log.info('status-of-unknown-text', { message: report.messageId });
      return;
    }
    const { message } = job.work;
    if (statusRank(report.status) <= statusRank(message.status)) return;
    if (await advance(outside, message, report)) return;
  }
  throw new Error(`The status of message ${report.messageId} kept changing`);
}

async function advance(outside: Outside, message: Message, report: StatusReport): Promise<boolean> {
  const { messageId: id, sid, status, error } = report;
  if (status === 'failed' || status === 'undelivered') {
    await commitFailure(outside, message, error ?? status, at => ({
      write: 'advance-fate',
      id,
      status,
      sid,
      error,
      at,
    }));
    return true;
  }
  const fate: Write = { write: 'advance-fate', id, status, sid, error, at: outside.clock.now() };
  // The first to know the sid notes it, so that no search for another text takes this one.
  const known: Write = { write: 'add-receipt', id: sidReceipt(sid), at: outside.clock.now() };
  const result = await outside.store.commit(message.sid === null ? [fate, known] : [fate]);
  return (
    result === 'committed' || (result === 'duplicate' && (await outside.store.commit([fate])) === 'committed')
  );
}
