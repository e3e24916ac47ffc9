import { splitText } from './desk-file.ts';
import type { Media } from './record.ts';
import { isStopWord } from './reserved-words.ts';
import type { Thread } from './thread.ts';
import type { Instant } from './time.ts';
import { whenText } from './wall-clock.ts';

/** What of a client's text goes to the owner's phone. */
export interface TextToForward {
  readonly seq: number;
  readonly at: Instant;
  readonly body: string;
  readonly media: readonly Media[];
}

/**
 * A client's words as the owner's phone shows them: as written, with attachments announced (they stay in the record), and
 * the client's code before them where the relay does not say who it is. In parts the carrier takes.
 *
 * @param isEarlier it was held before the take, so its time is said
 */
export function forwardedText(
  text: TextToForward,
  thread: Thread,
  zone: string,
  isEarlier: boolean,
  now: Instant,
): string[] {
  const relay = thread.conversation?.relay ?? null;
  const intro = thread.conversation?.intro ?? null;
  const code = thread.people.map(person => person.code).join(' or ');
  const attachments = text.media.map(
    item => `[attachment: ${item.contentType}, ${sizeText(item.bytes)}; it is in the record]`,
  );
  const words =
    [text.body, ...attachments].filter(part => part.trim() !== '').join('\n') || '[an empty text]';
  const lines = [
    ...(intro?.seq === text.seq ? [intro.words] : []),
    `${relay === null ? `${code}: ` : ''}${isEarlier ? `Earlier, ${whenText(zone, text.at, now)}: ` : ''}${words}`,
    ...(thread.optedOut && isStopWord(text.body)
      ? [`[They opted out: nothing you type is sent to them. Please call. CARD ${code} has their number.]`]
      : []),
  ];
  return splitText(lines.join('\n'));
}

function sizeText(bytes: number | null): string {
  if (bytes === null) return 'size not known';
  return bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`;
}
