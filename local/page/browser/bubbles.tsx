import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Time } from './clock.ts';
import type { Text } from './contract.ts';
import { timeOrDay } from './times.ts';

const STATUS_WORDS: Record<string, string> = {
  accepted: 'waiting',
  queued: 'waiting',
  sending: 'on its way',
  sent: 'on its way',
  delivered: 'delivered',
  undelivered: 'not delivered',
  failed: 'not delivered',
};

/** One thread, oldest first, scrolled to its end whenever a text comes. */
export function Bubbles({ texts, time, label }: { texts: readonly Text[]; time: Time; label: string }) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [texts.length, label]);
  return (
    <div class="bubbles" ref={list} role="log" aria-label={label} tabIndex={0}>
      <ol>
        {texts.length === 0 && <li class="quiet">No texts here yet. Write one below.</li>}
        {texts.map(text => (
          <li key={text.sid} class={`bubble ${text.direction}`}>
            {text.body !== '' && (
              <p class="bubble-body" dir="auto">
                {text.body}
              </p>
            )}
            {text.media.map(({ url, contentType }) => (
              <p key={url} class="bubble-media" dir="ltr">
                Attachment ({contentType}): {url}
              </p>
            ))}
            <p class={`bubble-fate ${text.status}`}>
              <time dateTime={text.at}>{timeOrDay(new Date(text.at), time.now, time.zone)}</time>
              {` · ${STATUS_WORDS[text.status] ?? text.status}`}
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}
