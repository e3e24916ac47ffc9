/** A start that cannot go on, in one sentence for the person at the keyboard: what is wrong and what to do. */
export class StartProblem extends Error {
  override readonly name: string = 'StartProblem';
}

/** What to print of an error that ended the start: a sentence, unless it is a fault of ours, which needs its place. */
export function sentenceOf(error: unknown): string {
  if (error instanceof StartProblem) return error.message;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The local run failed in a way nobody foresaw; please report this: ${what}`;
}
