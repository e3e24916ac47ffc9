import { setTimeout as sleep } from 'node:timers/promises';
import type { Stopwatch } from '../app/ports.ts';

export const realStopwatch: Stopwatch = {
  nowMs: () => performance.now(),
  wait: ms => sleep(ms),
};
