import { useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';
import type { Element } from './slack-contract.ts';
import { wordsOf } from './slack-contract.ts';

interface Props {
  readonly element: Element;
  readonly onPress: (value: string) => Promise<void>;
}

/** A Block Kit button; one with a confirmation asks first. */
export function ActionButton({ element, onPress }: Props) {
  const [asking, setAsking] = useState(false);
  const [pressing, setPressing] = useState(false);
  const { confirm } = element;

  async function press(): Promise<void> {
    setAsking(false);
    setPressing(true);
    await onPress(element.value ?? '');
    setPressing(false);
  }

  const look = element.style === 'primary' || element.style === 'danger' ? element.style : 'default';
  return (
    <>
      <button
        type="button"
        class={`action ${look}`}
        disabled={pressing}
        onClick={() => (confirm === undefined ? void press() : setAsking(true))}
      >
        {wordsOf(element)}
      </button>
      {asking && confirm !== undefined && (
        <Dialog title={confirm.title.text} onClose={() => setAsking(false)}>
          <p>{confirm.text.text}</p>
          <div class="dialog-actions">
            <button type="button" onClick={() => setAsking(false)}>
              {confirm.deny?.text ?? 'Cancel'}
            </button>
            <button type="button" class="action primary" onClick={() => void press()}>
              {confirm.confirm?.text ?? 'Yes'}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
