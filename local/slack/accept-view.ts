import { randomBytes } from 'node:crypto';
import { faultsOfView } from './block-limits.ts';
import { View, named, type OpenView } from './slack-json.ts';
import { BOT, TEAM, type Workspace } from './workspace.ts';

export type Acceptance = { view: OpenView; faults: null } | { view: null; faults: string[] };

/** A view as Slack keeps it, with an id and a hash; or what Slack objects to. */
export function acceptView(workspace: Workspace, raw: unknown, type: View['type']): Acceptance {
  const faults = faultsOfView(raw);
  if (faults.length > 0) return { view: null, faults };
  const view = View.parse(raw);
  if (view.type !== type) return { view: null, faults: [`view.type must be ${type}`] };
  return {
    faults: null,
    view: {
      ...view,
      blocks: named(view.blocks, () => workspace.nextId('b')),
      id: workspace.nextId('V'),
      hash: `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`,
      team_id: TEAM.id,
      app_id: BOT.app,
      bot_id: BOT.bot,
      private_metadata: view.private_metadata ?? '',
      callback_id: view.callback_id ?? '',
      state: { values: {} },
    },
  };
}
