import { describe, expect, it } from 'vitest';
import { isWorkingTime, nextDigest, nightEnds } from '../../core/hours.ts';
import type { Hours } from '../../core/team.ts';
import { instantOf } from '../../core/wall-clock.ts';

const zone = 'America/New_York';
const hours: Hours = {
  working: { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
  digestAt: '09:00',
};
const local = (date: string, time: string) => instantOf(zone, date, time);

describe('working time', () => {
  it.each([
    ['Monday at nine', '2026-01-05', '09:00', true],
    ['Friday, the last minute', '2026-01-09', '16:59', true],
    ['Friday at five', '2026-01-09', '17:00', false],
    ['before nine', '2026-01-05', '08:59', false],
    ['Saturday noon', '2026-01-10', '12:00', false],
  ])('%s', (_, date, time, expected) => {
    expect(isWorkingTime(hours, zone, local(date, time))).toBe(expected);
  });
});

describe('the next digest', () => {
  it.each([
    ['of tonight is tomorrow', ['2026-01-05', '23:00'], ['2026-01-06', '09:00']],
    ['of the small hours is today', ['2026-01-06', '03:00'], ['2026-01-06', '09:00']],
    ['of a digest is the next one', ['2026-01-06', '09:00'], ['2026-01-07', '09:00']],
    ['goes out at weekends too', ['2026-01-09', '18:00'], ['2026-01-10', '09:00']],
    ['keeps its wall-clock time over a change', ['2026-03-07', '10:00'], ['2026-03-08', '09:00']],
  ] as const)('%s', (_, [date, time], [digestDate, digestTime]) => {
    expect(nextDigest(hours, zone, local(date, time))).toEqual({
      at: local(digestDate, digestTime),
      date: digestDate,
    });
  });

  it('comes once where two dates share an instant', () => {
    const midnight = { ...hours, digestAt: '00:00' };
    const skipped = nextDigest(midnight, 'Pacific/Apia', '2011-12-30T09:00:00.000Z');
    expect(skipped).toEqual({ at: '2011-12-30T10:00:00.000Z', date: '2011-12-30' });
    expect(nextDigest(midnight, 'Pacific/Apia', skipped.at).date).toBe('2012-01-01');
  });
});

describe('the night', () => {
  it('ends with the digest, also at the weekend', () => {
    expect(nightEnds(hours, zone, local('2026-01-09', '22:00'))).toBe(local('2026-01-10', '09:00'));
  });

  it('ends when work starts, where that is before the digest', () => {
    const late = { ...hours, digestAt: '12:00' };
    expect(nightEnds(late, zone, local('2026-01-08', '22:00'))).toBe(local('2026-01-09', '09:00'));
    expect(nightEnds(late, zone, local('2026-01-09', '22:00'))).toBe(local('2026-01-10', '12:00'));
  });
});
