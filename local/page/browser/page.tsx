import { useEffect, useState } from 'preact/hooks';
import { useTime } from './clock.ts';
import { Roster } from './contract.ts';
import { followChanges, useLive } from './live.ts';
import { Notice } from './notice.tsx';
import { PhonesPane } from './phones.tsx';
import { SlackPane } from './slack.tsx';
import { TopBar } from './top-bar.tsx';

const NEVER = [] as const;

/** The phones on one side, the Slack workspace on the other, and the clock above both. */
export function Page() {
  const [connected, setConnected] = useState(true);
  useEffect(() => followChanges(setConnected), []);
  const time = useTime();
  const roster = useLive(NEVER, '/sim/roster', Roster);
  return (
    <>
      <TopBar time={time} connected={connected} />
      {roster === null || time === null ? (
        <p class="quiet connecting">Connecting to the local run …</p>
      ) : (
        <main>
          <PhonesPane roster={roster} time={time} />
          <SlackPane roster={roster} time={time} />
        </main>
      )}
      <Notice />
    </>
  );
}
