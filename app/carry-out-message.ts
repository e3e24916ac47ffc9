import { CaseFile } from '../core/case-file.ts';
import { Decision } from '../core/decision.ts';
import {
  deliveryFailed,
  isPage,
  isWanted,
  notWanted,
  type ThreadPurpose,
  waitAgain,
  wordSent,
} from '../core/delivery.ts';
import type { Job, Message } from '../core/job.ts';
import type { Thread } from '../core/thread.ts';
import { after, elapsedMs, hours, type Instant, minutes, seconds } from '../core/time.ts';
import type { Fate, Write } from '../core/write.ts';
import { commitDecision } from './commit-decision.ts';
import { putOffOnFailure } from './job-failed.ts';
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
export async function carryOutMessage(outside: Outside, due: Job, dueAt: Instant): Promise<void> {
  const isUrgent = due.work.kind === 'message' && isPage(due.work.message.purpose);
  const leaseUntil = leaseFrom(outside.clock.now(), isUrgent);
  const job = await outside.jobs.claim({ id: due.id, seenDueAt: dueAt }, leaseUntil);
  if (job?.work.kind !== 'message') return;
  const { message } = job.work;
  await putOffOnFailure(outside, job, () => sendClaimed(outside, job, message));
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
 * @param thread the thread it concerns, when the caller has just loaded it
 * @param alongside written in the same transaction when the carrier has accepted it
 */
export async function sendClaimed(
  outside: Outside,
  job: Job,
  message: Message,
  { thread, alongside = [] }: { thread?: Thread; alongside?: readonly Write[] } = {},
): Promise<Sending> {
  if (!(await stillWanted(outside, message, thread))) {
    await dropped(outside, job, message);
    return 'settled-alone';
  }
  if (job.attempts > 1 && !isPage(message.purpose) && (await settleFromLog(outside, job, message)))
    return 'settled-alone';
  const outcome = await send(outside, job, message);
  switch (outcome.outcome) {
    case 'accepted':
      return accepted(outside, job, message, outcome.sid, alongside);
    case 'refused':
      await failed(outside, job, message, outcome.error);
      return 'settled-alone';
    case 'retry':
    case 'unknown':
      return tryAgainLater(outside, job, message, outcome);
  }
}

async function stillWanted(outside: Outside, { purpose }: Message, loaded?: Thread): Promise<boolean> {
  if (purpose.for === 'staff') return true;
  if (loaded !== undefined) return isWanted(purpose, loaded);
  const { thread } = await outside.store.load({ thread: { kind: 'thread', id: purpose.threadId } });
  return thread !== null && isWanted(purpose, thread);
}

/** Not sent, because the world moved on; and what follows from that, so that no words are lost with it. */
async function dropped(outside: Outside, job: Job, message: Message): Promise<void> {
  const fate = settled(outside, job, { status: 'not-sent', sid: null, error: 'no longer wanted' });
  const { for: what } = message.purpose;
  if (what === 'forwarded' || what === 'relayed')
    await commitFate(outside, message, () => Promise.resolve(fate), notWanted);
  else await outside.store.commit([fate]);
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
  job: Job,
  message: Message,
  sid: string,
  alongside: readonly Write[],
): Promise<Sending> {
  const acceptance = acceptanceOf(outside, job, sid);
  const result = await outside.store.commit([...acceptance, ...alongside]);
  // A status callback was faster, or the errand alongside was asked for again: the text is settled either way.
  if (result !== 'committed' && alongside.length > 0) await outside.store.commit(acceptance);
  if (job.attempts > 1) await wordArrived(outside, message);
  return result === 'committed' ? 'settled' : 'settled-alone';
}

/** Words that were held up count for the crisis when they have left, not when they were typed. */
async function wordArrived(outside: Outside, message: Message): Promise<void> {
  if (message.purpose.for === 'relayed')
    await commitFate(outside, message, () => Promise.resolve(null), wordSent);
}

/** Looks in the carrier's log for a text that may have gone. A sid that another of our texts has is passed over. */
async function settleFromLog(outside: Outside, job: Job, message: Message): Promise<boolean> {
  const knownSids: string[] = [];
  for (;;) {
    const sid = await outside.carrier.find({ ...message, createdAfter: message.createdAt }, knownSids);
    if (sid === null) return false;
    const isSettled = (await outside.store.commit(acceptanceOf(outside, job, sid))) !== 'duplicate';
    if (isSettled || (await isSettledMeanwhile(outside, job))) {
      await wordArrived(outside, message);
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

async function failed(outside: Outside, job: Job, message: Message, error: string): Promise<void> {
  const fate = settled(outside, job, { status: 'failed', sid: null, error });
  await commitFailure(outside, message, error, () => Promise.resolve(fate));
}

/** Records a failure and, in the same transaction, what follows from it: the next person, a notice, an opt-out. */
export async function commitFailure(
  outside: Outside,
  message: Message,
  error: string,
  fate: FateOf,
): Promise<void> {
  await commitFate(outside, message, fate, (file, purpose) => {
    deliveryFailed(file, purpose, error);
  });
  outside.log.info('text-failed', { purpose: message.purpose.for, error });
}

/** What is recorded of a text, read anew with each try. `over`: it is recorded already, and nothing follows. */
type FateOf = () => Promise<Write | null | 'over'>;

async function commitFate(
  outside: Outside,
  { purpose }: Message,
  fateOf: FateOf,
  follow: (file: CaseFile, purpose: ThreadPurpose) => void,
): Promise<void> {
  await commitDecision(outside, async attempt => {
    const decision = new Decision(occasionOf(outside, attempt));
    const fate = await fateOf();
    if (fate === 'over') return { writes: [], result: undefined };
    if (fate !== null) decision.add(fate);
    if (purpose.for !== 'staff') {
      const { team, thread } = await outside.store.load({
        team: { kind: 'team', id: purpose.team },
        thread: { kind: 'thread', id: purpose.threadId },
      });
      if (team !== null && thread !== null) {
        const file = new CaseFile(decision, team, thread);
        follow(file, purpose);
        file.close();
      }
    }
    return { writes: decision.writes, result: undefined };
  });
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
    if (job.attempts >= NEXT_PERSON_AT_ATTEMPT)
      await commitFailure(outside, message, error, () => Promise.resolve(null));
    await outside.jobs.putOff(
      job,
      after(now, job.attempts < NEXT_PERSON_AT_ATTEMPT ? PAGE_RETRY_MS : PAGE_LATER_RETRY_MS),
    );
    return 'put-off';
  }
  await wordHeldUp(outside, message);
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

/** A word that has not left yet is no word: the client goes on waiting. */
async function wordHeldUp(outside: Outside, message: Message): Promise<void> {
  const { purpose } = message;
  if (purpose.for !== 'relayed') return;
  await commitFate(
    outside,
    message,
    () => Promise.resolve(null),
    file => {
      waitAgain(file, purpose.staff);
    },
  );
}

function settled(
  outside: Outside,
  job: Job,
  fate: Pick<Fate, 'status' | 'sid' | 'error'>,
): Extract<Write, { write: 'settle-message' }> {
  return { write: 'settle-message', id: job.id, attempts: job.attempts, at: outside.clock.now(), ...fate };
}
