import { useState } from 'preact/hooks';
import { post } from './api.ts';
import { report } from './notices.ts';

/** A slash command and the rest of the line. */
const COMMAND = /^(\/\S+)\s*(.*)$/s;

export function SlackComposer({
  actingAs,
  name,
  channel,
}: {
  actingAs: string;
  name: string;
  channel: string;
}) {
  const [typed, setTyped] = useState('');
  const [complaint, setComplaint] = useState<string | null>(null);

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    const [, command, text] = COMMAND.exec(typed.trim()) ?? [];
    if (command === undefined) {
      setComplaint('Handrail listens to commands here, such as /oncall.');
      return;
    }
    setComplaint(null);
    try {
      await post('/sim/slack/commands', { user: actingAs, command, text: text ?? '', channel });
      setTyped('');
    } catch (error) {
      report(error);
    }
  }

  return (
    <form class="slack-composer" onSubmit={event => void send(event)}>
      <div class="field">
        <input
          type="text"
          dir="auto"
          autocomplete="off"
          aria-label={`Command as ${name}`}
          aria-describedby="slack-complaint"
          placeholder={`/oncall (as ${name})`}
          value={typed}
          onInput={event => setTyped(event.currentTarget.value)}
        />
        <button type="submit">Send</button>
      </div>
      <p id="slack-complaint" class="complaint" aria-live="polite">
        {complaint}
      </p>
    </form>
  );
}
