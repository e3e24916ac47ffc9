import { beforeEach, describe, expect, it } from 'vitest';
import { createAdvance, type Move } from '../../local/advance.ts';
import type { MovingClock } from '../../local/moving-clock.ts';

const START = '2026-03-02T12:00:00.000Z';
const at = (time: string) => `2026-03-02T${time}.000Z`;

let now: string;
let held: boolean;
let due: string[];
let log: string[];
const clock: MovingClock = {
  standing: false,
  now: () => now,
  holdAt: instant => {
    held = true;
    if (instant > now) now = instant;
  },
  release: () => {
    held = false;
  },
};
/** What the job due at an instant does, beside being done. */
let onDone: (instant: string) => void;
let advance: (move: Move) => Promise<void>;

beforeEach(() => {
  now = START;
  held = false;
  due = [];
  log = [];
  onDone = () => undefined;
  advance = createAdvance(clock, {
    sweep,
    untilQuiet: async () => {
      while (due.some(instant => instant <= now)) await sweep();
      return [...due].sort()[0] ?? null;
    },
  });
});

function sweep(): Promise<void> {
  const done = due.filter(instant => instant <= now);
  due = due.filter(instant => instant > now);
  for (const instant of done) {
    log.push(`${instant.slice(11, 19)} at ${now.slice(11, 19)}${held ? '' : ' unheld'}`);
    onDone(instant);
  }
  return Promise.resolve();
}

describe('an advance', () => {
  it('does each job at the instant it falls due, in order, and ends at its target', async () => {
    due = [at('12:04:00'), at('12:01:30')];
    await advance({ advance: 'PT5M' });
    expect(log).toEqual(['12:01:30 at 12:01:30', '12:04:00 at 12:04:00']);
    expect(now).toBe(at('12:05:00'));
  });

  it('does what was asked for on the way', async () => {
    due = [at('12:02:00')];
    onDone = instant => {
      if (instant < at('12:04:00')) due.push(at('12:04:00'));
    };
    await advance({ advance: 'PT5M' });
    expect(log).toEqual(['12:02:00 at 12:02:00', '12:04:00 at 12:04:00']);
  });

  it('does what falls due exactly at the target, and nothing after it', async () => {
    due = [at('12:05:00'), at('12:05:01')];
    await advance({ to: '2026-03-02T12:05:00Z' });
    expect(log).toEqual(['12:05:00 at 12:05:00']);
  });

  it('does what is overdue at the present instant: time does not go back for it', async () => {
    due = [at('11:00:00')];
    await advance({ advance: 'PT0S' });
    expect(log).toEqual(['11:00:00 at 12:00:00']);
  });

  it('waits for the one before', async () => {
    await Promise.all([advance({ advance: 'PT5M' }), advance({ advance: 'PT5M' })]);
    expect(now).toBe(at('12:10:00'));
  });

  it('lets time run again after a failure, and the next one works', async () => {
    due = [at('12:01:00')];
    onDone = () => {
      throw new Error('the engine is gone');
    };
    await expect(advance({ advance: 'PT5M' })).rejects.toThrow('the engine is gone');
    expect(held).toBe(false);
    await advance({ advance: 'PT5M' });
    expect(now).toBe(at('12:06:00'));
  });

  it.each<[Move, string]>([
    [{ to: '2026-03-02T12:30-05:00' }, '2026-03-02T17:30:00.000Z'],
    [{ advance: 'P1D' }, '2026-03-03T12:00:00.000Z'],
    [{ advance: 'P1M' }, '2026-04-02T12:00:00.000Z'],
    [{ advance: 'PT0.5S' }, '2026-03-02T12:00:00.500Z'],
  ])('understands %j', async (move, expected) => {
    await advance(move);
    expect(now).toBe(expected);
  });

  it.each<[Move, RegExp]>([
    [{ advance: 'five minutes' }, /is not an ISO 8601 duration: write PT5M/],
    [{ advance: '-PT5M' }, /never goes back/],
    [{ to: 'tomorrow' }, /is not an ISO 8601 instant/],
    [{ to: '2026-03-02T12:00' }, /is not an ISO 8601 instant/],
    [{ to: '2026-03-02T11:59:59Z' }, /The clock shows 2026-03-02T12:00:00.000Z and never goes back/],
    [{ advance: 'P2Y' }, /at most 400 days/],
  ])('refuses %j and changes nothing', async (move, sentence) => {
    due = [at('11:00:00')];
    await expect(advance(move)).rejects.toThrow(sentence);
    expect([now, log]).toEqual([START, []]);
  });
});
