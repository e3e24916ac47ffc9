import { useState } from 'preact/hooks';
import { post } from './api.ts';
import { Blocks } from './blocks.tsx';
import type { Time } from './clock.ts';
import { Dialog } from './dialog.tsx';
import { useLive } from './live.ts';
import { ModalField } from './modal-field.tsx';
import { objectionsIn, valuesOf } from './modal-values.ts';
import { report } from './notices.ts';
import type { View } from './slack-contract.ts';
import { OpenModal } from './slack-contract.ts';
import type { SlackUser } from './slack-people.ts';

/** The modal that Handrail has open for this person, if any. */
export function SlackModal({ actingAs, users, time }: Omit<FormProps, 'view'>) {
  const view = useLive(['slack'], `/sim/slack/users/${encodeURIComponent(actingAs)}/modal`, OpenModal);
  if (view === null) return null;
  return <ModalForm key={view.id} view={view} actingAs={actingAs} users={users} time={time} />;
}

interface FormProps {
  readonly view: View;
  readonly actingAs: string;
  readonly users: readonly SlackUser[];
  readonly time: Time;
}

function ModalForm({ view, actingAs, users, time }: FormProps) {
  const [objections, setObjections] = useState<Record<string, string>>({});
  const path = `/sim/slack/views/${encodeURIComponent(view.id)}`;

  async function submit(form: HTMLFormElement): Promise<void> {
    setObjections({});
    try {
      await post(`${path}/submit`, { user: actingAs, values: valuesOf(view, form) });
    } catch (error) {
      const objected = objectionsIn(error);
      if (objected === null) report(error);
      else setObjections(objected);
    }
  }

  function close(): void {
    void post(`${path}/close`, { user: actingAs }).catch(report);
  }

  return (
    <Dialog title={view.title?.text ?? 'Handrail'} onClose={close}>
      <form
        onSubmit={event => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <Blocks
          blocks={view.blocks}
          users={users}
          time={time}
          control={block => (
            <ModalField block={block} users={users} complaint={objections[block.block_id ?? '']} />
          )}
        />
        <div class="dialog-actions">
          <button type="button" onClick={close}>
            {view.close?.text ?? 'Close'}
          </button>
          {view.submit !== undefined && (
            <button type="submit" class="action primary">
              {view.submit.text}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
