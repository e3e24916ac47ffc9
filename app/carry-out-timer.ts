import { CaseFile } from '../core/case-file.ts';
import { checkIdle, markReleased } from '../core/conversation.ts';
import { checkContact, checkSilence } from '../core/crisis/contact.ts';
import { updateClient } from '../core/crisis/opening.ts';
import { escalate, isCurrent, pagePeople } from '../core/crisis/paging.ts';
import { tellStandDown } from '../core/crisis/stand-down.ts';
import { takeCrisis } from '../core/crisis/taking.ts';
import { Decision } from '../core/decision.ts';
import { askForwardAgain } from '../core/delivery.ts';
import { DeskFile } from '../core/desk-file.ts';
import { give, hasWaiting, readerOf } from '../core/give.ts';
import { checkUnread } from '../core/hear-client.ts';
import type { Job, Timer } from '../core/job.ts';
import type { PhoneNumber } from '../core/team.ts';
import { commitDecision } from './commit-decision.ts';
import { digest } from './digest.ts';
import { occasionOf } from './occasion.ts';
import type { Outside } from './ports.ts';

/**
 * Makes the decision a timer stands for and commits it together with the timer's end: at most two reads and one
 * transaction. A timer the world has moved past ends without anything else.
 */
export async function carryOutTimer(outside: Outside, job: Job, timer: Timer): Promise<void> {
  if (timer.do === 'raise-alarm') {
    await outside.alarms.raise({ name: timer.name, what: timer.what, ids: timer.ids });
  }
  await commitDecision(outside, async attempt => {
    const decision = new Decision(occasionOf(outside, attempt));
    decision.add({ write: 'finish-timer', id: job.id, attempts: job.attempts });
    await decide(outside, decision, timer, attempt);
    return { writes: decision.writes, result: undefined };
  });
}

async function decide(outside: Outside, decision: Decision, timer: Timer, attempt: number): Promise<void> {
  switch (timer.do) {
    case 'escalate':
      return withFile(outside, decision, timer, file => escalate(file, timer));
    case 'page-people':
      return withFile(outside, decision, timer, file => {
        if (isCurrent(file, timer)) pagePeople(file, timer.rung, timer.staff);
      });
    case 'update-client':
      return withFile(outside, decision, timer, file => updateClient(file, timer));
    case 'contact-check':
      return withFile(outside, decision, timer, file => checkContact(file, timer));
    case 'silence-check':
      return withFile(outside, decision, timer, file => checkSilence(file, timer));
    case 'forward-again':
      return withFile(outside, decision, timer, file => askForwardAgain(file, timer));
    case 'unread-check':
      return withFile(outside, decision, timer, file => checkUnread(file, timer));
    case 'idle-check':
      return withFile(outside, decision, timer, file => checkIdle(file, timer.conversationId));
    case 'give':
      return giveToReader(outside, decision, timer);
    case 'take':
      return takeFor(outside, decision, timer);
    case 'release-relay':
      return withDesk(outside, decision, timer.deskPhone, desk => markReleased(desk, timer.conversationId));
    case 'stand-down': {
      const { team } = await outside.store.load({ team: { kind: 'team', id: timer.team } });
      if (team !== null) tellStandDown(decision, team, timer.staff, timer.text);
      return;
    }
    case 'digest':
      return digest(outside, decision, timer, attempt);
    case 'raise-alarm':
      return;
  }
}

async function withFile(
  outside: Outside,
  decision: Decision,
  where: { team: string; threadId: string },
  decideOn: (file: CaseFile) => void,
): Promise<void> {
  const file = await loadFile(outside, decision, where);
  decideOn(file);
  file.close();
}

async function loadFile(
  outside: Outside,
  decision: Decision,
  where: { team: string; threadId: string },
): Promise<CaseFile> {
  const { team, thread } = await outside.store.load({
    team: { kind: 'team', id: where.team },
    thread: { kind: 'thread', id: where.threadId },
  });
  if (team === null || thread === null)
    throw new Error(`Thread ${where.threadId} of team ${where.team} is gone`);
  return new CaseFile(decision, team, thread);
}

async function withDesk(
  outside: Outside,
  decision: Decision,
  phone: PhoneNumber,
  decideOn: (desk: DeskFile) => void,
): Promise<void> {
  const { desk } = await outside.store.load({ desk: { kind: 'desk', phone } });
  if (desk === null) return;
  const file = new DeskFile(decision, desk.teams[0] ?? '', desk);
  decideOn(file);
  file.close();
}

async function giveToReader(
  outside: Outside,
  decision: Decision,
  timer: { team: string; threadId: string },
): Promise<void> {
  const file = await loadFile(outside, decision, timer);
  if (!hasWaiting(file)) return;
  const owner = file.thread.conversation?.owner;
  // An owner who left the team reads nothing more.
  if (owner !== undefined && file.phoneOf(owner) === null) file.change({ conversation: null });
  const reader = file.thread.conversation?.owner ?? readerOf(file);
  const phone = reader === null ? null : file.phoneOf(reader);
  const { desk } = await outside.store.load({ desk: phone === null ? null : { kind: 'desk', phone } });
  if (desk === null) {
    nobodyToRead(decision, file);
    return;
  }
  const deskFile = new DeskFile(decision, file.team.id, desk);
  give(file, deskFile);
  file.close();
  deskFile.close();
}

/** What was notified pages on its own after a quarter of an hour; the rest comes again with the next digest. */
function nobodyToRead(decision: Decision, { team, thread }: CaseFile): void {
  decision.add({ write: 'add-waiting', team: team.id, threadId: thread.id });
  decision.now('human', {
    do: 'raise-alarm',
    name: 'nobody-to-read',
    what: 'A client wrote and the team has nobody whose phone could get the text. Put people on its rotation.',
    ids: { team: team.id },
  });
}

async function takeFor(
  outside: Outside,
  decision: Decision,
  timer: Extract<Timer, { do: 'take' }>,
): Promise<void> {
  const { team, thread, desk } = await outside.store.load({
    team: { kind: 'team', id: timer.team },
    thread: { kind: 'thread', id: timer.threadId },
    desk: { kind: 'desk', phone: timer.deskPhone },
  });
  if (team === null || thread === null || desk === null || thread.crisis?.id !== timer.crisisId) return;
  const file = new CaseFile(decision, team, thread);
  const deskFile = new DeskFile(decision, team.id, desk);
  takeCrisis(file, deskFile, team.desk);
  file.close();
  deskFile.close();
}
