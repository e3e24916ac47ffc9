import { useState } from 'preact/hooks';
import { post } from './api.ts';
import type { Time } from './clock.ts';
import { NextHandoff } from './contract.ts';
import { useLive } from './live.ts';
import { report } from './notices.ts';
import { calendarDay, clockTime, timeOrDay } from './times.ts';

/** Now, in the team's zone, and the buttons that move it. */
export function ClockBar({ time }: { time: Time }) {
  const handoff = useLive(['clock'], '/sim/next-handoff', NextHandoff);
  const [moving, setMoving] = useState(false);

  async function move(step: { advance: string } | { to: string }): Promise<void> {
    setMoving(true);
    await post('/sim/clock', step).catch(report);
    setMoving(false);
  }

  const handoffAt = handoff?.at == null ? null : new Date(handoff.at);
  return (
    <section class="clock" aria-label="Clock" aria-busy={moving}>
      <p class="clock-now">
        <time dateTime={time.now.toISOString()}>{clockTime(time.now, time.zone)}</time>
        <span>
          {calendarDay(time.now, time.zone)}
          <span class={`clock-state ${time.standing ? 'standing' : 'running'}`}>
            {moving ? 'moving …' : time.standing ? 'standing still' : 'running'}
          </span>
        </span>
      </p>
      <div class="clock-steps">
        <button type="button" disabled={moving} onClick={() => void move({ advance: 'PT1M' })}>
          +1 min
        </button>
        <button type="button" disabled={moving} onClick={() => void move({ advance: 'PT5M' })}>
          +5 min
        </button>
        <button
          type="button"
          disabled={moving || handoffAt === null}
          title={
            handoffAt === null ? undefined : `On-call changes ${timeOrDay(handoffAt, time.now, time.zone)}`
          }
          onClick={() => handoffAt !== null && void move({ to: handoffAt.toISOString() })}
        >
          next handoff
        </button>
      </div>
    </section>
  );
}
