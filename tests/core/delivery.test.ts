import { expect, it } from 'vitest';
import { isWanted, type ThreadPurpose } from '../../core/delivery.ts';
import type { Crisis, Thread } from '../../core/thread.ts';
import { aCrisis, AT, aThread } from '../support/rows.ts';

const about = { team: 'north', threadId: 'thread1' };
const opening = { ...about, crisisId: 'crisis1', opening: 1 };
const page: ThreadPurpose = { for: 'page', ...opening, rung: 0, staff: 'cm-1' };
const ownerPage: ThreadPurpose = { for: 'owner-page', ...opening, wait: 1, staff: 'cm-1' };
const backupPage: ThreadPurpose = { for: 'backup-page', ...opening, staff: 'cm-2' };
const update: ThreadPurpose = { for: 'client-update', ...opening };
const relayed: ThreadPurpose = { for: 'relayed', ...about, staff: 'cm-1', clientCode: 'K2A' };

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
];

it.each(rows)('%s', (_, purpose, crisis, thread, wanted) => {
  expect(isWanted(purpose, aThread({ crisis: aCrisis(crisis), ...thread }))).toBe(wanted);
});
