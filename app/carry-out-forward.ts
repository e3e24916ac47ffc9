import { CaseFile } from '../core/case-file.ts';
import { Decision } from '../core/decision.ts';
import { forwardedText, type TextToForward } from '../core/forwarded-text.ts';
import { holdOrGive } from '../core/give.ts';
import type { Errand, Job, Message } from '../core/job.ts';
import { type Team, staffById } from '../core/team.ts';
import type { Thread } from '../core/thread.ts';
import { after, seconds } from '../core/time.ts';
import type { Write } from '../core/write.ts';
import { sendClaimed } from './carry-out-message.ts';
import { commitDecision } from './commit-decision.ts';
import { lastToForward, nextText } from './next-text.ts';
import { putOffOnFailure } from './job-failed.ts';
import { leaseFrom } from './lease.ts';
import { occasionOf } from './occasion.ts';
import { askedOf } from './errand-job.ts';
import type { Outside } from './ports.ts';
import type { About } from './text-fate.ts';

type Forward = Extract<Errand, { errand: 'forward' }>;

interface Held {
  readonly job: Job;
  readonly errand: Forward;
}

/** After this long a call leaves the rest to the next: the function that made it ends after 30 s. */
const CALL_MS = seconds(10);
const LOOK_AGAIN_MS = seconds(5);

/**
 * Forwards a thread's texts to the owner of its conversation, one after the other. Each text is a message with a job of
 * its own, made in the same transaction that moves the errand past it, so nothing is skipped or forwarded twice; one
 * that cannot be sent yet holds back those behind it. Three requests to the table for a text.
 */
export async function carryOutForward(outside: Outside, job: Job, errand: Forward): Promise<void> {
  let held: Held | null = { job, errand };
  const startedMs = outside.stopwatch.nowMs();
  while (held !== null && outside.stopwatch.nowMs() - startedMs < CALL_MS)
    held = await forwardNext(outside, held);
  if (held !== null) await outside.jobs.putOff(held.job, outside.clock.now());
}

/** Forwards the next text. Null: the errand is done, or waits, or somebody else has it. */
async function forwardNext(outside: Outside, { job, errand: asked }: Held): Promise<Held | null> {
  const { team, thread, before } = await outside.store.load({
    team: { kind: 'team', id: asked.team },
    thread: { kind: 'thread', id: asked.threadId },
    before: asked.waitsFor === null ? null : { kind: 'job', id: asked.waitsFor },
  });
  if (team === null || thread === null) throw new Error(`The thread of errand ${job.id} is gone`);
  if (before?.dueAt != null) {
    await outside.jobs.putOff(job, after(outside.clock.now(), LOOK_AGAIN_MS));
    return null;
  }
  const held = { job, errand: rewound(asked, thread) };
  const next = await nextText(outside, thread, held.errand);
  if (next === null) return finish(outside, held, thread);
  const messages = messagesFor(outside, team, thread, held.errand, next);
  if (messages === null) return handBack(outside, held, next.seq);

  const claimed = await claim(outside, held, thread, next.seq, messages);
  if (claimed === 'look-again') return { job, errand: asked };
  if (claimed === null) return null;
  const isLast = next.seq === lastToForward(thread, held.errand);
  let rest: Held | null = null;
  await putOffOnFailure(outside, claimed.held.job, async () => {
    rest = await sendParts(outside, claimed.held, {
      parts: claimed.parts,
      about: { team, thread, before: null },
      isLast,
    });
  });
  return rest;
}

/** A new reader wants what the errand may be past already. */
function rewound(errand: Forward, { rewind }: Thread): Forward {
  if (rewind === null) return errand;
  return { ...errand, fromSeq: Math.min(errand.fromSeq, rewind.fromSeq), shown: rewind.shown };
}

/** Once the errand stands where the thread wanted it, in the same transaction, the wish is over. */
function rewindDone(thread: Thread): readonly Write[] {
  return thread.rewind === null ? [] : [{ write: 'save-thread', thread: { ...thread, rewind: null } }];
}

/** Null: nobody to forward to, or a crisis whose words wait for the take. */
function messagesFor(
  outside: Outside,
  team: Team,
  thread: Thread,
  errand: Forward,
  text: TextToForward,
): Message[] | null {
  const { conversation, crisis } = thread;
  const owner = conversation === null ? undefined : staffById(team, conversation.owner);
  if (conversation === null || owner === undefined || crisis?.phase.state === 'open') return null;
  const now = outside.clock.now();
  const isEarlier = errand.shown !== null && text.seq < errand.shown.fromSeq;
  return forwardedText(text, thread, team.zone, isEarlier, now).map(body => ({
    to: owner.phone,
    from: conversation.relay ?? team.desk,
    body,
    purpose: {
      for: 'forwarded',
      team: team.id,
      threadId: thread.id,
      conversationId: conversation.id,
      staff: owner.id,
      seq: text.seq,
    },
    createdAt: now,
    status: 'waiting',
    statusAt: now,
    sid: null,
    error: null,
  }));
}

/** Moves the errand past the text and makes its messages, in one transaction. Null: somebody else has the errand. */
async function claim(
  outside: Outside,
  { job, errand }: Held,
  thread: Thread,
  seq: number,
  messages: readonly Message[],
): Promise<{ held: Held; parts: readonly { job: Job; message: Message }[] } | 'look-again' | null> {
  const now = outside.clock.now();
  const leaseUntil = leaseFrom(now);
  // Never the same twice: a text that one person read is forwarded again to whoever takes the crisis it turns into.
  const id = outside.chance.ulid(now);
  const parts = messages.map((message, part) => ({
    message,
    job: {
      id: `${id}.${part + 1}`,
      lane: job.lane,
      dueAt: leaseUntil,
      attempts: 1,
      work: { kind: 'message' as const, message },
    },
  }));
  const moved: Forward = { ...errand, fromSeq: seq + 1, waitsFor: parts.at(-1)?.job.id ?? null };
  const result = await outside.store.commit([
    {
      write: 'claim-errand',
      id: job.id,
      attempts: job.attempts,
      born: askedOf(job).born,
      errand: moved,
      leaseUntil,
    },
    ...parts.map(({ job: part }): Write => ({ write: 'add-job', job: part })),
    ...rewindDone(thread),
  ]);
  if (result === 'conflict') return 'look-again';
  if (result !== 'committed') return null;
  return { held: { job: { ...job, attempts: job.attempts + 1, dueAt: leaseUntil }, errand: moved }, parts };
}

async function sendParts(
  outside: Outside,
  held: Held,
  {
    parts,
    about,
    isLast,
  }: { parts: readonly { job: Job; message: Message }[]; about: About; isLast: boolean },
): Promise<Held | null> {
  let finished = false;
  for (const [index, { job, message }] of parts.entries()) {
    const isEnd = isLast && index === parts.length - 1;
    const sending = await sendClaimed(outside, { job, message, about }, isEnd ? [finishing(held)] : []);
    if (sending === 'put-off') {
      // In order: what comes after waits until this one is settled.
      await outside.jobs.putOff(held.job, after(outside.clock.now(), LOOK_AGAIN_MS));
      return null;
    }
    finished = isEnd && sending === 'settled';
  }
  if (finished) return null;
  return isLast ? reload(outside, held) : held;
}

async function finish(outside: Outside, held: Held, thread: Thread): Promise<Held | null> {
  const result = await outside.store.commit([finishing(held), ...rewindDone(thread)]);
  if (result === 'conflict') return held;
  return result === 'committed' ? null : reload(outside, held);
}

/** The errand as it stands, when somebody asked for it again while this call was at it. Null: it is not ours any more. */
async function reload(outside: Outside, held: Held): Promise<Held | null> {
  const { job } = await outside.store.load({ job: { kind: 'job', id: held.job.id } });
  if (job?.work.kind !== 'errand' || job.work.errand.errand !== 'forward') return null;
  return job.attempts === held.job.attempts ? { job, errand: job.work.errand } : null;
}

function finishing({ job }: Held): Write {
  return { write: 'finish-errand', id: job.id, attempts: job.attempts, ...askedOf(job) };
}

/** The conversation ended, or the crisis opened, before its texts were forwarded: they are held or given anew, not lost. */
async function handBack(outside: Outside, held: Held, fromSeq: number): Promise<null> {
  const { errand } = held;
  await commitDecision(outside, async attempt => {
    const { team, thread } = await outside.store.load({
      team: { kind: 'team', id: errand.team },
      thread: { kind: 'thread', id: errand.threadId },
    });
    if (team === null || thread === null) throw new Error(`The thread of errand ${held.job.id} is gone`);
    const decision = new Decision(occasionOf(outside, attempt));
    const file = new CaseFile(decision, team, thread);
    holdOrGive(file, fromSeq);
    file.change({ rewind: null });
    file.close();
    return { writes: [finishing(held), ...decision.writes], result: undefined };
  });
  return null;
}
