import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { faultsOfBlocks } from './block-limits.ts';
import { ownMessage } from './own-message.ts';
import { Block, named } from './slack-json.ts';
import type { Workspace } from './workspace.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction: five answers within thirty minutes. */
const USES = 5;
const LIVES_MS = 30 * 60 * 1000;

const Answer = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
});

interface Grant {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed; null after a slash command. */
  readonly original: string | null;
  readonly at: number;
  used: number;
}

export interface ResponseUrls {
  issue(grant: { user: string; channel: string; original: string | null }): string;
  /** Slack's answer to a post on the URL: `ok`, or the name of what is wrong with it. */
  answer(id: string, body: unknown): { status: number; text: string };
}

export function createResponseUrls(
  workspace: Workspace,
  base: string,
  nowMs: () => number,
  realNowMs: () => number,
): ResponseUrls {
  const grants = new Map<string, Grant>();
  return {
    issue(grant) {
      const id = randomBytes(12).toString('hex');
      grants.set(id, { ...grant, at: realNowMs(), used: 0 });
      return `${base}/sim/slack/response/${id}`;
    },
    answer(id, body) {
      const grant = grants.get(id);
      if (!grant) return { status: 404, text: 'no_response_url' };
      if (realNowMs() - grant.at > LIVES_MS) return { status: 404, text: 'expired_url' };
      if (grant.used >= USES) return { status: 404, text: 'used_url' };
      const parsed = Answer.safeParse(body);
      if (!parsed.success) return { status: 400, text: 'invalid_payload' };
      const { text = '', blocks, response_type, replace_original, delete_original } = parsed.data;
      if (blocks !== undefined && faultsOfBlocks(blocks, 'message').length > 0)
        return { status: 400, text: 'invalid_blocks' };
      if (!delete_original && text === '' && blocks === undefined) return { status: 400, text: 'no_text' };
      grant.used += 1;
      const content = {
        text,
        ...(blocks === undefined
          ? {}
          : { blocks: named(z.array(Block).parse(blocks), () => workspace.nextId('b')) }),
      };
      const original = grant.original === null ? undefined : workspace.message(grant.channel, grant.original);
      const ts = workspace.nextTs(nowMs());
      if (delete_original && original) workspace.remove(grant.channel, original.ts);
      else if (replace_original && original)
        workspace.update(grant.channel, { ...original, blocks: [], ...content });
      else if (response_type === 'in_channel') workspace.post(grant.channel, ownMessage(ts, content));
      else workspace.whisper(grant.channel, grant.user, { ...ownMessage(ts, content), is_ephemeral: true });
      return { status: 200, text: 'ok' };
    },
  };
}
