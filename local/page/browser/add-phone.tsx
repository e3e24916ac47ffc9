import { useState } from 'preact/hooks';

/** ITU-T E.164: a plus sign and up to fifteen digits. */
const E164 = /^\+[1-9]\d{6,14}$/;

/** Any number is a phone: this one stands in the list as soon as it is opened. */
export function AddPhone({ onAdd }: { onAdd: (e164: string) => void }) {
  const [typed, setTyped] = useState('');
  const [complaint, setComplaint] = useState<string | null>(null);

  function add(event: Event): void {
    event.preventDefault();
    const number = typed.replace(/[\s().-]/g, '');
    if (!E164.test(number)) {
      setComplaint('Write it with + and the country, such as +1 212 555 0199.');
      return;
    }
    setComplaint(null);
    setTyped('');
    onAdd(number);
  }

  return (
    <form class="add-phone" onSubmit={add}>
      <label for="add-phone">Another phone</label>
      <div class="field">
        <input
          id="add-phone"
          type="tel"
          autocomplete="off"
          placeholder="+1 212 555 0199"
          value={typed}
          aria-invalid={complaint !== null}
          aria-describedby="add-phone-complaint"
          onInput={event => setTyped(event.currentTarget.value)}
        />
        <button type="submit">Add</button>
      </div>
      <p id="add-phone-complaint" class="complaint" aria-live="polite">
        {complaint}
      </p>
    </form>
  );
}
