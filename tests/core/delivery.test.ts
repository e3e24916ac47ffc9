import { describe, expect, it } from 'vitest';
import {
  deliveryFailed,
  isWanted,
  notWanted,
  type ThreadPurpose,
  wordSent,
  wordWaits,
} from '../../core/delivery.ts';
import type { Crisis, Thread } from '../../core/thread.ts';
import { given } from '../support/given.ts';
import { aCrisis, AT, aThread } from '../support/rows.ts';

const about = { team: 'north', threadId: 'thread1' };
const opening = { ...about, crisisId: 'crisis1', opening: 1 };
const page: ThreadPurpose = { for: 'page', ...opening, rung: 0, staff: 'cm-1' };
const ownerPage: ThreadPurpose = { for: 'owner-page', ...opening, wait: 1, staff: 'cm-1' };
const backupPage: ThreadPurpose = { for: 'backup-page', ...opening, staff: 'cm-2' };
const update: ThreadPurpose = { for: 'client-update', ...opening };
const relayed: ThreadPurpose = { for: 'relayed', ...about, staff: 'cm-1', clientCode: 'K2A', follows: null };
const toOwner = { ...about, conversationId: 'conversation1', staff: 'cm-1' };
const summary: ThreadPurpose = { for: 'summary', ...toOwner, fromSeq: 1 };
const forwarded: ThreadPurpose = { for: 'forwarded', ...toOwner, seq: 4 };

const conversationOf = (owner: string, id = 'conversation1'): Pick<Thread, 'conversation'> => ({
  conversation: {
    id,
    owner,
    reason: 'crisis',
    relay: null,
    openedAt: AT,
    lastActivityAt: AT,
    intro: null,
    failures: 0,
  },
});
const taken: Crisis['phase'] = {
  state: 'taken',
  owner: 'cm-1',
  at: AT,
  waitingSince: AT,
  wait: 1,
  snoozedUntil: null,
};
const resolved: Crisis['phase'] = { state: 'resolved', by: 'cm-1', at: AT, disposition: 'no-danger-found' };

const rows: [string, ThreadPurpose, Partial<Crisis>, Partial<Thread>, boolean][] = [
  ['a page, while nobody took it', page, {}, {}, true],
  ['a page, once it is taken', page, { phase: taken }, {}, false],
  ['a page, after "not me": when everyone is asked, so are they', page, { passed: ['cm-1'] }, {}, true],
  ['a page of an earlier opening', page, { opening: 2 }, {}, false],
  ['a page of another crisis', page, { id: 'crisis2' }, {}, false],
  ['a page for the owner, while the client waits', ownerPage, { phase: taken }, {}, true],
  ['a page for the owner, after a word', ownerPage, { phase: { ...taken, waitingSince: null } }, {}, false],
  ['a page for the owner, in a later wait', ownerPage, { phase: { ...taken, wait: 2 } }, {}, false],
  ['a call for backup, while it lasts', backupPage, { phase: taken }, {}, true],
  ['a call for backup, once it is over', backupPage, { phase: resolved }, {}, false],
  ['"still trying", while nobody took it', update, {}, {}, true],
  ['"still trying", once it is taken', update, { phase: taken }, {}, false],
  ['"still trying", to a phone that opted out', update, {}, { optedOut: true }, false],
  ['words to the client', relayed, { phase: taken }, {}, true],
  ['words to a client who opted out', relayed, { phase: taken }, { optedOut: true }, false],
  ['the summary, for the owner', summary, { phase: taken }, conversationOf('cm-1'), true],
  ['the summary, once somebody took over', summary, {}, conversationOf('cm-2', 'conversation2'), false],
  ['the summary, once the conversation is over', summary, { phase: resolved }, {}, false],
  ['a forwarded text, for the owner', forwarded, { phase: taken }, conversationOf('cm-1'), true],
  [
    'a forwarded text, once somebody took over',
    forwarded,
    {},
    conversationOf('cm-2', 'conversation2'),
    false,
  ],
];

it.each(rows)('%s', (_, purpose, crisis, thread, wanted) => {
  expect(isWanted(purpose, aThread({ crisis: aCrisis(crisis), ...thread }))).toBe(wanted);
});

describe('words to the client', () => {
  const waiting = { phase: { ...taken, wait: 2 } };
  const spoken = { phase: { ...taken, waitingSince: null } };

  it.each([
    {
      what: 'that the carrier refused are no word',
      decide: deliveryFailed,
      todo: ['contact-check in 3 min', 'tell cm-1'],
    },
    { what: 'that are held up are no word yet', decide: wordWaits, todo: ['contact-check in 3 min'] },
    {
      what: 'that were dropped, because the client opted out, are no word',
      decide: notWanted,
      todo: ['tell cm-1', 'contact-check in 3 min'],
    },
  ])('$what', ({ decide, todo }) => {
    given({ crisis: spoken })
      .when(file => decide(file, relayed, '30003'))
      .then({ todo, crisis: waiting });
  });

  it('count when they leave after all', () => {
    given({ crisis: { phase: taken } })
      .when(file => wordSent(file, relayed))
      .then({
        todo: ['silence-check in 10 min'],
        crisis: { phase: { ...taken, waitingSince: null, wait: 2 } },
      });
  });

  it('of somebody who was relieved of the crisis change nothing', () => {
    given({ crisis: { phase: { ...taken, owner: 'cm-2' } } })
      .when(file => wordSent(file, relayed))
      .then({ todo: [] });
  });
});

describe('a client’s text that its reader did not get', () => {
  it('in an open crisis waits for the take', () => {
    given({ crisis: { heldFromSeq: 6 } })
      .when(file => notWanted(file, forwarded))
      .then({ crisis: { heldFromSeq: 4 }, todo: [] });
  });

  it('otherwise is given anew', () => {
    given()
      .when(file => notWanted(file, forwarded))
      .then({ thread: { waiting: { fromSeq: 4, since: AT } }, todo: ['give'] });
  });

  it('because they left the team is given to somebody else', () => {
    given({ thread: conversationOf('cm-9') })
      .when(file => notWanted(file, forwarded))
      .then({ thread: { conversation: null, waiting: { fromSeq: 4, since: AT } }, todo: ['give'] });
  });
});
