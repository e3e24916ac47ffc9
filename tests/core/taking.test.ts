import { describe, expect, it } from 'vitest';
import { passCrisis, resolveCrisis } from '../../core/crisis/ending.ts';
import { openCrisis, raiseSeverity } from '../../core/crisis/opening.ts';
import { takeCrisis } from '../../core/crisis/taking.ts';
import { hearClient } from '../../core/hear-client.ts';
import { assess } from '../../core/triage/assess.ts';
import { given, TEAM } from '../support/given.ts';
import { AT } from '../support/rows.ts';

const takenBy = (owner: string) =>
  ({
    phase: { state: 'taken', owner, at: AT, waitingSince: AT, wait: 1, snoozedUntil: null },
  }) as const;
const why = { severity: 'S3' as const, category: 'suicide', signals: [], seq: 1 };

describe('opening a crisis', () => {
  it('pages first, then tells the client, and sets every clock', () => {
    given()
      .when(file => openCrisis(file, why))
      .then({
        todo: ['page cm-1', 'escalate in 2 min', 'safety-reply', 'update-client in 10 min'],
        crisis: { code: '7FQ', opening: 1, paged: ['cm-1'], phase: { state: 'open' } },
      });
  });

  it('sends nothing to a client who opted out, and pages all the same', () => {
    given({ thread: { optedOut: true } })
      .when(file => openCrisis(file, why))
      .then({ todo: ['page cm-1', 'escalate in 2 min', 'update-client in 10 min'] });
  });

  it('puts its code on the record of the text that opened it', () => {
    const body = 'I want to die';
    const assessment = assess(body, { previous: [], prompt: null, language: 'en' });
    const { decision } = given().when(file =>
      hearClient(file, { body, media: [], providerId: 'SM1' }, assessment),
    );
    const records = decision.writes.flatMap(write => (write.write === 'add-record' ? write.record : []));
    expect(records.find(({ direction }) => direction === 'inbound')).toMatchObject({ crisisCode: '7FQ' });
  });

  it('remembers the one before, whose end may not be shown yet', () => {
    const phase = { state: 'resolved', by: 'cm-1', at: AT, disposition: 'no-danger-found' } as const;
    given({ crisis: { id: 'before', phase } })
      .when(file => openCrisis(file, why))
      .then({ thread: { endedCrisis: expect.objectContaining({ id: 'before', phase }) as never } });
  });

  it('holds routine texts that nobody has read yet', () => {
    given({ thread: { waiting: { fromSeq: 2, since: AT } } })
      .when(file => openCrisis(file, { ...why, seq: 5 }))
      .then({ crisis: { heldFromSeq: 2 }, thread: { waiting: null } });
  });

  it('a graver text begins the graver ladder, a lesser one nothing', () => {
    given({ crisis: { severity: 'S2', rung: 2 } })
      .when(file => raiseSeverity(file, 'S4'))
      .then({ crisis: { severity: 'S4', rung: 0 } });
    given({ crisis: { severity: 'S4' } })
      .when(file => raiseSeverity(file, 'S2'))
      .then({ todo: [], crisis: { severity: 'S4' } });
  });
});

describe('taking a crisis', () => {
  it('makes the first the owner, with a relay, and the others stand down', () => {
    const { then, file } = given({ crisis: { paged: ['cm-1', 'cm-2'] } }).when((file, desk) =>
      takeCrisis(file, desk, TEAM.desk),
    );
    then({ crisis: { ...takenBy('cm-1'), paged: [] } });
    expect(file.thread.conversation).toMatchObject({ owner: 'cm-1', relay: TEAM.relays[0] });
  });

  it.each([
    { how: 'already theirs', owner: 'cm-1', over: false, after: 'cm-1', says: /^7FQ is yours already\./ },
    { how: 'somebody else’s', owner: 'cm-2', over: false, after: 'cm-2', says: /^7FQ is with cm-2 since/ },
    {
      how: 'somebody else’s, with TAKEOVER',
      owner: 'cm-2',
      over: true,
      after: 'cm-1',
      says: /^7FQ is yours\./,
    },
  ])('that is $how leaves it with $after', ({ owner, over, after, says }) => {
    given({ crisis: takenBy(owner) })
      .when((file, desk) => takeCrisis(file, desk, TEAM.desk, over))
      .then({ crisis: { phase: expect.objectContaining({ owner: after }) as never }, answers: [says] });
  });
});

describe('"not me"', () => {
  it('before the take pages the next person now', () => {
    given({ crisis: { rung: 0, paged: ['cm-1'] } })
      .when(file => passCrisis(file, 'cm-1'))
      .then({ crisis: { paged: ['cm-1', 'cm-2'] } });
  });

  it('by the owner opens it again', () => {
    given({ crisis: takenBy('cm-1') })
      .when(file => passCrisis(file, 'cm-1'))
      .then({ crisis: { opening: 2, phase: { state: 'open' } } });
  });

  it('by the owner wakes those too who were called to help', () => {
    const { file } = given({ crisis: { ...takenBy('cm-1'), rung: 0, paged: ['cm-3'] } }).when(file =>
      passCrisis(file, 'cm-1'),
    );
    expect(file.thread.crisis?.paged).toEqual(['cm-2', 'cm-3']);
  });

  it('by somebody else changes nothing once it is taken', () => {
    given({ crisis: takenBy('cm-1') })
      .when(file => passCrisis(file, 'cm-2'))
      .then({ todo: [], crisis: takenBy('cm-1') });
  });
});

describe('closing a crisis', () => {
  it.each([
    { by: 'its owner', staff: 'cm-1', crisis: takenBy('cm-1'), agreed: '', closed: true },
    { by: 'a coordinator', staff: 'coord-1', crisis: takenBy('cm-1'), agreed: '', closed: true },
    { by: 'somebody else', staff: 'cm-2', crisis: takenBy('cm-1'), agreed: '', closed: false },
    { by: 'anybody before the take', staff: 'cm-1', crisis: {}, agreed: '', closed: false },
  ])('by $by: $closed', ({ staff, crisis, agreed, closed }) => {
    const { file } = given({ crisis }).when(file => resolveCrisis(file, staff, 'no-danger-found', agreed));
    expect(file.thread.crisis?.phase.state === 'resolved').toBe(closed);
  });

  it.each([
    { staff: 'cm-1', agreed: '', closed: false },
    { staff: 'cm-1', agreed: 'welfare check asked for', closed: true },
    { staff: 'coord-1', agreed: '', closed: true },
    { staff: 'cm-1', agreed: 'coordinator agreed', closed: true },
    { staff: 'cm-1', agreed: 'no welfare check', closed: false },
    { staff: 'cm-1', agreed: 'police refused a welfare check', closed: false },
    { staff: 'cm-1', agreed: 'coordinator not asked', closed: false },
  ])('without contact, by $staff saying "$agreed": $closed', ({ staff, agreed, closed }) => {
    const { file } = given({ crisis: takenBy('cm-1') }).when(file =>
      resolveCrisis(file, staff, 'no-contact-made', agreed),
    );
    expect(file.thread.crisis?.phase.state === 'resolved').toBe(closed);
  });

  it.each(['coordinator agreed', 'the coord agreed'])('because "%s" is told to the coordinator', agreed => {
    given({ crisis: takenBy('cm-1') })
      .when(file => resolveCrisis(file, 'cm-1', 'no-contact-made', agreed))
      .then({
        todo: ['tell coord-1'],
        answers: [/^cm-1 closed 7FQ \(north\): no contact made, and says a coordinator agreed\.$/],
      });
  });
});
