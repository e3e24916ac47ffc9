import { GENESIS_HASH } from './record.ts';
import type { Thread } from './thread.ts';

type Who = Pick<Thread, 'id' | 'team' | 'phone' | 'kind' | 'people' | 'discreetSafetyReply'>;

/** A thread on which nothing has happened yet. */
export function newThread(who: Who): Thread {
  return {
    ...who,
    rev: 0,
    optedOut: false,
    pausedSince: null,
    lastSeq: 0,
    lastHash: GENESIS_HASH,
    recent: [],
    crisis: null,
    endedCrisis: null,
    conversation: null,
    unread: null,
    waiting: null,
    rewind: null,
    lastRelayed: null,
    nightAnswerUntil: null,
  };
}
