import type { CaseFile } from './case-file.ts';
import type { DeskFile } from './desk-file.ts';
import type { RelayUse } from './desk.ts';
import { chooseRelay } from './relay-choice.ts';
import type { PhoneNumber } from './team.ts';
import type { Conversation } from './thread.ts';
import { after, hours, minutes } from './time.ts';

/** After a relay changed client, the manager's first reply on it must be confirmed for this long. */
const CONFIRM_FOR_MS = hours(24);

export interface OpenedConversation {
  readonly conversation: Conversation;
  /** The owner had it already. */
  readonly kept: boolean;
  /** The relay stood for another client on this phone before. */
  readonly reused: boolean;
}

/** Makes the person at this desk the owner of the thread's conversation; an earlier owner's relay is released. */
export function openConversation(
  file: CaseFile,
  desk: DeskFile,
  reason: Conversation['reason'],
): OpenedConversation {
  const current = file.thread.conversation;
  const owner = desk.desk.staff;
  if (current?.owner === owner) {
    const conversation = { ...current, reason, lastActivityAt: file.at };
    file.change({ conversation });
    return { conversation, kept: true, reused: false };
  }
  if (current !== null) releaseRelay(file, current);
  const { relay, reused } = chooseRelay(desk.desk, file.team.relays, file.thread.id);
  const conversation: Conversation = {
    id: file.decision.nextId(),
    owner,
    reason,
    relay,
    openedAt: file.at,
    lastActivityAt: file.at,
    intro: null,
    failures: 0,
  };
  file.change({ conversation });
  assignRelay(desk, {
    relay,
    team: file.team.id,
    threadId: file.thread.id,
    clientCode: file.person.code,
    conversationId: conversation.id,
    since: file.at,
    until: null,
    confirmUntil: reused ? after(file.at, CONFIRM_FOR_MS) : null,
  });
  file.decision.later('automatic', after(file.at, minutes(file.team.idleMinutes)), {
    do: 'idle-check',
    ...file.about,
    conversationId: conversation.id,
  });
  return { conversation, kept: false, reused };
}

/** Ends the conversation: what is typed on its relay reaches nobody from now on. */
export function closeConversation(file: CaseFile): void {
  const { conversation } = file.thread;
  if (conversation === null) return;
  releaseRelay(file, conversation);
  file.change({ conversation: null });
}

/** Notes that somebody spoke, so that the conversation does not count as idle. */
export function touchConversation(file: CaseFile): void {
  const { conversation } = file.thread;
  if (conversation !== null) file.change({ conversation: { ...conversation, lastActivityAt: file.at } });
}

/** Closes a conversation nobody used for the team's idle time; one that is still owed something stays open. */
export function checkIdle(file: CaseFile, conversationId: string): void {
  const { conversation, crisis, unread } = file.thread;
  if (conversation?.id !== conversationId) return;
  const idleAt = after(conversation.lastActivityAt, minutes(file.team.idleMinutes));
  const owed = unread !== null || (crisis !== null && crisis.phase.state !== 'resolved');
  if (!owed && idleAt <= file.at) {
    file.record({
      direction: 'internal',
      modality: 'hand-over',
      author: 'line',
      body: `The conversation with ${conversation.owner} closed after ${file.team.idleMinutes} minutes without a word.`,
    });
    closeConversation(file);
    return;
  }
  const again = idleAt > file.at ? idleAt : after(file.at, minutes(file.team.idleMinutes));
  file.decision.later('automatic', again, { do: 'idle-check', ...file.about, conversationId });
}

/** Marks the relay of a closed conversation as free. */
export function markReleased(desk: DeskFile, conversationId: string): void {
  const at = desk.decision.at;
  desk.change({
    relays: desk.desk.relays.map(use =>
      use.conversationId === conversationId && use.until === null ? { ...use, until: at } : use,
    ),
  });
}

/** The open use a relay number, or the desk itself for a client code, has on this phone. */
export function useOfRelay(desk: DeskFile, relay: PhoneNumber): RelayUse | null {
  return desk.desk.relays.find(use => use.relay === relay) ?? null;
}

/** One row per relay; uses without a relay (client codes as prefixes) are kept only while they are open. */
function assignRelay(desk: DeskFile, use: RelayUse): void {
  const others = desk.desk.relays.filter(other =>
    use.relay === null ? other.relay !== null || other.until === null : other.relay !== use.relay,
  );
  desk.change({ relays: [...others, use] });
}

function releaseRelay(file: CaseFile, conversation: Conversation): void {
  const deskPhone = file.phoneOf(conversation.owner);
  if (deskPhone !== null)
    file.decision.now('human', { do: 'release-relay', deskPhone, conversationId: conversation.id });
}
