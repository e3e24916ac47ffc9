/** Without 0 O 1 I L, which a tired reader takes for one another. */
const DIGITS = '23456789';
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ';

/** Codes that people would misread as a time, an ordinal or a word: never drawn, never read as a code. */
const NO_CRISIS_CODE = /^.(AM|PM|ST|ND|RD|TH|SS|FU|FK)/;
const NO_CLIENT_CODE = /^(A5S|B4N|B4U|F4G|F4T|G2G|H8R|P2P|S3X)/;

const CRISIS_SHAPE = new RegExp(`^[${DIGITS}][${LETTERS}]{2}[${DIGITS}]?$`);
const CLIENT_SHAPE = new RegExp(`^[${LETTERS}][${DIGITS}][${LETTERS}]{1,2}$`);

/** A crisis code begins with a digit: `7FQ`, or `7FQ2` once the short ones are used up. */
export function isCrisisCode(text: string): boolean {
  return CRISIS_SHAPE.test(text) && !NO_CRISIS_CODE.test(text);
}

/** A client code begins with a letter: `K2A`, or `K2AB` once the short ones are used up. */
export function isClientCode(text: string): boolean {
  return CLIENT_SHAPE.test(text) && !NO_CLIENT_CODE.test(text);
}

/** The code that chance picks, from one number in [0, 1) a character. One that is never used gives way to a neighbour. */
export function crisisCodeFrom(random: readonly number[], length: 3 | 4): string {
  return drawn(random, [DIGITS, LETTERS, LETTERS, DIGITS].slice(0, length), isCrisisCode);
}

/** As `crisisCodeFrom`. */
export function clientCodeFrom(random: readonly number[], length: 3 | 4): string {
  return drawn(random, [LETTERS, DIGITS, LETTERS, LETTERS].slice(0, length), isClientCode);
}

function drawn(
  random: readonly number[],
  alphabets: readonly string[],
  isCode: (text: string) => boolean,
): string {
  if (random.length < alphabets.length) throw new Error(`A code needs ${alphabets.length} random numbers.`);
  for (let step = 0; step < LETTERS.length; step += 1) {
    const code = alphabets
      .map((alphabet, i) => {
        const place = Math.floor((random[i] ?? 0) * alphabet.length);
        return alphabet.charAt((place + step) % alphabet.length);
      })
      .join('');
    if (isCode(code)) return code;
  }
  throw new Error('The codes that are never used leave none to draw.');
}

/**
 * A code as people type it: any case, with spaces, dots or hyphens between (`7 fq`, `7-F-Q`). The fourth character must
 * stand close, for `7FQ 2` is a code and an answer. No code has a zero or an O, so there is none to forgive.
 */
const TYPED_CODE =
  /(?<![\p{L}\p{N}])(?:[2-9][ .-]?[A-Z][ .-]?[A-Z](?:-?[2-9])?|[A-Z][ .-]?[2-9][ .-]?[A-Z](?:-?[A-Z])?)(?![\p{L}\p{N}])/giu;

export interface TypedCode {
  readonly kind: 'crisis' | 'client';
  readonly code: string;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** Every code in a text, in order. */
export function findCodes(text: string): TypedCode[] {
  return [...text.matchAll(TYPED_CODE)].flatMap(match => {
    const code = match[0].replace(/[ .-]/g, '').toUpperCase();
    const place = { start: match.index, end: match.index + match[0].length };
    if (isCrisisCode(code)) return { kind: 'crisis' as const, code, ...place };
    return isClientCode(code) ? { kind: 'client' as const, code, ...place } : [];
  });
}

/** The codes in a text, each once, in order. */
export function readCodes(text: string): { crisisCodes: string[]; clientCodes: string[] } {
  const found = findCodes(text);
  const codes = (kind: TypedCode['kind']) => [
    ...new Set(found.filter(typed => typed.kind === kind).map(typed => typed.code)),
  ];
  return { crisisCodes: codes('crisis'), clientCodes: codes('client') };
}
