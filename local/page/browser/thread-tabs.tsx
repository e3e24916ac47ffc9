import type { TextThread } from './threads.ts';

interface Props {
  readonly threads: readonly TextThread[];
  readonly chosen: string;
  readonly isUnread: (thread: TextThread) => boolean;
  readonly onChoose: (counterpart: string) => void;
}

/** The conversations of one phone, by the number it talks with. */
export function ThreadTabs({ threads, chosen, isUnread, onChoose }: Props) {
  return (
    <nav class="threads" aria-label="Conversations">
      {threads.map(thread => (
        <button
          key={thread.counterpart}
          type="button"
          aria-current={thread.counterpart === chosen ? 'true' : undefined}
          onClick={() => onChoose(thread.counterpart)}
        >
          {thread.words}
          {isUnread(thread) && <span class="dot" role="img" aria-label="unread" />}
        </button>
      ))}
    </nav>
  );
}
