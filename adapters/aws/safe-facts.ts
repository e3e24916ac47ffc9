export type Fact = string | number | boolean | null;

/** The facts that may be words at all: ids, kinds and codes. A fact of another name may be a count or a truth. */
const WORDED = new Set(
  (
    'action client code conversation crisis edge errand error function job kind lane message method operation ' +
    'purpose reason requestId service severity sid staff state status team thread timer'
  ).split(' '),
);

/** Ids, kinds and codes are one word. A client's text and most full names are not. */
const ONE_WORD = /^[\w.:#@/+=-]{0,200}$/;

/** Seven digits or more that stand alone or after a plus sign: E.164, or a local number. A ULID or a sid is not one. */
const PHONE_NUMBER = /(?<![A-Za-z0-9])\+?\d{7,15}(?![A-Za-z0-9])/;

/** Dashes and dots between the digits do not hide a number; an instant or a date is none. */
const WRITTEN_NUMBER = /(?<![A-Za-z0-9])\+?(?:\d{1,3}[.-])?\d{3}[.-]\d{3}[.-]\d{4}(?![A-Za-z0-9])/;

export const WITHHELD = '[withheld]';

/**
 * The last guard before a log line. Callers log ids, kinds, counts and durations by rule; a fact that looks like words or
 * like a phone number got there by mistake, and is withheld rather than kept for as long as logs are.
 */
export function safeFacts<F extends Record<string, Fact>>(
  facts: F,
): { [K in keyof F]: F[K] | typeof WITHHELD };
export function safeFacts(facts: Record<string, Fact>): Record<string, Fact> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, isSafe(name, fact) ? fact : WITHHELD]),
  );
}

function isSafe(name: string, fact: Fact): boolean {
  if (typeof fact === 'number') return fact < MAX_COUNT;
  if (typeof fact !== 'string') return true;
  return WORDED.has(name) && ONE_WORD.test(fact) && !PHONE_NUMBER.test(fact) && !WRITTEN_NUMBER.test(fact);
}

/** Counts and milliseconds stay below; a number with a country and an area code does not. */
const MAX_COUNT = 1_000_000_000;
