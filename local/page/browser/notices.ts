import { Refusal } from './api.ts';

type Listener = (sentence: string | null) => void;
const listeners = new Set<Listener>();

/** Shows a failure as a sentence at the foot of the page. */
export function report(error: unknown): void {
  // A fault of the page itself also goes where its author looks.
  if (!(error instanceof Refusal)) console.error(error);
  tell(error instanceof Error ? error.message : 'Something went wrong on this page.');
}

export function clearNotice(): void {
  tell(null);
}

function tell(sentence: string | null): void {
  for (const listener of listeners) listener(sentence);
}

export function onNotice(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
