import { useMemo } from 'preact/hooks';
import { ActionButton } from './action-button.tsx';
import { ActionSelect } from './action-select.tsx';
import { post } from './api.ts';
import { Blocks } from './blocks.tsx';
import type { Time } from './clock.ts';
import { report } from './notices.ts';
import type { Block, Element, Message } from './slack-contract.ts';
import type { SlackUser } from './slack-people.ts';
import { timeOrDay } from './times.ts';

interface Props {
  readonly message: Message;
  readonly channel: string;
  readonly actingAs: string;
  readonly users: readonly SlackUser[];
  readonly time: Time;
}

export function SlackMessage({ message, channel, actingAs, users, time }: Props) {
  const blocks = useMemo(() => message.blocks ?? [plain(message.text)], [message]);
  const at = new Date(Number(message.ts) * 1000);

  async function use(element: Element, value: string): Promise<void> {
    const action = { user: actingAs, channel, ts: message.ts, action_id: element.action_id, value };
    await post('/sim/slack/actions', action).catch(report);
  }

  function control(block: Block) {
    const elements = block.accessory === undefined ? (block.elements ?? []) : [block.accessory];
    return (
      <div class="actions">
        {elements.map(element =>
          element.type === 'button' ? (
            <ActionButton key={element.action_id} element={element} onPress={value => use(element, value)} />
          ) : (
            <ActionSelect
              key={element.action_id}
              element={element}
              users={users}
              onPick={value => void use(element, value)}
            />
          ),
        )}
      </div>
    );
  }

  return (
    <li class={message.is_ephemeral === true ? 'slack-message ephemeral' : 'slack-message'}>
      <img src="/page/icon.svg" alt="" width={34} height={34} />
      <div class="slack-message-body">
        {message.is_ephemeral === true && <p class="only-you">Only visible to you</p>}
        <p class="slack-author">
          <strong>{authorOf(message)}</strong>
          {message.bot_id !== undefined && <span class="app">App</span>}
          <time dateTime={at.toISOString()}>{timeOrDay(at, time.now, time.zone)}</time>
        </p>
        <Blocks blocks={blocks} users={users} time={time} control={control} />
      </div>
    </li>
  );
}

/** People only use commands and buttons here: what is not Handrail's is Slack's own word. */
function authorOf(message: Message): string {
  return message.bot_id === undefined ? 'Slackbot' : 'Handrail';
}

/** A message without blocks reads as one section of its text. */
function plain(text: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
