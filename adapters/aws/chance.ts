import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import type { Chance } from '../../app/ports.ts';
import { clientCodeFrom, crisisCodeFrom } from '../../core/codes.ts';
import { epochMs } from '../../core/time.ts';

const TOKEN_BYTES = 24;
/** The core refuses a code in fifty as too easily misread; this many refusals in a row are not chance. */
const MAX_DRAWS = 50;

/** Chance from the operating system's generator: ids and codes must not be guessed. */
export const chance: Chance = {
  ulid: at => ulid(epochMs(at), fraction),
  crisisCode: length => drawn(crisisCodeFrom, length),
  clientCode: length => drawn(clientCodeFrom, length),
  token: () => randomBytes(TOKEN_BYTES).toString('base64url'),
  jitter: fraction,
};

/** A number in [0, 1). */
function fraction(): number {
  return randomBytes(4).readUInt32BE() / 2 ** 32;
}

function drawn(codeFrom: (random: readonly number[], length: 3 | 4) => string | null, length: 3 | 4): string {
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const code = codeFrom(Array.from({ length }, fraction), length);
    if (code !== null) return code;
  }
  throw new Error(`No code of length ${length} was accepted in ${MAX_DRAWS} draws.`);
}
