import { Disposition } from './thread.ts';

/** The ways people name an ending, without the small words around them. */
const NAMES: Record<Disposition, readonly string[]> = {
  'safety-plan-reviewed': ['safety plan', 'plan', 'safety planning', 'sp'],
  '988-warm-transfer': ['988', 'warm transfer', '988 warm transfer', 'transfer 988', 'lifeline'],
  'mobile-crisis-team': ['mobile crisis', 'mobile', 'mobile team', 'mct'],
  '911-or-welfare-check': [
    '911',
    'welfare check',
    'wellness check',
    '911 welfare check',
    'police',
    'ambulance',
    'ems',
  ],
  'emergency-department': ['emergency department', 'emergency room', 'ed', 'er', 'hospital'],
  'no-danger-found': ['no danger', 'safe', 'false alarm'],
  'no-contact-made': [
    'no contact',
    'no answer',
    'no reply',
    'unreachable',
    'could not reach',
    "couldn't reach",
  ],
};

const DISPOSITION_OF = new Map(
  Disposition.options.flatMap(disposition => NAMES[disposition].map(name => [name, disposition] as const)),
);

const SMALL_WORDS = new Set(
  (
    'a an and at by call called client did done for found had have he her him i in is made now of or our out reviewed ' +
    'sent she taken team the them they to took transferred via was we went were with'
  ).split(' '),
);

/** The dispositions in the order of the numbered list that a bare `DONE` answers with. */
export const DISPOSITIONS_BY_NUMBER: readonly Disposition[] = Disposition.options;

/**
 * A number of the list, or words that name one ending and nothing else: `2`, `#2`, `took her to the ER`. Null when
 * anything is left over (`she refused the ER`): how a crisis ended is never guessed.
 */
export function readDisposition(text: string): Disposition | null {
  const number = /^[#(]?([1-9])[.):]?$/.exec(text.trim())?.[1];
  if (number !== undefined) return DISPOSITIONS_BY_NUMBER[Number(number) - 1] ?? null;
  if (text.includes('?')) return null;
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}']+/gu) ?? [];
  return DISPOSITION_OF.get(words.filter(word => !SMALL_WORDS.has(word)).join(' ')) ?? null;
}
