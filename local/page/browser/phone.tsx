import { useEffect, useState } from 'preact/hooks';
import { Bubbles } from './bubbles.tsx';
import type { Time } from './clock.ts';
import type { Roster } from './contract.ts';
import { Texts } from './contract.ts';
import { useLive } from './live.ts';
import { numbersFor, wordsFor } from './our-numbers.ts';
import type { Person } from './people.ts';
import { formatted } from './people.ts';
import type { SeenTexts } from './seen.ts';
import { TextComposer } from './text-composer.tsx';
import { ThreadTabs } from './thread-tabs.tsx';
import { counterpartOf, lastReceived, threadsOf } from './threads.ts';
import { shortTime } from './times.ts';

interface Props {
  readonly person: Person;
  readonly roster: Roster;
  readonly time: Time;
  readonly seen: SeenTexts;
}

/** One phone, held in the hand: its conversations, the one that is open, and a place to write. */
export function PhoneFrame({ person, roster, time, seen }: Props) {
  const { e164 } = person.phone;
  const texts = useLive(['phones'], `/sim/phones/${encodeURIComponent(e164)}/texts`, Texts);
  const [chosen, setChosen] = useState<string | null>(null);
  const numbers = numbersFor(person.side, roster);
  const threads = threadsOf(texts ?? [], numbers);
  const thread = threads.find(one => one.counterpart === chosen);

  useEffect(() => {
    // The thread that is open stays open when another rings: words must go where the writer was looking.
    if (chosen !== null || texts === null) return;
    const last = texts.at(-1);
    setChosen(last === undefined ? (numbers[0]?.number ?? null) : counterpartOf(last));
  }, [chosen, texts]);

  useEffect(() => {
    const last = thread === undefined ? undefined : lastReceived(thread);
    if (last !== undefined) seen.mark(e164, counterpartOf(last), last.sid);
  }, [e164, thread, seen]);

  return (
    <article class="phone" aria-label={`Phone of ${person.title}`} data-phone={e164}>
      <header class="phone-head">
        <p class="phone-status" aria-hidden="true">
          <span>{shortTime(time.now, time.zone)}</span>
          <span class="bars" />
        </p>
        <h2>{person.title}</h2>
        <p>
          {person.about === '' ? 'Not in the roster' : person.about} · {formatted(e164)}
        </p>
      </header>
      <ThreadTabs
        threads={threads}
        chosen={chosen ?? ''}
        onChoose={setChosen}
        isUnread={one => {
          const last = lastReceived(one);
          return one !== thread && last !== undefined && !seen.has(e164, one.counterpart, last.sid);
        }}
      />
      {chosen !== null && (
        <>
          <Bubbles
            texts={thread?.texts ?? []}
            time={time}
            label={`${person.title} and ${wordsFor(chosen, numbers)}`}
          />
          <TextComposer
            phone={e164}
            owner={person.title}
            to={chosen}
            numbers={
              numbers.some(one => one.number === chosen)
                ? numbers
                : [...numbers, { number: chosen, words: formatted(chosen) }]
            }
            onChoose={setChosen}
          />
        </>
      )}
    </article>
  );
}
