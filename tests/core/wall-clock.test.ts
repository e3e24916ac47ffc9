import { describe, expect, it } from 'vitest';
import { addDays, clockText, daysBetween, instantOf, wallClock } from '../../core/wall-clock.ts';

describe('a wall-clock time', () => {
  it.each([
    ['an ordinary time', 'America/New_York', '2026-07-06', '09:00', '2026-07-06T13:00:00.000Z'],
    [
      'skipped by spring: after the gap',
      'America/New_York',
      '2026-03-08',
      '02:30',
      '2026-03-08T07:00:00.000Z',
    ],
    ['the last minute before the gap', 'America/New_York', '2026-03-08', '01:59', '2026-03-08T06:59:00.000Z'],
    ['twice in autumn: the first', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00.000Z'],
    ['half an hour twice', 'Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00.000Z'],
    ['a midnight that does not exist', 'America/Santiago', '2026-09-06', '00:00', '2026-09-06T04:00:00.000Z'],
    ['a day that does not exist', 'Pacific/Apia', '2011-12-30', '09:00', '2011-12-30T10:00:00.000Z'],
    ['the day after it', 'Pacific/Apia', '2011-12-31', '09:00', '2011-12-30T19:00:00.000Z'],
    ['a gap far in the future', 'America/New_York', '2060-03-14', '02:30', '2060-03-14T07:00:00.000Z'],
  ])('happens once: %s', (_, zone, date, time, at) => {
    expect(instantOf(zone, date, time)).toBe(at);
  });

  it('is read back with its ISO weekday', () => {
    expect(wallClock('America/New_York', '2026-01-05T14:00:59.999Z')).toEqual({
      date: '2026-01-05',
      time: '09:00',
      weekday: 1,
    });
    expect(wallClock('Pacific/Apia', '2026-01-03T23:30:00.000Z').weekday).toBe(7);
  });

  it('is shown as people text it', () => {
    expect(
      ['04:02', '05:30', '17:00', '23:59'].map(utc =>
        clockText('America/New_York', `2026-01-05T${utc}:00.000Z`),
      ),
    ).toEqual(['11:02 PM', '12:30 AM', '12:00 PM', '6:59 PM']);
  });

  it('counts days on the calendar, not in hours', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2);
    expect(daysBetween('2026-03-09', '2026-03-07')).toBe(-2);
  });
});
