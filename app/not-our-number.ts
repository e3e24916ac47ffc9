/** A webhook for a number that no team of ours has: the carrier's configuration and the roster disagree. */
export class NotOurNumber extends Error {
  override readonly name = 'NotOurNumber';

  constructor() {
    super(
      'No team has the number that was texted. Import a roster that names it, or point the number elsewhere.',
    );
  }
}
