import { isPage, isWanted, notWanted, wordSent, wordWaits } from '../core/delivery.ts';
import type { Job, Message } from '../core/job.ts';
import { after, elapsedMs, hours, type Instant, minutes, seconds } from '../core/time.ts';
import type { Fate, Write } from '../core/write.ts';
import { commitDecision } from './commit-decision.ts';
import { putOffOnFailure } from './job-failed.ts';
import { leaseFrom } from './lease.ts';
import type { Outside, SendOutcome } from './ports.ts';
import { type Claimed, commitFailure, commitFate, type FateOf, loadAbout, noFate } from './text-fate.ts';

/** A page that may not have gone is tried again at once, then after this long, and then the next person is woken too. */
const PAGE_RETRY_MS = seconds(10);
const PAGE_LATER_RETRY_MS = seconds(30);
/** The second time its job is claimed: a claim counts, and so does the putting off between. */
const NEXT_PERSON_AT_ATTEMPT = 3;
/** By then the turns have paged anew; an old page only wears its reader out. */
const PAGE_GIVE_UP_MS = minutes(10);
/** The carrier's log or its callback settles a text whose answer was lost; a text is not sent again before. */
const SETTLE_AFTER_MS = minutes(1);
/** A text that follows one which is still on its way looks again this soon. */
const IN_ORDER_MS = seconds(1);
const LONGEST_RETRY_MS = minutes(5);
/** A text that could not be sent for a day says nothing true any more. */
const GIVE_UP_MS = hours(24);

/**
 * Sends one text: claims its job, looks whether it is still wanted, sends it, and records what came of it. Three
 * requests to the table when all goes well.
 */
export async function carryOutMessage(outside: Outside, due: Job, dueAt: Instant): Promise<void> {
  const isUrgent = due.work.kind === 'message' && isPage(due.work.message.purpose);
  const leaseUntil = leaseFrom(outside.clock.now(), isUrgent);
  const job = await outside.jobs.claim({ id: due.id, seenDueAt: dueAt }, leaseUntil);
  if (job?.work.kind !== 'message') return;
  const { message } = job.work;
  await putOffOnFailure(outside, job, async () =>
    sendClaimed(outside, { job, message, about: await loadAbout(outside, message.purpose) }),
  );
}

/**
 * - `settled`: the carrier has it, and what was written alongside is committed too.
 * - `settled-alone`: it is done with (accepted, refused for good, or not wanted any more); `alongside` was not written.
 * - `put-off`: it comes again by itself.
 */
type Sending = 'settled' | 'settled-alone' | 'put-off';

/** @param alongside written in the same transaction when the carrier has accepted the text */
export async function sendClaimed(
  outside: Outside,
  claimed: Claimed,
  alongside: readonly Write[] = [],
): Promise<Sending> {
  const { job, message } = claimed;
  if (!isStillWanted(claimed)) {
    const fate = settled(outside, job, { status: 'not-sent', sid: null, error: 'no longer wanted' });
    await commitFate(outside, claimed, () => Promise.resolve([fate]), notWanted);
    return 'settled-alone';
  }
  if (claimed.about?.before != null) {
    await outside.jobs.putOff(job, after(outside.clock.now(), IN_ORDER_MS));
    return 'put-off';
  }
  if (job.attempts > 1 && !isPage(message.purpose) && (await settleFromLog(outside, claimed)))
    return 'settled-alone';
  const outcome = await send(outside, job, message);
  switch (outcome.outcome) {
    case 'accepted':
      return accepted(outside, claimed, outcome.sid, alongside);
    case 'refused':
      await failed(outside, claimed, outcome.error);
      return 'settled-alone';
    case 'retry':
    case 'unknown':
      return tryAgainLater(outside, claimed, outcome);
  }
}

function isStillWanted({ message: { purpose }, about }: Claimed): boolean {
  return purpose.for === 'staff' || (about !== null && isWanted(purpose, about.thread));
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
function acceptanceOf(outside: Outside, job: Job, sid: string): readonly Write[] {
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
  claimed: Claimed,
  sid: string,
  alongside: readonly Write[],
): Promise<Sending> {
  const acceptance = acceptanceOf(outside, claimed.job, sid);
  const result = await commit(outside, [...acceptance, ...alongside]);
  // A status callback was faster, or the errand alongside was asked for again: the text is settled either way.
  if (result !== 'committed' && alongside.length > 0) await commit(outside, acceptance);
  if (claimed.job.attempts > 1) await wordArrived(outside, claimed);
  return result === 'committed' ? 'settled' : 'settled-alone';
}

/** Commits what does not depend on what was loaded: again and again while somebody else is at the same rows. */
async function commit(
  outside: Outside,
  writes: readonly Write[],
): Promise<'committed' | 'duplicate' | 'gone'> {
  const { status } = await commitDecision(outside, () => Promise.resolve({ writes, result: undefined }));
  return status;
}

/** Words that were held up count for the crisis when they have left, not when they were typed. */
async function wordArrived(outside: Outside, claimed: Claimed): Promise<void> {
  if (claimed.message.purpose.for === 'relayed') await commitFate(outside, claimed, noFate, wordSent);
}

/** Looks in the carrier's log for a text that may have gone. A sid that another of our texts has is passed over. */
async function settleFromLog(outside: Outside, claimed: Claimed): Promise<boolean> {
  const { job, message } = claimed;
  const knownSids: string[] = [];
  for (;;) {
    const sid = await outside.carrier.find({ ...message, createdAfter: message.createdAt }, knownSids);
    if (sid === null) return false;
    const isSettled = (await commit(outside, acceptanceOf(outside, job, sid))) !== 'duplicate';
    if (isSettled || (await isSettledMeanwhile(outside, job))) {
      await wordArrived(outside, claimed);
      return true;
    }
    knownSids.push(sid);
  }
}

/** A status callback may have settled the very text that is looked for. */
async function isSettledMeanwhile(outside: Outside, { id }: Job): Promise<boolean> {
  const { job } = await outside.store.load({ job: { kind: 'job', id } });
  return job?.dueAt == null;
}

async function failed(outside: Outside, claimed: Claimed, error: string): Promise<void> {
  const fate = settled(outside, claimed.job, { status: 'failed', sid: null, error });
  await commitFailure(outside, claimed, error, () => Promise.resolve([fate]));
}

async function tryAgainLater(
  outside: Outside,
  claimed: Claimed,
  { outcome, error }: Extract<SendOutcome, { outcome: 'retry' | 'unknown' }>,
): Promise<Sending> {
  const { job, message } = claimed;
  const now = outside.clock.now();
  const ageMs = elapsedMs(message.createdAt, now);
  const isUrgent = isPage(message.purpose);
  outside.log.info('text-not-sent-yet', { job: job.id, purpose: message.purpose.for, error });
  if (ageMs > (isUrgent ? PAGE_GIVE_UP_MS : GIVE_UP_MS)) {
    await failed(outside, claimed, error);
    return 'settled-alone';
  }
  if (isUrgent) {
    if (job.attempts >= NEXT_PERSON_AT_ATTEMPT) await commitFailure(outside, claimed, error, noFate);
    await outside.jobs.putOff(
      job,
      after(now, job.attempts < NEXT_PERSON_AT_ATTEMPT ? PAGE_RETRY_MS : PAGE_LATER_RETRY_MS),
    );
    return 'put-off';
  }
  const isNewlyUnknown = outcome === 'unknown' && message.status === 'waiting';
  const fate: Write = { write: 'advance-fate', id: job.id, status: 'unknown', sid: null, error, at: now };
  // A status callback may have told meanwhile that it went after all.
  const heldUp: FateOf = async () => {
    if (await isSettledMeanwhile(outside, job)) return 'over';
    return isNewlyUnknown ? [fate] : [];
  };
  await commitFate(outside, claimed, heldUp, wordWaits);
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
