import { expect } from 'vitest';
import { CaseFile } from '../../core/case-file.ts';
import { Decision } from '../../core/decision.ts';
import { DeskFile } from '../../core/desk-file.ts';
import type { Desk } from '../../core/desk.ts';
import type { Job } from '../../core/job.ts';
import type { Crisis, Thread } from '../../core/thread.ts';
import type { Team } from '../../core/team.ts';
import { elapsedMs, type Instant, minutes } from '../../core/time.ts';
import type { Write } from '../../core/write.ts';
import { loadRoster } from '../../local/roster.ts';
import { aCrisis, aDesk, AT, aThread } from './rows.ts';

const [north] = loadRoster(null).teams;
if (north === undefined) throw new Error('The demo roster has a team');
/** The team of the demo roster: at `AT` cm-1 is on call, and cm-2 is the backup. */
export const TEAM: Team = { ...north, rev: 1 };

interface Given {
  readonly thread?: Partial<Thread>;
  /** Left out: the thread has none. */
  readonly crisis?: Partial<Crisis>;
  readonly desk?: Partial<Desk>;
  readonly team?: Partial<Team>;
  readonly at?: Instant;
}

/** What a decision came to. */
interface Outcome {
  /** Parts of the thread's row as it is saved. */
  readonly thread?: Partial<Thread>;
  readonly crisis?: Partial<Crisis>;
  /** All that is to be done, now or later, in short: `page cm-1`, `escalate in 2 min`. */
  readonly todo?: readonly string[];
  /** Words of the answers on the staff phone, in order. */
  readonly answers?: readonly RegExp[];
  readonly result?: unknown;
}

/** `given` a state, `when` it is decided on, `then` this is what it comes to. */
export function given({ thread, crisis, desk, team, at = AT }: Given = {}) {
  return {
    when: (decide: (file: CaseFile, desk: DeskFile) => unknown) => {
      const decision = new Decision({
        at,
        id: 'id',
        crisisCode: '7FQ',
        clientCode: 'X9X',
        token: 'token',
      });
      const loaded = aThread({ crisis: crisis === undefined ? null : aCrisis(crisis), ...thread });
      const file = new CaseFile(decision, { ...TEAM, ...team }, loaded);
      const deskFile = new DeskFile(decision, TEAM.id, aDesk(desk));
      const result = decide(file, deskFile);
      file.close();
      deskFile.close();
      return { then: (outcome: Outcome) => expectOutcome(outcome, file, decision, result), file, decision };
    },
  };
}

function expectOutcome(outcome: Outcome, file: CaseFile, decision: Decision, result: unknown): void {
  const { writes } = decision;
  if (outcome.thread !== undefined) expect(file.thread).toMatchObject(outcome.thread);
  if (outcome.crisis !== undefined) expect(file.thread.crisis).toMatchObject(outcome.crisis);
  if (outcome.todo !== undefined) expect(todoOf(writes, decision.at)).toEqual(outcome.todo);
  if (outcome.result !== undefined) expect(result).toEqual(outcome.result);
  for (const [index, words] of (outcome.answers ?? []).entries())
    expect(answersOf(writes)[index]).toMatch(words);
}

/** Jobs and errands in short; the board and the channel follow every change of a crisis and are left out. */
function todoOf(writes: readonly Write[], at: Instant): string[] {
  return writes.flatMap(write => {
    if (write.write === 'add-job') return shortly(write.job, at);
    if (write.write === 'ask-errand' && write.errand.errand === 'forward')
      return `forward from ${write.errand.fromSeq}`;
    return [];
  });
}

export function answersOf(writes: readonly Write[]): string[] {
  return writes.flatMap(write =>
    write.write === 'add-job' && write.job.work.kind === 'message' ? write.job.work.message.body : [],
  );
}

function shortly({ work, dueAt }: Job, at: Instant): string {
  if (work.kind === 'timer') {
    const ms = dueAt === null ? 0 : elapsedMs(at, dueAt);
    return ms === 0 ? work.timer.do : `${work.timer.do} in ${ms / minutes(1)} min`;
  }
  if (work.kind === 'errand') return work.errand.errand;
  const { purpose } = work.message;
  switch (purpose.for) {
    case 'page':
    case 'owner-page':
    case 'backup-page':
      return `${purpose.for} ${purpose.staff}`;
    case 'staff':
      return `tell ${purpose.staff}`;
    case 'forwarded':
    case 'relayed':
    case 'summary':
    case 'safety-reply':
    case 'client-update':
    case 'client-automatic':
      return purpose.for;
  }
}
