import type { Desk } from '../../core/desk.ts';
import type { Job, Lane, Message, Timer } from '../../core/job.ts';
import { newThread } from '../../core/new-thread.ts';
import { type ContactRecord, GENESIS_HASH, sealed } from '../../core/record.ts';
import type { Crisis, Thread } from '../../core/thread.ts';
import type { ClientCard, CrisisCode } from '../../core/write.ts';

/** Rows as a store holds them; each test names only what it is about. */
export const AT = '2026-01-05T15:00:00.000Z';

export function aThread(changes: Partial<Thread> = {}): Thread {
  return {
    ...newThread({
      id: 'thread1',
      team: 'north',
      phone: '+12125550151',
      kind: 'client',
      people: [{ code: 'K2A', name: 'Ana', language: 'en', ownCaseManager: 'cm-1' }],
      discreetSafetyReply: null,
    }),
    ...changes,
  };
}

export function aCrisis(changes: Partial<Crisis> = {}): Crisis {
  return {
    id: 'crisis1',
    code: '7FQ',
    severity: 'S3',
    category: 'suicide',
    signals: [],
    firstOpenedAt: AT,
    openedBySeq: 1,
    opening: 1,
    openedAt: AT,
    rung: 0,
    heldFromSeq: 1,
    phase: { state: 'open' },
    paged: [],
    passed: [],
    failed: [],
    lastWordAt: null,
    events: 0,
    timeline: [],
    slack: null,
    ...changes,
  };
}

export function aDesk(changes: Partial<Desk> = {}): Desk {
  return {
    id: 'desk-1',
    rev: 0,
    staff: 'cm-1',
    teams: ['north'],
    phone: '+12125550131',
    lastSeq: 0,
    lastHash: GENESIS_HASH,
    relays: [],
    questions: [],
    ...changes,
  };
}

export function aRecord(seq: number, changes: Partial<ContactRecord> = {}): ContactRecord {
  return sealed({
    threadId: 'thread1',
    seq,
    at: AT,
    direction: 'inbound',
    modality: 'text',
    author: 'client K2A',
    body: `text ${seq}`,
    media: [],
    providerId: `SM${seq}`,
    messageId: null,
    crisisCode: null,
    previousHash: GENESIS_HASH,
    ...changes,
  });
}

export function aMessage(changes: Partial<Message> = {}): Message {
  return {
    to: '+12125550131',
    from: '+12125550101',
    body: 'CRISIS 7FQ',
    purpose: { for: 'staff', team: 'north', staff: 'cm-1' },
    createdAt: AT,
    status: 'waiting',
    statusAt: AT,
    sid: null,
    error: null,
    ...changes,
  };
}

export function aMessageJob(id: string, changes: Partial<Omit<Job, 'work'>> = {}, message = aMessage()): Job {
  return { id, lane: 'crisis', dueAt: AT, attempts: 0, work: { kind: 'message', message }, ...changes };
}

export function aTimerJob(id: string, lane: Lane = 'human', dueAt = AT): Job {
  const timer: Timer = { do: 'give', team: 'north', threadId: 'thread1' };
  return { id, lane, dueAt, attempts: 0, work: { kind: 'timer', timer } };
}

export function aCode(code: string, claimedAt: string): CrisisCode {
  return { code, crisisId: `crisis-${claimedAt}`, threadId: 'thread1', team: 'north', claimedAt };
}

export function aClientCard(code: string): ClientCard {
  return {
    code,
    team: 'north',
    threadIds: ['thread1'],
    details: {
      name: 'Ana',
      dateOfBirth: null,
      phone: '+12125550151',
      address: null,
      dispatchNumber: null,
      safetyPlan: null,
      contacts: [],
      mustNotKnow: [],
      cautions: [],
    },
  };
}
