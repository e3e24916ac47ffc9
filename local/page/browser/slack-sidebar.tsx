import type { SlackUser } from './slack-people.ts';

interface Props {
  readonly channels: readonly string[];
  readonly chosen: string;
  readonly onChoose: (channel: string) => void;
  readonly users: readonly SlackUser[];
  readonly actingAs: string;
  readonly onActAs: (user: string) => void;
}

const DIRECT = 'Handrail';

/** Channels, the app's direct messages, and whose Slack this is. */
export function SlackSidebar({ channels, chosen, onChoose, users, actingAs, onActAs }: Props) {
  return (
    <nav class="slack-sidebar" aria-label="Slack">
      <p class="workspace">Slack</p>
      <label>
        Acting as
        <select value={actingAs} onChange={event => onActAs(event.currentTarget.value)}>
          {users.map(user => (
            <option key={user.id} value={user.id}>
              {user.name}
            </option>
          ))}
        </select>
      </label>
      <h3>Channels</h3>
      <ul>
        {channels.map(channel => (
          <li key={channel}>
            <Item words={`# ${channel}`} here={chosen === channel} onChoose={() => onChoose(channel)} />
          </li>
        ))}
      </ul>
      <h3>Apps</h3>
      <ul>
        <li>
          <Item words={DIRECT} here={!channels.includes(chosen)} onChoose={() => onChoose(DIRECT)} />
        </li>
      </ul>
    </nav>
  );
}

function Item({ words, here, onChoose }: { words: string; here: boolean; onChoose: () => void }) {
  return (
    <button type="button" aria-current={here ? 'page' : undefined} onClick={onChoose}>
      {words}
    </button>
  );
}
