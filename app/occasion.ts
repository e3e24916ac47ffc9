import type { Occasion } from '../core/decision.ts';
import type { Outside } from './ports.ts';

/** After this many refused candidates the short codes are getting used up, and a longer one is drawn. */
const SHORT_CODE_TRIES = 4;

/** The moment and the chance of one try at a decision; `attempt` counts from 1. */
export function occasionOf(outside: Pick<Outside, 'clock' | 'chance'>, attempt: number): Occasion {
  const { clock, chance } = outside;
  const at = clock.now();
  const length = attempt > SHORT_CODE_TRIES ? 4 : 3;
  return {
    at,
    id: chance.ulid(at),
    crisisCode: chance.crisisCode(length),
    clientCode: chance.clientCode(length),
    token: chance.token(),
  };
}
