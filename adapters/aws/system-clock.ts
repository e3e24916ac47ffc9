import type { Clock } from '../../app/ports.ts';
import { instantOfEpochMs } from '../../core/time.ts';

export const systemClock: Clock = { now: () => instantOfEpochMs(Date.now()) };
