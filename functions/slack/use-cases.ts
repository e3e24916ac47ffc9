import type { Outside } from '../../app/ports.ts';
import type { Disposition } from '../../core/thread.ts';

/** What a button or form of Slack asks for. `receipt` is the same when Slack delivers the same press twice. */
export type SlackAct =
  | {
      readonly act: 'take' | 'pass';
      readonly code: string;
      readonly slackUser: string;
      readonly receipt: string;
    }
  | {
      readonly act: 'resolve';
      readonly code: string;
      readonly slackUser: string;
      readonly disposition: Disposition;
      /** Why a crisis without contact may be closed; null for every other disposition. */
      readonly agreedBy: 'welfare-check-requested' | 'coordinator-agreed' | null;
      readonly receipt: string;
    };

/** What the Slack app can do. Each answers with a sentence that only the person who asked sees. */
export interface SlackUseCases {
  actFromSlack(outside: Outside, act: SlackAct): Promise<{ text: string }>;
  whoIsOnCall(
    outside: Outside,
    question: { readonly slackUser: string; readonly channelName: string },
  ): Promise<{ text: string }>;
}
