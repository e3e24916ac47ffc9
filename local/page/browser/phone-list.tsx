import { AddPhone } from './add-phone.tsx';
import type { Group, Person } from './people.ts';

interface Props {
  readonly groups: readonly Group[];
  /** The numbers of the phones in sight. */
  readonly open: readonly string[];
  readonly isUnread: (person: Person) => boolean;
  readonly onOpen: (person: Person) => void;
  readonly onAdd: (e164: string) => void;
}

/** Every phone there is; tapping one opens it. */
export function PhoneList({ groups, open, isUnread, onOpen, onAdd }: Props) {
  return (
    <nav class="phone-list" aria-label="Phones">
      {groups.map(group => (
        <section key={group.title}>
          <h2>{group.title}</h2>
          <ul>
            {group.people.map(person => (
              <li key={person.phone.e164}>
                <button
                  type="button"
                  class="phone-row"
                  data-phone={person.phone.e164}
                  aria-pressed={open.includes(person.phone.e164)}
                  onClick={() => onOpen(person)}
                >
                  <Row person={person} unread={isUnread(person)} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <AddPhone onAdd={onAdd} />
    </nav>
  );
}

function Row({ person, unread }: { person: Person; unread: boolean }) {
  return (
    <>
      <span class={`avatar ${person.side}`} aria-hidden="true">
        {initials(person)}
      </span>
      <span class="phone-row-words">
        <span class="phone-row-title">
          <strong>{person.title}</strong> <span>{person.about}</span>
        </span>
        <span class="phone-row-last" dir="auto">
          {person.phone.last?.body ?? 'No texts yet'}
        </span>
      </span>
      {unread && (
        <span class="unread">
          <span class="spoken">unread </span>
          {person.phone.unread}
        </span>
      )}
    </>
  );
}

/** `CM1` for cm-1, `C1` for coord-1, `K2A` for a client, the last two digits of any other phone. */
function initials(person: Person): string {
  if (person.about === '') return person.phone.e164.slice(-2);
  if (person.side === 'client') return person.title;
  const [name = '', number = ''] = person.title.split('-');
  return `${name.length <= 2 ? name : name.slice(0, 1)}${number}`.toUpperCase();
}
