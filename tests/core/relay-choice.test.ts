import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Desk, RelayUse } from '../../core/desk.ts';
import { chooseRelay } from '../../core/relay-choice.ts';
import { after, days } from '../../core/time.ts';

const NOW = '2026-06-01T12:00:00.000Z';
const POOL = ['+12125550110', '+12125550111', '+12125550112', '+12125550113'] as const;
const [R0, R1, R2, R3] = POOL;

const use = (relay: string | null, threadId: string, endedDaysAgo: number | null): RelayUse => ({
  relay,
  team: 'north',
  threadId,
  clientCode: 'K2A',
  conversationId: `${threadId}-conversation`,
  since: after(NOW, -days(400)),
  until: endedDaysAgo === null ? null : after(NOW, -days(endedDaysAgo)),
  confirmUntil: null,
});
const desk = (relays: RelayUse[]): Desk => ({
  id: 'desk',
  rev: 1,
  staff: 'cm-1',
  teams: ['north'],
  phone: '+12125550131',
  lastSeq: 0,
  lastHash: '',
  relays,
  questions: [],
});

describe('the relay of a conversation', () => {
  it.each<[string, RelayUse[], string | null, boolean]>([
    ['is the first of a fresh pool', [], R0, false],
    ['is never one in use', [use(R0, 'other', null)], R1, false],
    ['is the one this client had before', [use(R0, 'other', 200), use(R2, 'ana', 1)], R2, false],
    [
      'is not the one this client had, while another client is on it',
      [use(R2, 'ana', 9), use(R2, 'other', null)],
      R0,
      false,
    ],
    ['is one never used before one rested', [use(R0, 'a', 300), use(R1, 'b', 1)], R2, false],
    [
      'is the longest rested',
      [use(R0, 'a', 100), use(R1, 'b', 200), use(R2, 'c', 1), use(R3, 'd', 2)],
      R1,
      true,
    ],
    [
      'changes client within 90 days only when none has rested',
      [use(R0, 'a', 1), use(R1, 'b', 5), use(R2, 'c', null), use(R3, 'd', 2)],
      R1,
      true,
    ],
    ['goes by the last use of a relay', [use(R0, 'ana', 50), use(R0, 'b', 1), use(R1, 'c', null)], R2, false],
    ['is none when all are in use', POOL.map(relay => use(relay, `client-${relay}`, null)), null, false],
    ['takes no notice of prefixes', [use(null, 'other', null)], R0, false],
  ])('%s', (_, relays, relay, reused) => {
    expect(chooseRelay(desk(relays), POOL, 'ana')).toEqual({ relay, reused });
  });

  it('keeps the rules whatever came before', () => {
    const uses = fc.array(
      fc
        .tuple(
          fc.constantFrom(...POOL),
          fc.constantFrom('ana', 'b', 'c', 'd'),
          fc.option(fc.integer({ min: 0, max: 300 })),
        )
        .map(([relay, thread, ended]) => use(relay, thread, ended)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(uses, relays => {
        const { relay, reused } = chooseRelay(desk(relays), POOL, 'ana');
        const isOpen = (number: string) => relays.some(each => each.relay === number && each.until === null);
        if (relay === null) {
          expect(POOL.every(isOpen)).toBe(true);
          return;
        }
        expect(isOpen(relay)).toBe(false);
        if (!reused) return;
        const rested = (number: string) =>
          !isOpen(number) &&
          relays.every(each => each.relay !== number || (each.until ?? NOW) <= after(NOW, -days(90)));
        expect(rested(relay) || !POOL.some(rested)).toBe(true);
        expect(relays.some(each => each.relay === relay && each.threadId !== 'ana')).toBe(true);
      }),
    );
  });
});
