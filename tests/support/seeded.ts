/** Chance that can be repeated: mulberry32 gives the same numbers for the same seed on every machine. */
export class Seeded {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new Error('There is nothing to pick from');
    return picked;
  }
}

/** `npm test` plays the same lives each time, so that a failure is of the change and not of the draw. */
const USUAL_SEED = 20260107;

/** The seed of this run, printed so that it can be repeated: `SEED=<number>`, or `SEED=random` to look for more. */
export function seedOfRun(what: string): number {
  const given = process.env['SEED'];
  const drawn = given === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(given ?? USUAL_SEED);
  if (!Number.isInteger(drawn)) throw new Error(`SEED is a whole number or "random", not "${given ?? ''}".`);
  process.stdout.write(`${what}: SEED=${drawn} repeats it; SEED=random draws another\n`);
  return drawn;
}
