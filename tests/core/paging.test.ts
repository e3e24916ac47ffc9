import { describe, expect, it } from 'vitest';
import { escalate, fireRung, pageBackup, pageFailed } from '../../core/crisis/paging.ts';
import { after, minutes } from '../../core/time.ts';
import { answersOf, given, TEAM } from '../support/given.ts';
import { AT } from '../support/rows.ts';

const OPENING = { crisisId: 'crisis1', opening: 1 };
const NOBODY = { rotation: { members: [], handoff: '09:00', weekday: 1, everyDays: 7, start: '2026-01-05' } };

describe('a rung', () => {
  it.each([
    { severity: 'S2', rung: 0, todo: ['page cm-1', 'escalate in 2 min'] },
    { severity: 'S3', rung: 0, todo: ['page cm-1', 'escalate in 2 min'] },
    { severity: 'S4', rung: 0, todo: ['page cm-1', 'page cm-2', 'escalate in 2 min'] },
    { severity: 'S4', rung: 1, todo: ['page coord-1', 'escalate in 5 min'] },
  ] as const)('$rung of $severity comes to $todo', ({ severity, rung, todo }) => {
    given({ crisis: { severity, rung: -1 } })
      .when(file => fireRung(file, rung))
      .then({ todo, crisis: { rung } });
  });

  it('that nobody covers passes at once to the next', () => {
    given({ crisis: { rung: -1 }, team: NOBODY })
      .when(file => fireRung(file, 0))
      .then({ crisis: { paged: ['coord-1'] } });
  });

  it('leaves out who said "not me", while anybody else is there', () => {
    given({ crisis: { rung: -1, passed: ['cm-1'] } })
      .when(file => fireRung(file, 0))
      .then({ crisis: { paged: ['cm-2'] } });
  });

  const ALL = TEAM.staff.map(member => member.id);

  it.each([
    { who: 'one person', passed: ['cm-1'], rung: 2, paged: ['cm-2'], still: ['cm-1'] },
    { who: 'one person, when everyone is asked', passed: ['cm-1'], rung: 4, paged: ALL, still: [] },
    { who: 'everybody', passed: ALL, rung: 0, paged: ['cm-1'], still: ALL },
    { who: 'everybody, when everyone is asked', passed: ALL, rung: 4, paged: ALL, still: [] },
  ])('after "not me" of $who goes to $paged', ({ passed, rung, paged, still }) => {
    given({ crisis: { rung: rung - 1, passed } })
      .when(file => fireRung(file, rung))
      .then({ crisis: { rung, paged, passed: still } });
  });

  it('with nobody at all on the team wakes the engineer and tries again in five minutes', () => {
    given({ crisis: { rung: -1 }, team: { ...NOBODY, staff: [] } })
      .when(file => fireRung(file, 0))
      .then({ todo: ['raise-alarm', 'escalate in 5 min'] });
  });

  it.each([15, 60, 240, 1440, 10_080])('goes on %i minutes after the opening', waited => {
    const at = after(AT, minutes(waited));
    const { decision } = given({ crisis: { rung: 4 + Math.floor((waited - 15) / 5) }, at }).when(file =>
      fireRung(file, (file.thread.crisis?.rung ?? 0) + 1),
    );
    const pages = answersOf(decision.writes);
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) expect(page).toContain('Reply 7FQ to take it.');
  });
});

describe('the page', () => {
  it('names the code, the team and the client, and says EMERGENCY when it is one', () => {
    const { decision } = given({ crisis: { severity: 'S4', rung: -1 } }).when(file => fireRung(file, 0));
    expect(answersOf(decision.writes)[0]).toBe(
      'EMERGENCY. CRISIS 7FQ (north): client K2A needs someone now. Reply 7FQ to take it.',
    );
  });
});

describe('the timer of a rung', () => {
  it.each([
    { of: 'its time', crisis: {}, fires: true },
    { of: 'a rung that fired early', crisis: { rung: 1 }, fires: false },
    { of: 'an earlier opening', crisis: { opening: 2 }, fires: false },
    { of: 'another crisis', crisis: { id: 'crisis2' }, fires: false },
    { of: 'the ladder of a lesser severity', crisis: { severity: 'S4' as const }, fires: false },
  ])('for $of: fires is $fires', ({ crisis, fires }) => {
    const { decision } = given({ crisis }).when(file =>
      escalate(file, { ...OPENING, severity: 'S3', rung: 1 }),
    );
    expect(decision.writes.length > 0).toBe(fires);
  });
});

describe('a page that did not arrive', () => {
  const failure = { ...OPENING, rung: 0, staff: 'cm-1' };

  it('moves on to the next person at once', () => {
    given({ crisis: { rung: 0, paged: ['cm-1'] } })
      .when(file => pageFailed(file, failure))
      .then({ crisis: { rung: 2, paged: ['cm-1', 'cm-2'] } });
  });

  it('moves on as fast in a later opening, late in the climb', () => {
    given({ crisis: { opening: 2, rung: 9, paged: ['coord-1'] } })
      .when(file => pageFailed(file, { ...failure, opening: 2, rung: 9, staff: 'coord-1' }))
      .then({ crisis: { rung: 10, failed: ['coord-1'] } });
  });

  it('pages nobody round in a circle when no phone works at all', () => {
    const { file, decision } = given({ crisis: { rung: 7, paged: ['coord-1'] } }).when(file => {
      for (let failures = 0; failures < 20; failures += 1) {
        const { rung = 0, paged = [] } = file.thread.crisis ?? {};
        for (const staff of paged) pageFailed(file, { ...OPENING, rung, staff });
      }
    });
    expect(file.thread.crisis?.failed.toSorted()).toEqual(TEAM.staff.map(({ id }) => id).toSorted());
    expect(answersOf(decision.writes).length).toBeLessThanOrEqual(2 * TEAM.staff.length);
  });

  it.each([
    { of: 'an older rung', crisis: { rung: 3 } },
    { of: 'somebody whose failure counted already', crisis: { failed: ['cm-1'] } },
    { of: 'an earlier opening', crisis: { opening: 2 } },
  ])('wakes nobody further when it is of $of', ({ crisis }) => {
    given({ crisis })
      .when(file => pageFailed(file, failure))
      .then({ todo: [] });
  });
});

it('a backup is the next person beside the owner, who stays the owner', () => {
  given({ crisis: { rung: 0 } })
    .when(file => pageBackup(file, 'cm-1'))
    .then({ todo: ['backup-page cm-2'], result: ['cm-2'] });
});
