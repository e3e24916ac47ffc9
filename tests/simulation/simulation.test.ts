import { describe, expect, it } from 'vitest';
import { Seeded, seedOfRun } from '../support/seeded.ts';
import { finish } from './finish.ts';
import { play } from './play.ts';
import { drawSteps, type Step } from './steps.ts';
import { World } from './world.ts';

const RUNS = Number(process.env['SIMULATION_RUNS'] ?? 15);
const STEPS_A_RUN = Number(process.env['SIMULATION_STEPS'] ?? 80);
/** Replays that look for a shorter list of steps with the same end. */
const MOST_REPLAYS = 400;

/** Plays the steps in a world of their own. What went wrong, or nothing. */
async function outcomeOf(steps: readonly Step[]): Promise<string[]> {
  const world = new World();
  await world.begin();
  for (const step of steps) {
    await play(world, step);
    if (world.watch.violations.length > 0) return world.watch.violations;
  }
  await finish(world);
  return world.watch.violations;
}

/** Leaves out ever smaller stretches of steps for as long as something still goes wrong. */
async function shortened(steps: readonly Step[]): Promise<readonly Step[]> {
  let shortest = steps;
  let replays = 0;
  for (let stretch = Math.ceil(steps.length / 2); stretch >= 1; stretch = Math.floor(stretch / 2)) {
    for (let from = 0; from < shortest.length && replays < MOST_REPLAYS; replays += 1) {
      const candidate = [...shortest.slice(0, from), ...shortest.slice(from + stretch)];
      if ((await outcomeOf(candidate)).length > 0) shortest = candidate;
      else from += stretch;
    }
  }
  return shortest;
}

const shown = (steps: readonly Step[]) => steps.map(step => `  ${JSON.stringify(step)}`).join('\n');

describe('whatever people, carriers and machines do', () => {
  it(`all that must hold does, in ${RUNS} lives of ${STEPS_A_RUN} steps`, { timeout: 600_000 }, async () => {
    const seed = seedOfRun('Simulation');
    const chance = new Seeded(seed);
    for (let run = 1; run <= RUNS; run += 1) {
      const steps = drawSteps(chance, STEPS_A_RUN);
      if ((await outcomeOf(steps)).length === 0) continue;
      const shortest = await shortened(steps);
      const violations = (await outcomeOf(shortest)).join('\n  ');
      expect.fail(`In life ${run} of SEED=${seed}:\n  ${violations}\nafter\n${shown(shortest)}`);
    }
  });
});
