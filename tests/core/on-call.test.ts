import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { nextHandoff, whoIsOnCall } from '../../core/rotation/on-call.ts';
import type { Rotation } from '../../core/team.ts';
import { after, elapsedMs, epochMs, hours, instantOfEpochMs } from '../../core/time.ts';
import { addDays, instantOf } from '../../core/wall-clock.ts';

const NEW_YORK = 'America/New_York';
const weekly: Rotation = {
  members: ['cm-1', 'cm-2', 'cm-3'],
  handoff: '09:00',
  weekday: 1,
  everyDays: 7,
  start: '2026-01-05',
};

describe('the demo rotation', () => {
  it.each([
    ['the first instant', '2026-01-05', '09:00', 'cm-1', 'cm-2'],
    ['the last minute of the first week', '2026-01-12', '08:59', 'cm-1', 'cm-2'],
    ['the first handoff', '2026-01-12', '09:00', 'cm-2', 'cm-3'],
    ['the third week: the backup wraps round', '2026-01-20', '12:00', 'cm-3', 'cm-1'],
    ['the fourth week', '2026-01-26', '09:00', 'cm-1', 'cm-2'],
    ['ten years on', '2036-01-07', '09:00', 'cm-1', 'cm-2'],
  ])('%s', (_, date, time, primary, backup) => {
    expect(whoIsOnCall(weekly, NEW_YORK, instantOf(NEW_YORK, date, time))).toMatchObject({ primary, backup });
  });

  it('has nobody before its start, and says when it starts', () => {
    const before = '2026-01-05T13:59:59.999Z';
    expect(whoIsOnCall(weekly, NEW_YORK, before)).toEqual({ primary: null, backup: null, shift: null });
    expect(nextHandoff(weekly, NEW_YORK, before)).toBe('2026-01-05T14:00:00.000Z');
    expect(nextHandoff(weekly, NEW_YORK, '2020-06-01T00:00:00.000Z')).toBe('2026-01-05T14:00:00.000Z');
  });

  it('has nobody without members, and no backup with one', () => {
    const at = '2026-06-01T00:00:00.000Z';
    expect(whoIsOnCall({ ...weekly, members: [] }, NEW_YORK, at).primary).toBeNull();
    expect(whoIsOnCall({ ...weekly, members: ['cm-1'] }, NEW_YORK, at)).toMatchObject({
      primary: 'cm-1',
      backup: null,
    });
  });
});

describe('a handoff on a hard day', () => {
  const daily = { ...weekly, everyDays: 1 };
  it.each([
    ['at 02:30, which spring skips', NEW_YORK, '02:30', '2026-03-08', '2026-03-08T07:00:00.000Z', 23.5],
    ['at 01:30, which autumn has twice', NEW_YORK, '01:30', '2026-11-01', '2026-11-01T05:30:00.000Z', 25],
    ['in a half-hour gap', 'Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:30:00.000Z', 23.75],
    [
      'at a midnight that is skipped',
      'America/Santiago',
      '00:00',
      '2026-09-06',
      '2026-09-06T04:00:00.000Z',
      23,
    ],
  ])('%s', (_, zone, handoff, date, from, lengthHours) => {
    const { shift } = whoIsOnCall({ ...daily, handoff }, zone, from);
    expect(shift).toMatchObject({ from, date });
    expect(elapsedMs(from, shift?.to ?? '')).toBe(hours(lengthHours));
    const justBefore = whoIsOnCall({ ...daily, handoff }, zone, after(from, -1));
    expect(justBefore.shift).toMatchObject({ to: from, date: addDays(date, -1) });
  });

  it('keeps one turn a date where a whole day is missing', () => {
    const apia = { ...daily, start: '2011-12-28', handoff: '09:00' };
    const turns = ['2011-12-29T19:00:00.000Z', '2011-12-30T10:00:00.000Z', '2011-12-30T19:00:00.000Z'];
    expect(turns.map(at => whoIsOnCall(apia, 'Pacific/Apia', at).primary)).toEqual(['cm-2', 'cm-3', 'cm-1']);
  });

  it('skips the turn that the missing day left empty', () => {
    const apia = { ...daily, start: '2011-12-28', handoff: '00:00' };
    expect(nextHandoff(apia, 'Pacific/Apia', '2011-12-30T09:59:59.999Z')).toBe('2011-12-30T10:00:00.000Z');
    expect(whoIsOnCall(apia, 'Pacific/Apia', '2011-12-30T10:00:00.000Z').shift).toEqual({
      from: '2011-12-30T10:00:00.000Z',
      to: '2011-12-31T10:00:00.000Z',
      date: '2011-12-31',
    });
  });

  it.each([
    ['a spring week has 167 hours', '2026-03-02', 167],
    ['an autumn week has 169 hours', '2026-10-26', 169],
  ])('%s', (_, date, lengthHours) => {
    const { shift } = whoIsOnCall(weekly, NEW_YORK, instantOf(NEW_YORK, date, '09:00'));
    expect(elapsedMs(shift?.from ?? '', shift?.to ?? '')).toBe(hours(lengthHours));
  });

  it('does not hand back when the clock shows yesterday again', () => {
    const santiago = { ...daily, handoff: '23:30' };
    const first = instantOf('America/Santiago', '2026-04-04', '23:30');
    expect(whoIsOnCall(santiago, 'America/Santiago', first).shift?.date).toBe('2026-04-04');
    expect(whoIsOnCall(santiago, 'America/Santiago', after(first, hours(1))).shift?.date).toBe('2026-04-04');
  });

  it("does not hand back when the clock shows yesterday again after today's handoff", () => {
    // Newfoundland went from 00:01 back to 23:01 until 2011.
    const newfoundland = { ...daily, handoff: '00:00', start: '2010-11-01' };
    const handoff = instantOf('America/St_Johns', '2010-11-07', '00:00');
    const yesterdayAgain = after(handoff, hours(0.5));
    expect(whoIsOnCall(newfoundland, 'America/St_Johns', yesterdayAgain).shift).toMatchObject({
      from: handoff,
      date: '2010-11-07',
    });
  });
});

const ZONES = [
  ...['America/New_York', 'America/Los_Angeles', 'America/Phoenix', 'America/St_Johns', 'America/Havana'],
  ...['America/Santiago', 'America/Asuncion', 'America/Nuuk', 'America/Scoresbysund', 'Atlantic/Azores'],
  ...['Europe/London', 'Europe/Berlin', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Beirut', 'Asia/Gaza'],
  ...['Asia/Kathmandu', 'Australia/Lord_Howe', 'Australia/Adelaide', 'Pacific/Auckland', 'Pacific/Chatham'],
  ...['Pacific/Apia', 'Pacific/Honolulu', 'Antarctica/Troll', 'UTC'],
];
const FROM = Date.UTC(2020, 0, 1);
const TO = Date.UTC(2035, 11, 31);

const rotations = fc.record({
  members: fc.integer({ min: 1, max: 6 }).map(count => Array.from({ length: count }, (_, i) => `cm-${i}`)),
  handoff: fc.oneof(
    fc.constantFrom('00:00', '00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '23:30', '23:59'),
    fc
      .integer({ min: 0, max: 1439 })
      .map(m => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`),
  ),
  weekday: fc.constant(1),
  everyDays: fc.constantFrom(1, 2, 7, 14, 28),
  start: fc.constantFrom('2019-12-30', '2020-03-08', '2024-11-03'),
}) satisfies fc.Arbitrary<Rotation>;

/** Any instant of fifteen years, half of them within two hours of a change of the clock. */
const moments = fc
  .tuple(
    fc.constantFrom(...ZONES),
    fc.integer({ min: FROM, max: TO }),
    fc.integer({ min: -hours(2), max: hours(2) }),
    fc.boolean(),
  )
  .map(([zone, ms, offset, near]) => {
    const transition = near
      ? Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).getTimeZoneTransition('next')
      : null;
    const at = transition === null ? ms : Math.min(transition.epochMilliseconds, TO) + offset;
    return { zone, at: instantOfEpochMs(at) };
  });

describe('in any zone, at any instant', () => {
  it('the shift holds the instant, and its neighbours meet it without a gap or an overlap', () => {
    fc.assert(
      fc.property(rotations, moments, (rotation, { zone, at }) => {
        const { primary, shift } = whoIsOnCall(rotation, zone, at);
        const next = nextHandoff(rotation, zone, at);
        expect(next > at).toBe(true);
        if (shift === null) {
          expect(at < instantOf(zone, rotation.start, rotation.handoff)).toBe(true);
          expect(next).toBe(instantOf(zone, rotation.start, rotation.handoff));
          return;
        }
        expect(primary).not.toBeNull();
        expect(shift.from <= at && at < shift.to).toBe(true);
        expect(next).toBe(shift.to);
        expect(whoIsOnCall(rotation, zone, shift.to).shift?.from).toBe(shift.to);
        expect(whoIsOnCall(rotation, zone, after(shift.to, -1))).toEqual(
          whoIsOnCall(rotation, zone, shift.from),
        );
      }),
      { numRuns: 1500 },
    );
  });

  it('agrees with stepping shift by shift from the start', () => {
    fc.assert(
      fc.property(
        rotations,
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 400 }),
        (rotation, zone, turns) => {
          let date: string = rotation.start;
          for (let turn = 0; turn < turns; turn += 1) date = addDays(date, rotation.everyDays);
          const at = instantOf(zone, date, rotation.handoff);
          expect(whoIsOnCall(rotation, zone, at).primary).toBe(
            rotation.members[turns % rotation.members.length],
          );
          expect(epochMs(whoIsOnCall(rotation, zone, at).shift?.from ?? '')).toBe(epochMs(at));
        },
      ),
      { numRuns: 200 },
    );
  });
});
