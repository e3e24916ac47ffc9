import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, nextRungAt, nextRungWithPeople, peopleFor, rungOf } from '../../core/escalation.ts';
import { EscalationPolicy, Ladder } from '../../core/team.ts';
import type { Team } from '../../core/team.ts';
import { after, elapsedMs, hours, minutes } from '../../core/time.ts';
import type { Instant } from '../../core/time.ts';

const OPENED = '2026-01-06T03:00:00.000Z';
const person = (id: string, role: 'case-manager' | 'coordinator', last: number) => ({
  id,
  role,
  phone: `+1212555013${last}`,
  slackUser: null,
  pin: null,
});
const north: Team = {
  id: 'north',
  rev: 1,
  programName: 'North',
  zone: 'America/New_York',
  line: '+12125550100',
  desk: '+12125550101',
  relays: [],
  channel: 'north-oncall',
  staff: [
    person('cm-1', 'case-manager', 1),
    person('cm-2', 'case-manager', 2),
    person('cm-3', 'case-manager', 3),
    person('coord-1', 'coordinator', 9),
  ],
  rotation: {
    members: ['cm-1', 'cm-2', 'cm-3'],
    handoff: '09:00',
    weekday: 1,
    everyDays: 7,
    start: '2026-01-05',
  },
  policy: DEFAULT_POLICY,
  hours: { working: { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }, digestAt: '09:00' },
  idleMinutes: 60,
  routineGoesTo: 'on-call',
};
const unstaffed: Team = { ...north, rotation: { ...north.rotation, members: [] } };

describe('the default policy', () => {
  it('is a policy', () => {
    expect(EscalationPolicy.parse(DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
  });

  const after15 = [
    '20 primary text+call',
    '25 backup text+call',
    '30 coordinator text+call',
    '35 primary text+call',
    '40 backup text+call',
    '45 everyone text+call',
    '50 primary text+call',
    '55 backup text+call',
    '60 coordinator text+call',
  ];
  const from2 = [
    '2 primary text+call',
    '5 backup text+call',
    '10 coordinator text+call',
    '15 everyone text+call',
  ];
  it.each([
    ['S2', ['0 primary text', ...from2, ...after15]],
    ['S3', ['0 primary text+call', ...from2, ...after15]],
    [
      'S4',
      [
        '0 primary+backup text+call',
        '2 coordinator text+call',
        '5 everyone text+call',
        '10 primary text+call',
        '15 backup text+call',
        '20 coordinator text+call',
        '25 primary text+call',
        '30 backup text+call',
        '35 everyone text+call',
        '40 primary text+call',
      ],
    ],
  ] as const)('climbs for %s, and goes on in turns', (severity, expected) => {
    const rungs = expected.map((_, index) => rungOf(DEFAULT_POLICY[severity], index));
    expect(
      rungs.map(({ afterMinutes, targets, by }) => `${afterMinutes} ${targets.join('+')} ${by.join('+')}`),
    ).toEqual(expected);
  });
});

const ladders = fc
  .record({
    // Rungs further apart fire before their own time.
    gaps: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 8 }),
    turns: fc.array(fc.constantFrom('primary' as const, 'backup' as const, 'coordinator' as const), {
      minLength: 1,
      maxLength: 4,
    }),
    turnEveryMinutes: fc.integer({ min: 1, max: 5 }),
    everyoneEveryMinutes: fc.integer({ min: 5, max: 60 }),
  })
  .map(({ gaps, ...turns }) => {
    const times = [0, ...gaps].map((_, i) => gaps.slice(0, i).reduce((sum, gap) => sum + gap, 0));
    return Ladder.parse({
      rungs: times.map(afterMinutes => ({ afterMinutes, targets: ['primary'], by: ['text'] })),
      ...turns,
    });
  });

function climb(ladder: Ladder, until: Instant): { rung: number; at: Instant }[] {
  const fired = [{ rung: 0, at: OPENED as Instant }];
  for (let last = fired[0]; last && last.at < until; last = fired.at(-1)) {
    fired.push({ rung: last.rung + 1, at: nextRungAt(ladder, OPENED, last.rung, last.at) });
  }
  return fired;
}

describe('the climb', () => {
  const day = after(OPENED, hours(24));

  it('never pauses for more than five minutes in 24 hours, and asks everyone as often as the policy says', () => {
    fc.assert(
      fc.property(fc.oneof(ladders, fc.constantFrom(...Object.values(DEFAULT_POLICY))), ladder => {
        const fired = climb(ladder, day);
        fired.slice(1).forEach(({ at }, i) => {
          const pause = elapsedMs(fired[i]?.at ?? at, at);
          expect(pause).toBeGreaterThanOrEqual(0);
          expect(pause).toBeLessThanOrEqual(minutes(5));
        });
        const lastRung = fired[ladder.rungs.length - 1]?.at ?? OPENED;
        const everyones = fired.filter(
          ({ rung }) => rung >= ladder.rungs.length && rungOf(ladder, rung).targets.includes('everyone'),
        );
        [lastRung, ...everyones.map(({ at }) => at)].forEach((at, i, all) => {
          expect(elapsedMs(at, all[i + 1] ?? at)).toBeLessThanOrEqual(minutes(ladder.everyoneEveryMinutes));
        });
        expect(everyones.length).toBeGreaterThan(20);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the times of the policy when nothing disturbs it', () => {
    const fired = climb(DEFAULT_POLICY.S2, after(OPENED, minutes(30)));
    expect(fired.map(({ at }) => elapsedMs(OPENED, at) / minutes(1))).toEqual([0, 2, 5, 10, 15, 20, 25, 30]);
  });

  it('goes on from where it is after an early pass', () => {
    const at = after(OPENED, minutes(1));
    expect(nextRungAt(DEFAULT_POLICY.S2, OPENED, 1, at)).toBe(after(OPENED, minutes(5)));
    expect(nextRungAt(DEFAULT_POLICY.S2, OPENED, 3, at)).toBe(after(OPENED, minutes(6)));
  });

  it('catches up a minute a rung when it is behind, and keeps the turns apart', () => {
    const late = after(OPENED, hours(1));
    expect(nextRungAt(DEFAULT_POLICY.S2, OPENED, 1, late)).toBe(after(late, minutes(1)));
    expect(nextRungAt(DEFAULT_POLICY.S2, OPENED, 7, late)).toBe(after(late, minutes(5)));
  });
});

describe('the people of a rung', () => {
  it.each([
    [['primary'], ['cm-1']],
    [['backup'], ['cm-2']],
    [
      ['primary', 'backup'],
      ['cm-1', 'cm-2'],
    ],
    [['coordinator'], ['coord-1']],
    [['everyone'], ['cm-1', 'cm-2', 'cm-3', 'coord-1']],
    [
      ['coordinator', 'everyone'],
      ['coord-1', 'cm-1', 'cm-2', 'cm-3'],
    ],
  ] as const)('are resolved at the instant it fires: %s', (targets, people) => {
    expect(peopleFor(north, targets, OPENED)).toEqual(people);
  });

  it('change with the handoff', () => {
    expect(peopleFor(north, ['primary'], '2026-01-12T13:59:59.999Z')).toEqual(['cm-1']);
    expect(peopleFor(north, ['primary'], '2026-01-12T14:00:00.000Z')).toEqual(['cm-2']);
  });

  it('leave out who is no longer on the team', () => {
    const left = { ...north, staff: north.staff.filter(({ id }) => id !== 'cm-1') };
    expect(peopleFor(left, ['primary', 'backup'], OPENED)).toEqual(['cm-2']);
  });
});

describe('a rung that nobody covers', () => {
  const { S2 } = DEFAULT_POLICY;

  it.each<[string, Team, number, string[], number, string[]]>([
    ['is none where the primary is there', north, 0, [], 0, ['cm-1']],
    ['passes to the coordinator where nobody is on call', unstaffed, 0, [], 3, ['coord-1']],
    ['passes over someone who said not me', north, 0, ['cm-1'], 2, ['cm-2']],
    ['passes until everyone is asked', north, 0, ['cm-1', 'cm-2', 'coord-1'], 4, ['cm-3']],
    ['passes in the turns too', north, 5, ['cm-1', 'cm-2', 'coord-1'], 10, ['cm-3']],
    ['passes far into the night', north, 1001, ['cm-1', 'cm-2'], 1003, ['coord-1']],
  ])('%s', (_, team, from, except, rung, people) => {
    const next = nextRungWithPeople(team, S2, from, OPENED, except);
    expect(next?.people).toEqual(people);
    expect(next?.rung).toBe(rung);
    expect(next?.by).toEqual(rungOf(S2, next?.rung ?? 0).by);
  });

  it('is null only when the team has nobody left to ask', () => {
    const anyone = fc.subarray(north.staff.map(({ id }) => id));
    fc.assert(
      fc.property(ladders, fc.integer({ min: 0, max: 5000 }), anyone, (ladder, from, except) => {
        const next = nextRungWithPeople(north, ladder, from, OPENED, except);
        expect(next === null).toBe(except.length === north.staff.length);
        expect(next === null || next.rung >= from).toBe(true);
      }),
    );
    expect(nextRungWithPeople({ ...unstaffed, staff: [] }, S2, 0, OPENED, [])).toBeNull();
  });
});

describe('a policy whose rungs are far apart', () => {
  it('still pages every five minutes', () => {
    const sparse: Ladder = {
      ...DEFAULT_POLICY.S2,
      rungs: [0, 20, 60].map(afterMinutes => ({ afterMinutes, targets: ['primary'], by: ['text'] })),
    };
    const fired = climb(sparse, after(OPENED, minutes(20)));
    expect(fired.map(({ at }) => elapsedMs(OPENED, at) / minutes(1))).toEqual([0, 5, 10, 15, 20]);
  });
});
