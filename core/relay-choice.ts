import type { Desk, RelayUse } from './desk.ts';
import type { PhoneNumber } from './team.ts';

export interface RelayChoice {
  /** Null: every relay is in use on this phone; the client code is the prefix. */
  readonly relay: PhoneNumber | null;
  /** It stood for another client before on this phone: the first reply must be confirmed. */
  readonly reused: boolean;
}

/**
 * Which number of the pool stands for this client on this staff phone: one it already has a history on, else the one
 * that has rested longest. So a relay used within 90 days changes client only while no other is free.
 */
export function chooseRelay(desk: Desk, pool: readonly PhoneNumber[], threadId: string): RelayChoice {
  const free = pool
    .map(relay => ({ relay, uses: desk.relays.filter(use => use.relay === relay) }))
    .filter(({ uses }) => uses.every(use => use.until !== null))
    .map(({ relay, uses }) => ({ relay, last: lastUse(uses) }))
    // Stable: relays never used keep the order of the pool.
    .sort((one, other) => compareText(endOf(one.last), endOf(other.last)));

  const own = free.findLast(({ last }) => last?.threadId === threadId);
  if (own) return { relay: own.relay, reused: false };

  const longestRested = free[0];
  if (!longestRested) return { relay: null, reused: false };
  return { relay: longestRested.relay, reused: longestRested.last !== null };
}

function lastUse(uses: readonly RelayUse[]): RelayUse | null {
  return uses.reduce<RelayUse | null>((last, use) => (endOf(use) >= endOf(last) ? use : last), null);
}

/** Before every instant when it was never used. */
function endOf(use: RelayUse | null): string {
  return use?.until ?? '';
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
