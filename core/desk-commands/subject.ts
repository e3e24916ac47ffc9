import type { DeskText } from '../desk-text.ts';
import type { Desk, PendingQuestion, RelayUse } from '../desk.ts';
import type { TeamId } from '../team.ts';

/** What a staff text is about, and so what must be loaded to act on it: never more than one more read. */
export type Subject =
  /** A crisis or client code they typed. */
  | { readonly about: 'code'; readonly code: string }
  /** The client of the relay, of the question they were asked, or of their only conversation. */
  | {
      readonly about: 'thread';
      readonly team: TeamId;
      readonly threadId: string;
      readonly clientCode: string;
    }
  /** The open crises: which of them, only the board can tell. */
  | { readonly about: 'board' }
  | { readonly about: 'team' }
  | { readonly about: 'nothing' };

/**
 * @param use the relay the text came in on; null at the desk
 * @param question what was last asked on that number and may still be answered
 */
export function subjectOf(
  text: DeskText,
  use: RelayUse | null,
  question: PendingQuestion | null,
  desk: Desk,
): Subject {
  switch (text.kind) {
    case 'who':
      return { about: 'team' };
    case 'list':
      return { about: 'board' };
    case 'menu':
      return { about: 'nothing' };
    case 'take':
      return { about: 'code', code: text.code };
    case 'take-client':
      return { about: 'code', code: text.clientCode };
    case 'to-client':
      return use === null ? { about: 'code', code: text.clientCode } : threadOf(use);
    case 'takeover':
    case 'card':
    case 'call':
    case 'pass':
    case 'backup':
    case 'spoke':
    case 'note':
    case 'did':
    case 'done':
      return text.code === null ? nearest(use, desk) : { about: 'code', code: text.code };
    case 'number':
    case 'send':
      return threadOfQuestion(question) ?? (use === null ? { about: 'nothing' } : threadOf(use));
    case 'empty':
      return use === null ? { about: 'nothing' } : threadOf(use);
    case 'claim':
    case 'ok':
    case 'tapback':
    case 'driving':
      return use === null ? { about: 'board' } : threadOf(use);
    case 'unclear':
    case 'text':
      return nearest(use, desk);
  }
}

/** Conversations this person has open, on relays or by client code. */
export function openConversations(desk: Desk): readonly RelayUse[] {
  return desk.relays.filter(use => use.until === null);
}

function nearest(use: RelayUse | null, desk: Desk): Subject {
  if (use !== null) return threadOf(use);
  const [only, ...others] = openConversations(desk);
  return only !== undefined && others.length === 0 ? threadOf(only) : { about: 'board' };
}

function threadOfQuestion(question: PendingQuestion | null): Subject | null {
  if (question === null) return null;
  const { team, threadId } = question;
  return { about: 'thread', team, threadId, clientCode: question.ask === 'send' ? question.clientCode : '' };
}

function threadOf(use: RelayUse): Subject {
  return { about: 'thread', team: use.team, threadId: use.threadId, clientCode: use.clientCode };
}
