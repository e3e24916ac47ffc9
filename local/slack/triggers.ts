import { randomBytes } from 'node:crypto';

/** https://docs.slack.dev/interactivity/handling-user-interaction: a trigger opens one modal, within three seconds. */
const TRIGGER_LIVES_MS = 3000;

export interface Triggers {
  issue(user: string): string;
  exchange(id: string): { user: string; error: null } | { user: null; error: string };
}

/** Trigger ids run on real time, as Slack's do: the moving clock must not expire a form nobody could have opened. */
export function createTriggers(realNowMs: () => number): Triggers {
  const issued = new Map<string, { user: string; at: number; exchanged: boolean }>();
  return {
    issue(user) {
      const now = realNowMs();
      for (const [id, { at }] of issued) if (now - at > 60_000) issued.delete(id);
      const id = `${now}.${issued.size + 1}.${randomBytes(16).toString('hex')}`;
      issued.set(id, { user, at: now, exchanged: false });
      return id;
    },
    exchange(id) {
      const trigger = issued.get(id);
      if (!trigger) return { user: null, error: 'invalid_trigger_id' };
      if (trigger.exchanged) return { user: null, error: 'exchanged_trigger_id' };
      if (realNowMs() - trigger.at > TRIGGER_LIVES_MS) return { user: null, error: 'expired_trigger_id' };
      trigger.exchanged = true;
      return { user: trigger.user, error: null };
    },
  };
}
