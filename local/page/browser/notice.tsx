import { useEffect, useState } from 'preact/hooks';
import { clearNotice, onNotice } from './notices.ts';

/** What went wrong, in a sentence, until it is put away. */
export function Notice() {
  const [sentence, setSentence] = useState<string | null>(null);
  useEffect(() => onNotice(setSentence), []);
  return (
    <div class="notice" role="alert" hidden={sentence === null}>
      <p>{sentence}</p>
      <button type="button" onClick={clearNotice}>
        Dismiss
      </button>
    </div>
  );
}
