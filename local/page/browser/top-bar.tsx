import type { Time } from './clock.ts';
import { ClockBar } from './clock-bar.tsx';

export function TopBar({ time, connected }: { time: Time | null; connected: boolean }) {
  return (
    <header class="top">
      <img src="/page/icon.svg" alt="" width={40} height={40} />
      <div class="top-words">
        <h1>
          Handrail
          <span class={connected ? 'marker' : 'marker lost'}>
            {connected ? 'Simulation on this computer' : 'Connection lost, trying again …'}
          </span>
        </h1>
        <p>
          A client texts the line; whoever is on call is paged, takes it and answers. Pick a phone and text.
        </p>
      </div>
      {time !== null && <ClockBar time={time} />}
    </header>
  );
}
