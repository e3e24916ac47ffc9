/** A start that cannot go on, in one sentence for the person at the keyboard: what is wrong and what to do. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
