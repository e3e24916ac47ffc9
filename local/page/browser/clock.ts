import { useEffect, useState } from 'preact/hooks';
import { Clock } from './contract.ts';
import { useLive } from './live.ts';

export interface Time {
  readonly now: Date;
  readonly standing: boolean;
  readonly zone: string;
}

const TICK_MS = 1000;

/** The run's clock: stands still, or goes on between two answers of the run. Null until it is known. */
export function useTime(): Time | null {
  const clock = useLive(['clock'], '/sim/clock', Clock);
  const [read, setRead] = useState({ clock, atMs: 0, nowMs: 0 });
  useEffect(() => {
    const atMs = performance.now();
    setRead({ clock, atMs, nowMs: atMs });
    if (clock === null || clock.standing) return;
    const timer = setInterval(() => setRead({ clock, atMs, nowMs: performance.now() }), TICK_MS);
    return () => clearInterval(timer);
  }, [clock]);
  if (clock === null) return null;
  const passedMs = read.clock === clock && !clock.standing ? read.nowMs - read.atMs : 0;
  return { now: new Date(Date.parse(clock.now) + passedMs), standing: clock.standing, zone: clock.zone };
}
