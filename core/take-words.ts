import { findCodes } from './codes.ts';
import type { TypedCode } from './codes.ts';
import type { DeskText } from './desk-text.ts';

const OKS = new Set([
  ...[
    'ok',
    'k',
    'kk',
    'okay',
    'okey',
    'y',
    'yes',
    'yep',
    'yeah',
    'yup',
    'sure',
    'got it',
    'thanks',
    'thank you',
  ],
  ...['ok thanks', 'ok thank you', 'okay thanks', 'ok got it', '👍', '👌', '✅'],
]);
const CLAIMS = new Set([
  ...[
    'on it',
    "i'm on it",
    'im on it',
    'omw',
    "i'm omw",
    'im omw',
    'on my way',
    "i'm on my way",
    'im on my way',
  ],
  ...[
    'i got it',
    "i've got it",
    'ive got it',
    'i got this',
    "i've got this",
    'i have it',
    'mine',
    "it's mine",
  ],
  ...[
    'take',
    'take it',
    'taking',
    'taking it',
    "i'm taking it",
    'im taking it',
    "i'll take it",
    'ill take it',
  ],
  ...['ack', 'acknowledge', 'acknowledged'],
]);

/** Answers that name no code. */
export function readShortAnswer(text: string): DeskText | null {
  const number = /^#?(\d{1,2})[.)]?$/.exec(text)?.[1];
  if (number !== undefined) return { kind: 'number', n: Number(number) };
  if (/^[?¿]+$/.test(text)) return { kind: 'menu' };
  if (text.includes('?')) return null;
  const phrase = wordsOf(text).join(' ');
  if (phrase === 'send') return { kind: 'send' };
  if (OKS.has(phrase)) return { kind: 'ok' };
  return CLAIMS.has(phrase) ? { kind: 'claim' } : null;
}

/** Words that say "mine" beside a code, and words that may stand around them. Anything else, and it is no take. */
const ACKS = new Set(
  'ack acked acknowledge acknowledged coming got have heading me mine omw on take taking way'.split(' '),
);
const OKS_BESIDE_A_CRISIS = new Set(['k', 'ok', 'okay', 'y', 'yeah', 'yep', 'yes', '👍', '👌', '✅']);
const AROUND_ACKS = new Set(
  "am i i'll i'm i've ill im is it it's its ive my now one s thanks there this to will".split(' '),
);

/** `7FQ`, `7 fq omw`, `taking 7-F-Q`, `K2A on it`. */
export function readTake(text: string): DeskText | null {
  if (text.includes('?')) return null;
  const typed = findCodes(text);
  const crisisCodes = new Set(typed.filter(({ kind }) => kind === 'crisis').map(({ code }) => code));
  const clientCodes = new Set(typed.filter(({ kind }) => kind === 'client').map(({ code }) => code));
  const rest = without(text, typed);
  const words = wordsOf(rest);
  const [code] = crisisCodes;
  if (code !== undefined && crisisCodes.size === 1) {
    return saysMine(words, word => ACKS.has(word) || OKS_BESIDE_A_CRISIS.has(word))
      ? { kind: 'take', code }
      : null;
  }
  const [clientCode] = clientCodes;
  if (clientCode === undefined || clientCodes.size > 1 || crisisCodes.size > 0) return null;
  // `K2A ok` may be an answer for the client; `K2A omw` is not one that a bare code would not be.
  return saysMine(words, word => ACKS.has(word))
    ? { kind: 'take-client', clientCode, rest: rest.trim() }
    : null;
}

function saysMine(words: readonly string[], isAck: (word: string) => boolean): boolean {
  return (
    words.length === 0 || (words.some(isAck) && words.every(word => isAck(word) || AROUND_ACKS.has(word)))
  );
}

function without(text: string, typed: readonly TypedCode[]): string {
  return typed
    .toReversed()
    .reduce((left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`, text);
}

/** Words and emoji in lower case, without punctuation or skin tones. */
function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[\p{Emoji_Modifier}\uFE0F]/gu, '');
  return plain.match(/[\p{L}\p{N}']+|\p{Extended_Pictographic}/gu) ?? [];
}
