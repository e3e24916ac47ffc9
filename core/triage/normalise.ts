/** A text as the rules read it, and where each of its characters came from. */
export interface Normalised {
  readonly plain: string;
  /** For each UTF-16 unit of `plain`, the index in the original text. */
  readonly origins: readonly number[];
}

/** Lower case, straight quotes, no accents or invisible marks, single spaces. */
export function normalise(text: string): Normalised {
  let plain = '';
  const origins: number[] = [];
  let index = 0;
  for (const character of text) {
    const piece = plainPiece(character);
    // A space counts once, and not at the beginning.
    if (piece !== ' ' || (plain !== '' && !plain.endsWith(' '))) {
      plain += piece;
      origins.push(...new Array<number>(piece.length).fill(index));
    }
    index += character.length;
  }
  return { plain, origins };
}

function plainPiece(character: string): string {
  if (/\s/u.test(character)) return ' ';
  if (/[‘’‛´`]/u.test(character)) return "'";
  if (/[“”„‟«»]/u.test(character)) return '"';
  return character
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}\p{Emoji_Modifier}\uFE0F]/gu, '')
    .toLowerCase();
}
