import type { Roster } from './contract.ts';
import type { Side } from './people.ts';
import { formatted } from './people.ts';

/** A number of Handrail's, and what people call it. */
export interface OurNumber {
  readonly number: string;
  readonly words: string;
}

/** The numbers a phone would text, the usual one first. */
export function numbersFor(side: Side, roster: Roster): OurNumber[] {
  const several = roster.teams.length > 1;
  const all = roster.teams.flatMap(team => {
    const of = several ? ` of ${team.id}` : '';
    const line = { number: team.line, words: `the line${of}` };
    const desk = { number: team.desk, words: `the desk${of}` };
    const relays = team.relays.map((number, index) => ({ number, words: `relay ${index + 1}${of}` }));
    return side === 'client' ? [line] : [desk, ...relays, line];
  });
  // A deployment with a single number uses it as line and desk.
  return all.filter((one, index) => all.findIndex(other => other.number === one.number) === index);
}

export function wordsFor(number: string, numbers: readonly OurNumber[]): string {
  return numbers.find(one => one.number === number)?.words ?? formatted(number);
}
