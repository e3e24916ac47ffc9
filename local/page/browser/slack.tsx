import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Time } from './clock.ts';
import type { Roster } from './contract.ts';
import { useLive } from './live.ts';
import { Messages } from './slack-contract.ts';
import { SlackComposer } from './slack-composer.tsx';
import { SlackMessage } from './slack-message.tsx';
import { SlackModal } from './slack-modal.tsx';
import { slackUsers } from './slack-people.ts';
import { SlackSidebar } from './slack-sidebar.tsx';

/** The agency's Slack workspace, as one of its people sees it. */
export function SlackPane({ roster, time }: { roster: Roster; time: Time }) {
  const users = useMemo(() => slackUsers(roster), [roster]);
  const channels = roster.teams.map(team => team.channel);
  const [actingAs, setActingAs] = useState(users[0]?.id ?? '');
  const [chosen, setChosen] = useState(channels[0] ?? '');
  const isDirect = !channels.includes(chosen);
  // A direct message with the app is named by the person who has it.
  const channel = isDirect ? actingAs : chosen;
  const query = new URLSearchParams({ user: actingAs }).toString();
  const messages = useLive(
    ['slack'],
    `/sim/slack/channels/${encodeURIComponent(channel)}/messages?${query}`,
    Messages,
  );

  const list = useRef<HTMLDivElement>(null);
  const newest = messages?.at(-1)?.ts;
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [newest, channel]);

  const name = users.find(user => user.id === actingAs)?.name ?? actingAs;
  return (
    <section class="slack" aria-label="Slack workspace">
      <SlackSidebar
        channels={channels}
        chosen={chosen}
        onChoose={setChosen}
        users={users}
        actingAs={actingAs}
        onActAs={setActingAs}
      />
      <div class="slack-channel">
        <h2>
          {isDirect ? 'Handrail' : `# ${channel}`}
          <span>
            {isDirect ? `direct messages to ${name}` : 'crises and who is on call; codes only, no words'}
          </span>
        </h2>
        <div
          class="slack-messages"
          ref={list}
          role="log"
          aria-label={isDirect ? 'Handrail' : `#${channel}`}
          tabIndex={0}
        >
          <ol>
            {messages?.length === 0 && (
              <li class="quiet">Nothing here yet. A crisis shows up as soon as it opens.</li>
            )}
            {messages?.map(message => (
              <SlackMessage
                key={message.ts}
                message={message}
                channel={channel}
                actingAs={actingAs}
                users={users}
                time={time}
              />
            ))}
          </ol>
        </div>
        <SlackComposer actingAs={actingAs} name={name} channel={channel} />
      </div>
      <SlackModal actingAs={actingAs} users={users} time={time} />
    </section>
  );
}
