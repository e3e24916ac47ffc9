import { readRow } from '../../adapters/dynamodb/items.ts';
import { statusRank } from '../../core/job.ts';
import { GENESIS_HASH } from '../../core/record.ts';
import type { Crisis, Thread } from '../../core/thread.ts';
import type { Change, Row } from '../support/memory-table.ts';

/** Checks every row as it changes, against what it was. What must never happen is noted, and fails the step. */
export class Watch {
  readonly violations: string[] = [];
  readonly stored = new Map<string, number>();
  readonly #chains = new Map<string, { seq: number; hash: string }>();
  readonly #takes = new Map<string, number>();
  readonly #takeovers = new Map<string, number>();
  readonly #openings = new Map<string, number>();
  readonly #safetyReplies = new Map<string, number>();

  see({ before, after }: Change): void {
    switch ((after ?? before)?.['row']) {
      case 'record':
        this.#seeRecord(before, after);
        return;
      case 'job':
        this.#seeJob(before, after);
        return;
      case 'thread':
        if (after === null) this.#note('a thread vanished');
        else this.#seeThread(before === null ? null : readRow.thread(before), readRow.thread(after));
        return;
      case 'event': {
        const event = after === null ? null : readRow.event(after);
        if (event?.what === 'taken-over') count(this.#takeovers, event.crisisId);
      }
    }
  }

  /** A safety reply goes out at most once per opening of the thread's crises. */
  checkSafetyReplies(): void {
    for (const [threadId, replies] of this.#safetyReplies) {
      const openings = this.#openings.get(threadId) ?? 0;
      if (replies > openings) this.#note(`${replies} safety replies for ${openings} openings of ${threadId}`);
    }
  }

  #seeRecord(before: Row | null, after: Row | null): void {
    if (before !== null || after === null) {
      this.#note('a record was changed');
      return;
    }
    const record = readRow.record(after);
    const last = this.#chains.get(record.threadId) ?? { seq: 0, hash: GENESIS_HASH };
    if (record.seq !== last.seq + 1 || record.previousHash !== last.hash)
      this.#note(`the chain of ${record.threadId} breaks at ${record.seq}`);
    this.#chains.set(record.threadId, { seq: record.seq, hash: record.hash });
    if (record.direction !== 'inbound' || record.providerId === null) return;
    if (count(this.stored, record.providerId) > 1) this.#note(`${record.providerId} is stored twice`);
  }

  #seeJob(before: Row | null, after: Row | null): void {
    const [was, is] = [before, after].map(row => (row === null ? null : readRow.job(row)));
    if (is?.work.kind !== 'message') return;
    const { message } = is.work;
    if (was?.work.kind === 'message') {
      const fell = statusRank(message.status) < statusRank(was.work.message.status);
      if (fell) this.#note(`${is.id} went back from ${was.work.message.status} to ${message.status}`);
    } else if (message.purpose.for === 'safety-reply') count(this.#safetyReplies, message.purpose.threadId);
  }

  #seeThread(before: Thread | null, after: Thread): void {
    const { crisis } = after;
    if (crisis === null) return;
    const was = before?.crisis ?? null;
    if (was !== null && was.id !== crisis.id && was.phase.state !== 'resolved')
      this.#note(`${was.code} was replaced by ${crisis.code} before it was resolved`);
    const same = was?.id === crisis.id ? was : null;
    if (same?.opening !== crisis.opening) count(this.#openings, after.id);
    if (crisis.opening < (same?.opening ?? 1)) this.#note(`${crisis.code} went back to an earlier opening`);
    this.#seeOwner(same, crisis);
  }

  #seeOwner(before: Crisis | null, { id, code, opening, phase }: Crisis): void {
    if (phase.state !== 'taken') return;
    const was = before?.phase;
    if (was?.state === 'taken' && before?.opening === opening) {
      if (was.owner === phase.owner) return;
      const takeovers = `${id} ${opening} over`;
      if (count(this.#takes, takeovers) > (this.#takeovers.get(id) ?? 0))
        this.#note(`${code} went from ${was.owner} to ${phase.owner} without a takeover`);
    } else if (count(this.#takes, `${id} ${opening}`) > 1)
      this.#note(`opening ${opening} of ${code} was taken twice`);
  }

  #note(violation: string): void {
    this.violations.push(violation);
  }
}

function count(counts: Map<string, number>, name: string): number {
  const counted = (counts.get(name) ?? 0) + 1;
  counts.set(name, counted);
  return counted;
}
