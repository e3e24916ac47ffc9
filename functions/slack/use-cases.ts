import type { SlackAct } from '../../app/act-from-slack.ts';
import type { Outside } from '../../app/ports.ts';

/** What the Slack app can do. Each answers with a sentence that only the person who asked sees. */
export interface SlackUseCases {
  actFromSlack(outside: Outside, act: SlackAct): Promise<{ text: string }>;
  whoIsOnCall(
    outside: Outside,
    question: { readonly slackUser: string; readonly channelName: string },
  ): Promise<{ text: string }>;
}
