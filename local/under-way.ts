import type { Busy } from './background.ts';

/** Counts the calls of the line that are being answered. */
export interface UnderWay extends Busy {
  /** How many began so far. */
  begun(): number;
  count<T>(call: () => Promise<T>): Promise<T>;
}

export function createUnderWay(): UnderWay {
  let begun = 0;
  let open = 0;
  let waiting: (() => void)[] = [];
  return {
    begun: () => begun,
    busy: () => open > 0,
    idle: () => (open === 0 ? Promise.resolve() : new Promise(done => void waiting.push(done))),
    count: async call => {
      begun += 1;
      open += 1;
      try {
        return await call();
      } finally {
        open -= 1;
        if (open === 0) {
          for (const done of waiting) done();
          waiting = [];
        }
      }
    },
  };
}
