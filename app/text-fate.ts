import { CaseFile } from '../core/case-file.ts';
import { Decision } from '../core/decision.ts';
import { deliveryFailed, type ThreadPurpose } from '../core/delivery.ts';
import type { Job, Message, Purpose } from '../core/job.ts';
import type { Team } from '../core/team.ts';
import type { Thread } from '../core/thread.ts';
import type { Write } from '../core/write.ts';
import { commitDecision } from './commit-decision.ts';
import { occasionOf } from './occasion.ts';
import type { Outside } from './ports.ts';

/** A text whose job the caller holds the lease of, and the thread it concerns as it was a moment ago. */
export interface Claimed {
  readonly job: Job;
  readonly message: Message;
  /** Null: a notice to staff, or a thread that is gone. */
  readonly about: About | null;
}

export interface About {
  /** The text that must be settled before this one, while it is not. */
  readonly before: Job | null;
  readonly team: Team;
  readonly thread: Thread;
}

export async function loadAbout(outside: Outside, purpose: Purpose): Promise<About | null> {
  if (purpose.for === 'staff') return null;
  const follows = purpose.for === 'relayed' ? purpose.follows : null;
  const { team, thread, before } = await outside.store.load({
    team: { kind: 'team', id: purpose.team },
    thread: { kind: 'thread', id: purpose.threadId },
    before: follows === null ? null : { kind: 'job', id: follows },
  });
  if (team === null || thread === null) return null;
  return { team, thread, before: before?.dueAt == null ? null : before };
}

/** Records a failure and, in the same transaction, what follows from it: the next person, a notice, an opt-out. */
export async function commitFailure(
  outside: Outside,
  text: Pick<Claimed, 'message' | 'about'>,
  error: string,
  fate: FateOf,
): Promise<void> {
  await commitFate(outside, text, fate, (file, purpose) => {
    deliveryFailed(file, purpose, error);
  });
  outside.log.info('text-failed', { purpose: text.message.purpose.for, error });
}

/** What is recorded of a text, made anew with each try, from 1. `over`: it is recorded already, and nothing follows. */
export type FateOf = (attempt: number) => Promise<readonly Write[] | 'over'>;

export const noFate: FateOf = () => Promise.resolve([]);

export async function commitFate(
  outside: Outside,
  { message: { purpose }, about }: Pick<Claimed, 'message' | 'about'>,
  fateOf: FateOf,
  follow: (file: CaseFile, purpose: ThreadPurpose) => void,
): Promise<void> {
  await commitDecision(outside, async attempt => {
    const decision = new Decision(occasionOf(outside, attempt));
    const fate = await fateOf(attempt);
    if (fate === 'over') return { writes: [], result: undefined };
    for (const write of fate) decision.add(write);
    const latest = attempt === 1 && about !== null ? about : await loadAbout(outside, purpose);
    if (latest !== null && purpose.for !== 'staff') {
      const file = new CaseFile(decision, latest.team, latest.thread);
      follow(file, purpose);
      file.close();
    }
    return { writes: decision.writes, result: undefined };
  });
}
