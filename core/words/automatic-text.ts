import type { Team } from '../team.ts';
import type { Thread } from '../thread.ts';
import { clientWords } from './client-words.ts';

/** What the line may have to say to a client by itself. */
export type Saying =
  | { readonly say: 'safety-reply' | 'still-trying' | 'empty-text' | 'unknown-number' }
  /** `readAt` is when somebody reads, such as `9:00 AM`. */
  | { readonly say: 'night-answer'; readonly readAt: string };

/**
 * The words for it, in the client's language; on a shared phone in each language that is spoken there. None: better
 * nothing. On a phone that somebody else may read the line says the wording agreed at enrolment where a client in crisis
 * must hear something, and nothing anywhere else.
 */
export function automaticTexts(thread: Thread, team: Team, saying: Saying): string[] {
  const languages = new Set(thread.people.map(person => person.language));
  const texts = [...languages].flatMap(language => textIn(language, thread, team, saying) ?? []);
  return [...new Set(texts)];
}

function textIn(language: string, thread: Thread, team: Team, saying: Saying): string | null {
  const words = clientWords(language);
  const discreet = thread.discreetSafetyReply;
  switch (saying.say) {
    case 'safety-reply':
      return discreet ?? words.safetyReply(thread.kind === 'provisional' ? team.programName : null);
    case 'still-trying':
      return discreet ?? words.stillTrying;
    case 'night-answer':
      return discreet === null ? words.nightAnswer(saying.readAt) : null;
    case 'empty-text':
      return discreet === null ? words.emptyText : null;
    case 'unknown-number':
      return words.unknownNumber(team.programName);
  }
}
