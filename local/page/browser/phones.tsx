import { useState } from 'preact/hooks';
import type { Time } from './clock.ts';
import type { Phone, Roster } from './contract.ts';
import { Phones } from './contract.ts';
import { DueNext } from './due-next.tsx';
import { useLive } from './live.ts';
import type { Side } from './people.ts';
import { groupsOf } from './people.ts';
import { PhoneFrame } from './phone.tsx';
import { PhoneList } from './phone-list.tsx';
import { useSeen } from './seen.ts';
import { useWide } from './wide.ts';

/** A client's phone and a case manager's can be open together: that is the conversation to watch. */
type Open = Record<Side, string | null>;

export function PhonesPane({ roster, time }: { roster: Roster; time: Time }) {
  const phones = useLive(['phones'], '/sim/phones', Phones);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<Open>({ client: null, staff: null });
  const [front, setFront] = useState<Side>('client');
  const seen = useSeen();
  const wide = useWide();
  if (phones === null) return <p class="quiet">Looking for phones …</p>;

  const groups = groupsOf(roster, withAdded(phones, added));
  const people = groups.flatMap(group => group.people);
  const sides: readonly Side[] = wide ? ['client', 'staff'] : [front];
  const shown = sides.flatMap(side => {
    // The first phone of each side is open at the start.
    const number = open[side] ?? people.find(one => one.side === side)?.phone.e164;
    return people.find(one => one.phone.e164 === number && one.side === side) ?? [];
  });

  function show(side: Side, e164: string): void {
    setOpen(before => ({ ...before, [side]: e164 }));
    setFront(side);
  }

  return (
    <>
      <div class="side">
        <PhoneList
          groups={groups}
          open={shown.map(one => one.phone.e164)}
          isUnread={person => person.phone.unread > 0 && !shown.includes(person)}
          onOpen={person => show(person.side, person.phone.e164)}
          onAdd={e164 => {
            setAdded(before => [...before, e164]);
            show(people.find(one => one.phone.e164 === e164)?.side ?? 'client', e164);
          }}
        />
        <DueNext time={time} />
      </div>
      <div class="hands">
        {shown.map(person => (
          <PhoneFrame key={person.phone.e164} person={person} roster={roster} time={time} seen={seen} />
        ))}
      </div>
    </>
  );
}

function withAdded(phones: readonly Phone[], added: readonly string[]): Phone[] {
  const news = added.filter(
    (e164, at) => added.indexOf(e164) === at && !phones.some(one => one.e164 === e164),
  );
  return [...phones, ...news.map(e164 => ({ e164, label: e164, unread: 0, last: null }))];
}
