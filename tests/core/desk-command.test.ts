import { describe, expect, it } from 'vitest';
import { beginsLikeCommand, readDeskText } from '../../core/desk-command.ts';
import type { CommandWord, DeskText } from '../../core/desk-text.ts';

function reads(cases: readonly (readonly [string, DeskText])[]): void {
  it.each(cases)('%j', (body, expected) => {
    expect(readDeskText(body)).toEqual(expected);
  });
}

describe('a code takes', () => {
  const takes = [
    ...[
      '7FQ',
      '7fq',
      ' 7fq ',
      '7 fq',
      '7 f q',
      '7-F-Q',
      '7FQ.',
      '7FQ!',
      '7FQ omw',
      '7 fq omw',
      'ack 7FQ',
      '7FQ ack',
    ],
    ...[
      'got it 7FQ',
      '7FQ mine',
      '7FQ is mine',
      'taking 7FQ',
      'take 7fq',
      'Take 7FQ.',
      "I'll take 7FQ",
      '7FQ ok',
    ],
    ...['i’ve got 7FQ', 'on it 7FQ', '7FQ, on my way', '7FQ 👍', '7FQ K2A omw', 'I have 7FQ now', '7FQ 7FQ'],
  ];
  reads(takes.map(body => [body, { kind: 'take', code: '7FQ' }]));
});

describe('a client code takes the crisis of that client', () => {
  reads([
    ['K2A', { kind: 'take-client', clientCode: 'K2A', rest: '' }],
    ['k2a', { kind: 'take-client', clientCode: 'K2A', rest: '' }],
    ['K2A omw', { kind: 'take-client', clientCode: 'K2A', rest: 'omw' }],
    ['on it K2A', { kind: 'take-client', clientCode: 'K2A', rest: 'on it' }],
  ]);
});

describe('beside a code, these are not a take', () => {
  const looksLike = (body: string): [string, DeskText] => [
    body,
    { kind: 'unclear', looksLike: 'TAKE', body },
  ];
  reads([
    ...[
      '7FQ?',
      '7FQ who is this',
      "7FQ can't",
      '7FQ not me',
      '7FQ are you safe',
      '7FQ 8XY',
      '7FQ or 8XY?',
    ].map(looksLike),
    ["can't take 7FQ", { kind: 'text', body: "can't take 7FQ" }],
    ['you take 7FQ', { kind: 'text', body: 'you take 7FQ' }],
    ['please take 7FQ', { kind: 'text', body: 'please take 7FQ' }],
    ['is 7FQ mine?', { kind: 'text', body: 'is 7FQ mine?' }],
    ['K2A?', { kind: 'unclear', looksLike: 'TAKE', body: 'K2A?' }],
  ]);
});

describe('without a code', () => {
  const claims = [
    'on it',
    'On it!',
    'omw',
    'OMW',
    'I got it',
    "I'm on it",
    'I’m on it',
    'on my way',
    'mine',
    'taking it',
    'ack',
  ];
  reads(claims.map(body => [body, { kind: 'claim' }]));
  const oks = ['ok', 'OK', 'k', 'Okay.', 'y', '👍', '👍🏽', '👌', 'ok thanks', 'got it', 'thanks'];
  reads(oks.map(body => [body, { kind: 'ok' }]));
  reads([
    ['ok?', { kind: 'text', body: 'ok?' }],
    ['on it?', { kind: 'text', body: 'on it?' }],
    ['', { kind: 'empty' }],
    ['  \n ', { kind: 'empty' }],
    ['3', { kind: 'number', n: 3 }],
    ['#2', { kind: 'number', n: 2 }],
    ['12.', { kind: 'number', n: 12 }],
    ['300', { kind: 'text', body: '300' }],
    ['send', { kind: 'send' }],
    ['SEND.', { kind: 'send' }],
    ['send me the address', { kind: 'text', body: 'send me the address' }],
  ]);
});

describe('a command', () => {
  reads([
    ['WHO', { kind: 'who' }],
    ["who's on?", { kind: 'who' }],
    ['who is on call', { kind: 'who' }],
    ['list', { kind: 'list' }],
    ['LIST OPEN', { kind: 'list' }],
    ...['MENU', 'help', 'Help!', '?', '??', 'commands'].map(body => [body, { kind: 'menu' }] as const),
    ['TAKEOVER 7FQ', { kind: 'takeover', code: '7FQ' }],
    ['take over 7 fq', { kind: 'takeover', code: '7FQ' }],
    ['takeover', { kind: 'takeover', code: null }],
    ['CARD K2A', { kind: 'card', code: 'K2A' }],
    ['card: k2a', { kind: 'card', code: 'K2A' }],
    ['CARD 7FQ', { kind: 'card', code: '7FQ' }],
    ['card', { kind: 'card', code: null }],
    ['Card K2A please', { kind: 'card', code: 'K2A' }],
    ['CALL K2A', { kind: 'call', code: 'K2A' }],
    ['call', { kind: 'call', code: null }],
    ['PASS 7FQ', { kind: 'pass', code: '7FQ' }],
    ['pass', { kind: 'pass', code: null }],
    ['7FQ pass', { kind: 'pass', code: '7FQ' }],
    ['BACKUP 7FQ', { kind: 'backup', code: '7FQ' }],
    ['back up', { kind: 'backup', code: null }],
    ['spoke 7FQ', { kind: 'spoke', code: '7FQ' }],
    ['7fq spoke', { kind: 'spoke', code: '7FQ' }],
    ['SPOKE K2A', { kind: 'spoke', code: 'K2A' }],
    ['spoke.', { kind: 'spoke', code: null }],
    ['NOTE K2A met at home,\nwill call', { kind: 'note', code: 'K2A', text: 'met at home,\nwill call' }],
    ['note k2a: calmer', { kind: 'note', code: 'K2A', text: 'calmer' }],
    ['NOTE she agreed to call', { kind: 'note', code: null, text: 'she agreed to call' }],
    ['note: she agreed', { kind: 'note', code: null, text: 'she agreed' }],
    ['DID 7FQ called 911', { kind: 'did', code: '7FQ', text: 'called 911' }],
    ['DID called her mother', { kind: 'did', code: null, text: 'called her mother' }],
    ['did: called her mother', { kind: 'did', code: null, text: 'called her mother' }],
  ]);
});

describe('DONE', () => {
  const done = (code: string | null, disposition: string | null, rest: string) =>
    ({ kind: 'done', code, disposition, rest }) as DeskText;
  reads([
    ['DONE', done(null, null, '')],
    ['done.', done(null, null, '')],
    ['DONE 7FQ', done('7FQ', null, '')],
    ['done 7 fq 2', done('7FQ', '988-warm-transfer', '2')],
    ['DONE 7FQ #6', done('7FQ', 'no-danger-found', '#6')],
    ['DONE 3', done(null, 'mobile-crisis-team', '3')],
    ['7FQ done 1', done('7FQ', 'safety-plan-reviewed', '1')],
    ['done 7FQ safety plan reviewed', done('7FQ', 'safety-plan-reviewed', 'safety plan reviewed')],
    [
      'done 7FQ reviewed the safety plan with her',
      done('7FQ', 'safety-plan-reviewed', 'reviewed the safety plan with her'),
    ],
    ['done K2A took him to the ER', done('K2A', 'emergency-department', 'took him to the ER')],
    ['done welfare check', done(null, '911-or-welfare-check', 'welfare check')],
    ['done 7FQ no contact made', done('7FQ', 'no-contact-made', 'no contact made')],
    ['done 7FQ couldn’t reach her', done('7FQ', 'no-contact-made', 'couldn’t reach her')],
    ['done 7FQ she refused the ER', done('7FQ', null, 'she refused the ER')],
    ['done 7FQ 911 not needed', done('7FQ', null, '911 not needed')],
    ['done 7FQ 9', done('7FQ', null, '9')],
    ['done 7FQ mobile crisis or hospital', done('7FQ', null, 'mobile crisis or hospital')],
  ]);
});

describe('what a case manager may be saying to a client is asked about', () => {
  const cases: readonly [string, CommandWord][] = [
    ['Call me when you can', 'CALL'],
    ['call 911 now', 'CALL'],
    ['done with school today?', 'DONE'],
    ['Done with the hospital', 'DONE'],
    ['done?', 'DONE'],
    ["Note that I'm here at 5", 'NOTE'],
    ['NOTE THE ADDRESS', 'NOTE'],
    ['Note', 'NOTE'],
    ['Pass by the office', 'PASS'],
    ['who is with you', 'WHO'],
    ["Who's there with you?", 'WHO'],
    ['list 3 things you see', 'LIST'],
    ['card in the mail?', 'CARD'],
    ['did you eat today?', 'DID'],
    ['Did you take your meds', 'DID'],
    ['DID YOU EAT', 'DID'],
    ['Help is on the way', 'MENU'],
    ['back up a bit, what happened?', 'BACKUP'],
    ['spoke to your doctor', 'SPOKE'],
    ['SPOKE 7FQ no answer', 'SPOKE'],
    ['take over the counter ones', 'TAKEOVER'],
  ];
  reads(cases.map(([body, looksLike]) => [body, { kind: 'unclear', looksLike, body }]));
  it.each(cases)('and never forwarded from a relay: %j', body => {
    expect(beginsLikeCommand(body)).toBe(true);
  });
});

describe('words for a client', () => {
  reads([
    ['K2A are you safe?', { kind: 'to-client', clientCode: 'K2A', body: 'are you safe?' }],
    ['k2a: call me when you can', { kind: 'to-client', clientCode: 'K2A', body: 'call me when you can' }],
    ['K2A ok', { kind: 'to-client', clientCode: 'K2A', body: 'ok' }],
    ['K2A 💙', { kind: 'to-client', clientCode: 'K2A', body: '💙' }],
  ]);
  const plain = [
    ...[
      'Are you safe right now?',
      'Calling you in 5',
      "didn't see you there",
      'Passed by, nobody home',
      'Listen, I am here',
    ],
    ...[
      'whoever is with you can stay',
      '5 pm works',
      '2nd floor',
      '2 be honest I was worried',
      'Take your time',
    ],
    ...['cardiologist is at 3', 'callie is here', 'you are doing well', 'ok see you at 5'],
  ];
  reads(plain.map(body => [body, { kind: 'text', body }]));
  it.each([...plain, 'ok', 'omw', '3', ''])('are no command: %j', body => {
    expect(beginsLikeCommand(body)).toBe(false);
  });
  it.each(['7FQ', 'K2A', 'K2A hi', '7FQ hi', 'CARD', 'WHO', '?', 'SEND'])(
    'are not what these are: %j',
    body => {
      expect(beginsLikeCommand(body)).toBe(true);
    },
  );
});
