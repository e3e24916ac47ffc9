import { describe, expect, it } from 'vitest';
import {
  beginWait,
  checkContact,
  checkSilence,
  crisisWithinADay,
  noteWord,
  snooze,
} from '../../core/crisis/contact.ts';
import type { Crisis } from '../../core/thread.ts';
import { after, hours, minutes } from '../../core/time.ts';
import { given } from '../support/given.ts';
import { aCrisis, AT, aThread } from '../support/rows.ts';

type Taken = Extract<Crisis['phase'], { state: 'taken' }>;

const taken = (changes: Partial<Taken> = {}): { phase: Taken } => ({
  phase: { state: 'taken', owner: 'cm-1', at: AT, waitingSince: AT, wait: 1, snoozedUntil: null, ...changes },
});
const check = { crisisId: 'crisis1', opening: 1, wait: 1, last: false };

describe('a taken crisis whose client waits', () => {
  it('is looked at after three minutes', () => {
    given({ crisis: taken({ waitingSince: null }) })
      .when(file => beginWait(file))
      .then({ todo: ['contact-check in 3 min'], crisis: taken({ waitingSince: AT, wait: 2 }) });
  });

  it('waits since the first text: a second does not put the check off', () => {
    given({ crisis: taken() })
      .when(file => beginWait(file))
      .then({ todo: [] });
  });

  it('after three minutes pages its owner again', () => {
    given({ crisis: taken(), at: after(AT, minutes(3)) })
      .when(file => checkContact(file, check))
      .then({ todo: ['owner-page cm-1', 'contact-check in 2 min'] });
  });

  it('after five minutes is open again under its code, and the next person is paged', () => {
    given({ crisis: taken(), at: after(AT, minutes(5)) })
      .when(file => checkContact(file, { ...check, last: true }))
      .then({ crisis: { code: '7FQ', opening: 2, phase: { state: 'open' }, paged: ['cm-2'] } });
  });

  it.each([
    { of: 'an earlier wait', crisis: taken({ wait: 2 }) },
    { of: 'a client who had a word', crisis: taken({ waitingSince: null }) },
    { of: 'an earlier opening', crisis: { ...taken(), opening: 2 } },
    { of: 'an open crisis', crisis: {} },
  ])('is left alone by a check of $of', ({ crisis }) => {
    given({ crisis })
      .when(file => checkContact(file, check))
      .then({ todo: [] });
  });
});

describe('a word to the client', () => {
  it.each([
    { severity: 'S2', ask: 10 },
    { severity: 'S3', ask: 10 },
    { severity: 'S4', ask: 5 },
  ] as const)(
    'ends the wait; after $ask minutes of silence in $severity the owner is asked',
    ({ severity, ask }) => {
      given({ crisis: { ...taken(), severity } })
        .when(file => noteWord(file))
        .then({
          crisis: { ...taken({ waitingSince: null, wait: 2 }), lastWordAt: AT },
          todo: [`silence-check in ${ask} min`],
        });
    },
  );

  it('followed by silence has the owner asked, again each half hour', () => {
    given({ crisis: taken({ waitingSince: null }) })
      .when(file => checkSilence(file, { crisisId: 'crisis1', opening: 1, wait: 1, asks: 1 }))
      .then({ todo: ['tell cm-1', 'silence-check in 30 min'], answers: [/What happened\? DONE 7FQ/] });
  });

  it('and no answer to the third question: the coordinator hears of it', () => {
    given({ crisis: taken({ waitingSince: null }) })
      .when(file => checkSilence(file, { crisisId: 'crisis1', opening: 1, wait: 1, asks: 3 }))
      .then({ todo: ['tell cm-1', 'tell coord-1', 'silence-check in 30 min'] });
  });
});

it('DID puts the checks off by a quarter of an hour, and no longer', () => {
  given({ crisis: taken() })
    .when(file => snooze(file))
    .then({
      crisis: taken({ wait: 2, snoozedUntil: after(AT, minutes(15)) }),
      todo: ['contact-check in 15 min'],
    });
});

it.each([
  { ended: hours(23), within: true },
  { ended: hours(25), within: false },
])('a crisis that ended $ended ms ago is within a day: $within', ({ ended, within }) => {
  const phase = { state: 'resolved', by: 'cm-1', at: AT, disposition: 'no-danger-found' } as const;
  expect(crisisWithinADay(aThread({ crisis: aCrisis({ phase }) }), after(AT, ended))).toBe(within);
});
