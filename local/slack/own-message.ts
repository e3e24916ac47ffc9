import type { Message } from './slack-json.ts';
import { BOT, TEAM } from './workspace.ts';

/** A message of the app's bot, in Slack's shape. */
export function ownMessage(ts: string, content: Pick<Message, 'text' | 'blocks' | 'metadata'>): Message {
  return {
    type: 'message',
    user: BOT.user,
    bot_id: BOT.bot,
    app_id: BOT.app,
    team: TEAM.id,
    ts,
    ...content,
  };
}
