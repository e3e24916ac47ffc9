import { describe, expect, it } from 'vitest';
import { readDeskText } from '../../core/desk-command.ts';
import { hearStaff } from '../../core/desk-commands/hear-staff.ts';
import { subjectOf } from '../../core/desk-commands/subject.ts';
import type { Desk, PendingQuestion, RelayUse } from '../../core/desk.ts';
import type { Crisis, Thread } from '../../core/thread.ts';
import { after, minutes } from '../../core/time.ts';
import { answersOf, given, TEAM } from '../support/given.ts';
import { aDesk, AT } from '../support/rows.ts';

const [RELAY = '', OTHER_RELAY = ''] = TEAM.relays;
const ABOUT = { team: 'north', threadId: 'thread1' };
const CONVERSATION: Thread['conversation'] = {
  id: 'conversation1',
  owner: 'cm-1',
  reason: 'crisis',
  relay: RELAY,
  openedAt: AT,
  lastActivityAt: AT,
  intro: null,
  failures: 0,
};
const USE: RelayUse = {
  ...ABOUT,
  relay: RELAY,
  clientCode: 'K2A',
  conversationId: 'conversation1',
  since: AT,
  until: null,
  confirmUntil: null,
};
const HELD: PendingQuestion = {
  ...ABOUT,
  ask: 'send',
  askedOn: RELAY,
  clientCode: 'K2A',
  body: 'note the door code',
  until: after(AT, minutes(30)),
};

/** cm-1 has a conversation with K2A on a relay and types there, or elsewhere. */
function typed(
  body: string,
  {
    on = RELAY,
    desk = {},
    crisis,
  }: { on?: string; desk?: Partial<Desk>; crisis?: Pick<Crisis, 'phase'> } = {},
) {
  const { then, decision, file } = given({
    thread: { conversation: CONVERSATION },
    ...(crisis !== undefined && { crisis }),
    desk: { relays: [USE], ...desk },
  }).when((file, desk) => {
    const use = on === RELAY ? USE : null;
    const read = readDeskText(body);
    hearStaff(
      desk,
      { body, read, mediaCount: 0, askedOn: on, use, publicUrl: 'https://line.example.org' },
      { file, board: null, team: null, unknownCode: null, closedCode: null },
    );
    return desk.desk.questions;
  });
  return { then, file, bodies: answersOf(decision.writes) };
}

describe('words that wait for SEND', () => {
  const desk = { questions: [HELD] };

  it('go out with it, and whoever wrote them hears so', () => {
    const { bodies, then } = typed('SEND', { desk });
    expect(bodies).toEqual(['note the door code', 'Sent to K2A.']);
    then({ result: [] });
  });

  it.each([OTHER_RELAY, TEAM.desk])('stay where they are when SEND comes on %s', on => {
    const { bodies, then } = typed('SEND', { on, desk });
    expect(bodies).toEqual(['Nothing waits for SEND here. Nothing was sent.']);
    then({ result: [HELD] });
  });

  it('are not what SEND at the desk is about', () => {
    expect(subjectOf(readDeskText('SEND'), null, null, aDesk({ relays: [USE], questions: [HELD] }))).toEqual({
      about: 'nothing',
    });
  });

  it.each(['are you there?', 'WHO', 'DONE'])('are forgotten when %j comes there first', body => {
    typed(body, { desk }).then({ result: [] });
  });

  it('give way to others that must wait too, and their writer knows', () => {
    const { bodies, then } = typed('note she wants letters', { desk });
    expect(bodies).toEqual([
      'Not sent, not done: that begins like the command NOTE (MENU lists them). Your text before this one was not sent. Send this one to K2A? Reply SEND',
    ]);
    then({ result: [{ ...HELD, body: 'note she wants letters' }] });
  });
});

describe('DONE with words that may say the opposite', () => {
  const crisis: Pick<Crisis, 'phase'> = {
    phase: { state: 'taken', owner: 'cm-1', at: AT, waitingSince: null, wait: 1, snoozedUntil: null },
  };

  it.each(['DONE 7FQ police refused to come', 'DONE 7FQ no safety plan reviewed'])(
    '%s: asks with the list, and closes nothing',
    body => {
      const { bodies, then } = typed(body, { crisis });
      expect(bodies).toEqual([expect.stringMatching(/^How did 7FQ end\? Answer with a number:/)]);
      then({ crisis });
    },
  );
});
