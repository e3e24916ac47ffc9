import { wordSent } from '../core/delivery.ts';
import { type DeliveryStatus, type Message, statusRank } from '../core/job.ts';
import type { Write } from '../core/write.ts';
import { sidReceipt } from './carry-out-message.ts';
import { commitDecision } from './commit-decision.ts';
import type { Outside } from './ports.ts';
import { commitFailure, commitFate, type FateOf } from './text-fate.ts';

export interface StatusReport {
  readonly messageId: string;
  readonly sid: string;
  readonly status: DeliveryStatus;
  readonly error: string | null;
}

/**
 * What the carrier reports of a text. Reports come in any order and more than once: the status only moves forward, and
 * a failure is acted on once, in the same transaction.
 */
export async function advanceFate(outside: Outside, report: StatusReport): Promise<void> {
  const message = await messageToAdvance(outside, report);
  if (message === null) return;
  const { messageId: id, sid, status, error } = report;
  const fate = (): Write => ({ write: 'advance-fate', id, status, sid, error, at: outside.clock.now() });
  if (status === 'failed' || status === 'undelivered') {
    await commitFailure(outside, { message, about: null }, error ?? status, async attempt =>
      attempt === 1 || (await messageToAdvance(outside, report)) !== null ? [fate()] : 'over',
    );
    return;
  }
  // The first to know the sid notes it, so that no search for another text takes this one.
  const known: Write = { write: 'add-receipt', id: sidReceipt(sid), at: outside.clock.now() };
  if (message.status === 'unknown') {
    // It went after all, and with it a word of the owner that did not count so far.
    await advanceHeldUp(outside, message, async () =>
      (await messageToAdvance(outside, report)) === null ? 'over' : [fate()],
    );
    await outside.store.commit([known]);
    return;
  }
  const advance = (alongside: readonly Write[]) =>
    commitDecision(outside, async () => {
      const isNews = (await messageToAdvance(outside, report)) !== null;
      return { writes: isNews ? [fate(), ...alongside] : [], result: undefined };
    });
  const first = await advance(message.sid === null ? [known] : []);
  if (first.status === 'duplicate') await advance([]);
}

async function advanceHeldUp(outside: Outside, message: Message, fate: FateOf): Promise<void> {
  await commitFate(outside, { message, about: null }, fate, wordSent);
}

/** The text a report is about; null when it is not one of ours, or the report tells nothing new. */
async function messageToAdvance(outside: Outside, report: StatusReport): Promise<Message | null> {
  const { job } = await outside.store.load({ job: { kind: 'job', id: report.messageId } });
  if (job?.work.kind !== 'message') {
    outside.log.info('status-of-unknown-text', { message: report.messageId });
    return null;
  }
  const { message } = job.work;
  return statusRank(report.status) > statusRank(message.status) ? message : null;
}
