import type { Jobs, Store } from '../app/ports.ts';
import type { Errand, Job, Purpose, Timer } from '../core/job.ts';

/** One open job as `GET /sim/jobs` shows it. */
export interface OpenJob {
  readonly id: string;
  readonly lane: Job['lane'];
  readonly kind: Job['work']['kind'];
  /** What it does, such as `escalate` or `safety-reply`. */
  readonly what: string;
  readonly dueAt: string;
  readonly attempts: number;
  /** The code of the crisis it belongs to. */
  readonly about: string | null;
}

/** All open jobs, the earliest due first. */
export async function openJobs(store: Store, jobs: Jobs): Promise<OpenJob[]> {
  const open = await jobs.open();
  const codes = await crisisCodes(store, open);
  return open.map(job => shown(job, codes)).sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
}

function shown({ id, lane, dueAt, attempts, work }: Job, codes: ReadonlyMap<string, string>): OpenJob {
  const crisisId = subjectOf(work).crisisId;
  return {
    id,
    lane,
    kind: work.kind,
    what: whatOf(work),
    dueAt: dueAt ?? '',
    attempts,
    about: crisisId === null ? null : (codes.get(crisisId) ?? null),
  };
}

function whatOf(work: Job['work']): string {
  switch (work.kind) {
    case 'timer':
      return work.timer.do;
    case 'message':
      return work.message.purpose.for;
    case 'errand':
      return work.errand.errand;
  }
}

function subjectOf(work: Job['work']): { threadId: string | null; crisisId: string | null } {
  const part: Timer | Purpose | Errand =
    work.kind === 'timer' ? work.timer : work.kind === 'message' ? work.message.purpose : work.errand;
  return {
    threadId: 'threadId' in part ? part.threadId : null,
    crisisId: 'crisisId' in part ? part.crisisId : null,
  };
}

/** Crisis codes by crisis id; a job of a crisis that its thread has left behind has none. */
async function crisisCodes(store: Store, open: readonly Job[]): Promise<Map<string, string>> {
  const ids = open.map(job => subjectOf(job.work)).filter(subject => subject.crisisId !== null);
  const threadIds = [...new Set(ids.flatMap(subject => subject.threadId ?? []))];
  const threads = await Promise.all(
    threadIds.map(async id => (await store.load({ thread: { kind: 'thread', id } })).thread),
  );
  return new Map(threads.flatMap(thread => (thread?.crisis ? [[thread.crisis.id, thread.crisis.code]] : [])));
}
