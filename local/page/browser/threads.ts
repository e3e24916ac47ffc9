import type { Text } from './contract.ts';
import type { OurNumber } from './our-numbers.ts';
import { wordsFor } from './our-numbers.ts';

/** What one phone and one other number said to each other: a separate thread, as on a real phone. */
export interface TextThread {
  readonly counterpart: string;
  readonly words: string;
  readonly texts: readonly Text[];
}

export function counterpartOf(text: Pick<Text, 'direction' | 'from' | 'to'>): string {
  return text.direction === 'sent' ? text.to : text.from;
}

/** In the order of our numbers, so that a thread never changes its place; then all others. */
export function threadsOf(texts: readonly Text[], numbers: readonly OurNumber[]): TextThread[] {
  const byCounterpart = Map.groupBy(texts, counterpartOf);
  const known = numbers.map(one => one.number).filter(number => byCounterpart.has(number));
  const others = [...byCounterpart.keys()].filter(number => !known.includes(number));
  return [...known, ...others].map(counterpart => ({
    counterpart,
    words: wordsFor(counterpart, numbers),
    texts: byCounterpart.get(counterpart) ?? [],
  }));
}

export function lastReceived(thread: TextThread): Text | undefined {
  return thread.texts.findLast(text => text.direction === 'received');
}
