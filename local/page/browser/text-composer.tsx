import { useState } from 'preact/hooks';
import { post } from './api.ts';
import { report } from './notices.ts';
import type { OurNumber } from './our-numbers.ts';

interface Props {
  readonly phone: string;
  readonly owner: string;
  readonly to: string;
  readonly numbers: readonly OurNumber[];
  readonly onChoose: (number: string) => void;
}

/** Writes as this phone, to one of our numbers. Enter sends, Shift+Enter starts a new line. */
export function TextComposer({ phone, owner, to, numbers, onChoose }: Props) {
  const [body, setBody] = useState('');
  const [attachment, setAttachment] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const media = attachment === null || attachment.trim() === '' ? [] : [attachment.trim()];

  async function send(): Promise<void> {
    if (sending || (body.trim() === '' && media.length === 0)) return;
    setSending(true);
    try {
      await post(`/sim/phones/${encodeURIComponent(phone)}/texts`, { to, body, media });
      setBody('');
      setAttachment(null);
    } catch (error) {
      report(error);
    }
    setSending(false);
  }

  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="composer-options">
        <label>
          To
          <select value={to} onChange={event => onChoose(event.currentTarget.value)}>
            {numbers.map(one => (
              <option key={one.number} value={one.number}>
                {one.words}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="plain"
          aria-expanded={attachment !== null}
          onClick={() => setAttachment(attachment === null ? '' : null)}
        >
          {attachment === null ? 'Attach' : 'No attachment'}
        </button>
      </div>
      {attachment !== null && (
        <input
          type="url"
          aria-label="Address of the attachment"
          placeholder="https://example.org/picture.jpg"
          value={attachment}
          onInput={event => setAttachment(event.currentTarget.value)}
        />
      )}
      <div class="field">
        <textarea
          rows={body.length > 60 ? 3 : 1}
          dir="auto"
          aria-label={`Text as ${owner}`}
          placeholder={`Text as ${owner}`}
          value={body}
          onInput={event => setBody(event.currentTarget.value)}
          onKeyDown={event => {
            // While an input method composes a character, Enter belongs to it.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <button type="submit" class="send" disabled={sending} aria-label="Send">
          ↑
        </button>
      </div>
    </form>
  );
}
