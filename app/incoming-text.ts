import type { Media } from '../core/record.ts';
import type { PhoneNumber } from '../core/team.ts';

/** A text that reached one of our numbers, as the carrier tells it. */
export interface IncomingText {
  /** The carrier's id; a text that comes again with the same one changes nothing. */
  readonly sid: string;
  readonly from: PhoneNumber;
  readonly to: PhoneNumber;
  readonly body: string;
  readonly media: readonly Media[];
}
