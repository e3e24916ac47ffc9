/** Something that the person at the keyboard can put right; its message is all they need to read. */
export class AdminProblem extends Error {
  override readonly name = 'AdminProblem';
}
