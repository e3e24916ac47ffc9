import { CaseFile } from '../core/case-file.ts';
import { Decision } from '../core/decision.ts';
import { deliveryFailed, isPage, isWanted } from '../core/delivery.ts';
import type { Job, Message } from '../core/job.ts';
import { after, elapsedMs, hours, type Instant, minutes, seconds } from '../core/time.ts';
import type { Fate, Write } from '../core/write.ts';
import { commitDecision } from './commit-decision.ts';
import { leaseFrom } from './lease.ts';
import { occasionOf } from './occasion.ts';
import type { Outside, SendOutcome } from './ports.ts';

/** A page that may not have gone is tried again at once, then after this long, and then the next person is woken too. */
const PAGE_RETRY_MS = seconds(10);
const PAGE_LATER_RETRY_MS = seconds(30);
/** The second time its job is claimed: a claim counts, and so does the putting off between. */
const NEXT_PERSON_AT_ATTEMPT = 3;
/** By then the turns have paged anew; an old page only wears its reader out. */
const PAGE_GIVE_UP_MS = minutes(10);
/** The carrier's log or its callback settles a text whose answer was lost; a text is not sent again before. */
const SETTLE_AFTER_MS = minutes(1);
const LONGEST_RETRY_MS = minutes(5);
/** A text that could not be sent for a day says nothing true any more. */
const GIVE_UP_MS = hours(24);

/**
 * Sends one text: claims its job, looks whether it is still wanted, sends it, and records what came of it. Three
 * requests to the table when all goes well.
 */
export async function carryOutMessage(outside: Outside, due: { id: string; dueAt: Instant }): Promise<void> {
  const job = await outside.jobs.claim({ id: due.id, seenDueAt: due.dueAt }, leaseFrom(outside.clock.now()));
  if (job?.work.kind !== 'message') return;
  await sendClaimed(outside, job, job.work.message);
}

/**
 * - `settled`: the carrier has it, and what was written alongside is committed too.
 * - `settled-alone`: it is done with (accepted, refused for good, or not wanted any more); `alongside` was not written.
 * - `put-off`: it comes again by itself.
 */
type Sending = 'settled' | 'settled-alone' | 'put-off';

/**
 * Sends the text of a job that this call holds the lease of.
 *
 * @param alongside written in the same transaction when the carrier has accepted it
 */
export async function sendClaimed(
  outside: Outside,
  job: Job,
  message: Message,
  alongside: readonly Write[] = [],
): Promise<Sending> {
  if (!(await stillWanted(outside, message))) {
    await outside.store.commit([
      settled(outside, job, { status: 'not-sent', sid: null, error: 'no longer wanted' }),
    ]);
    return 'settled-alone';
  }
  if (job.attempts > 1 && !isPage(message.purpose) && (await settleFromLog(outside, job, message)))
    return 'settled-alone';
  const outcome = await send(outside, job, message);
  switch (outcome.outcome) {
    case 'accepted':
      return accepted(outside, job, outcome.sid, alongside);
    case 'refused':
      await failed(outside, job, message, outcome.error);
      return 'settled-alone';
    case 'retry':
    case 'unknown':
      return tryAgainLater(outside, job, message, outcome);
  }
}

async function stillWanted(outside: Outside, { purpose }: Message): Promise<boolean> {
  if (purpose.for === 'staff') return true;
  const { thread } = await outside.store.load({ thread: { kind: 'thread', id: purpose.threadId } });
  return thread !== null && isWanted(purpose, thread);
}

/** A page prefers a double to a miss: when its first try fails, the second follows at once. */
async function send(outside: Outside, job: Job, message: Message): Promise<SendOutcome> {
  const text = {
    to: message.to,
    from: message.from,
    body: message.body,
    messageId: job.id,
    attempt: job.attempts,
  };
  const first = await outside.carrier.send(text);
  const isDone = first.outcome === 'accepted' || first.outcome === 'refused';
  return isDone || !isPage(message.purpose) ? first : outside.carrier.send(text);
}

/** The receipt marks the sid as known, so that a search for another text with the same words does not find this one. */
function acceptance(outside: Outside, job: Job, sid: string): readonly Write[] {
  return [
    settled(outside, job, { status: 'queued', sid, error: null }),
    { write: 'add-receipt', id: sidReceipt(sid), at: outside.clock.now() },
  ];
}

export function sidReceipt(sid: string): string {
  return `sent-${sid}`;
}

async function accepted(
  outside: Outside,
  job: Job,
  sid: string,
  alongside: readonly Write[],
): Promise<Sending> {
  const result = await outside.store.commit([...acceptance(outside, job, sid), ...alongside]);
  if (result === 'committed') return 'settled';
  // A status callback was faster, or the errand alongside was asked for again: the text is settled either way.
  if (alongside.length > 0) await outside.store.commit(acceptance(outside, job, sid));
  return 'settled-alone';
}

/** Looks in the carrier's log for a text that may have gone. A sid that another of our texts has is passed over. */
async function settleFromLog(outside: Outside, job: Job, message: Message): Promise<boolean> {
  const knownSids: string[] = [];
  for (;;) {
    const sid = await outside.carrier.find({ ...message, createdAfter: message.createdAt }, knownSids);
    if (sid === null) return false;
    if ((await outside.store.commit(acceptance(outside, job, sid))) !== 'duplicate') return true;
    knownSids.push(sid);
  }
}

async function failed(outside: Outside, job: Job, message: Message, error: string): Promise<void> {
  await commitFailure(outside, message, error, at => ({
    ...settled(outside, job, { status: 'failed', sid: null, error }),
    at,
  }));
}

/** Records a failure and, in the same transaction, what follows from it: the next person, a notice, an opt-out. */
export async function commitFailure(
  outside: Outside,
  { purpose }: Message,
  error: string,
  fate: (at: Instant) => Write | null,
): Promise<void> {
  await commitDecision(outside, async attempt => {
    const decision = new Decision(occasionOf(outside, attempt));
    const recorded = fate(decision.at);
    if (recorded !== null) decision.add(recorded);
    if (purpose.for !== 'staff') {
      const { team, thread } = await outside.store.load({
        team: { kind: 'team', id: purpose.team },
        thread: { kind: 'thread', id: purpose.threadId },
      });
      if (team !== null && thread !== null) {
        const file = new CaseFile(decision, team, thread);
        deliveryFailed(file, purpose, error);
        file.close();
      }
    }
    return { writes: decision.writes, result: undefined };
  });
  outside.log.info('text-failed', { purpose: purpose.for, error });
}

async function tryAgainLater(
  outside: Outside,
  job: Job,
  message: Message,
  { outcome, error }: Extract<SendOutcome, { outcome: 'retry' | 'unknown' }>,
): Promise<Sending> {
  const now = outside.clock.now();
  const ageMs = elapsedMs(message.createdAt, now);
  const isUrgent = isPage(message.purpose);
  outside.log.info('text-not-sent-yet', { job: job.id, purpose: message.purpose.for, error });
  if (ageMs > (isUrgent ? PAGE_GIVE_UP_MS : GIVE_UP_MS)) {
    await failed(outside, job, message, error);
    return 'settled-alone';
  }
  if (isUrgent) {
    if (job.attempts === NEXT_PERSON_AT_ATTEMPT) await commitFailure(outside, message, error, () => null);
    await outside.jobs.putOff(
      job,
      after(now, job.attempts < NEXT_PERSON_AT_ATTEMPT ? PAGE_RETRY_MS : PAGE_LATER_RETRY_MS),
    );
    return 'put-off';
  }
  if (outcome === 'unknown' && message.status === 'waiting') {
    await outside.store.commit([
      { write: 'advance-fate', id: job.id, status: 'unknown', sid: null, error, at: now },
    ]);
  }
  const waitMs =
    outcome === 'unknown' ? SETTLE_AFTER_MS : Math.min(LONGEST_RETRY_MS, seconds(5 * job.attempts));
  await outside.jobs.putOff(job, after(now, waitMs));
  return 'put-off';
}

function settled(
  outside: Outside,
  job: Job,
  fate: Pick<Fate, 'status' | 'sid' | 'error'>,
): Extract<Write, { write: 'settle-message' }> {
  return { write: 'settle-message', id: job.id, attempts: job.attempts, at: outside.clock.now(), ...fate };
}
