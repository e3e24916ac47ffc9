import type { ClientCard } from '../../core/write.ts';

/** Asks for the PIN of the person whom the link was sent to. */
export function pinPage(problem: string | null): string {
  return document(
    'Safety card',
    `<h1>Safety card</h1>
${problem === null ? '' : `<p class="problem" role="alert">${escaped(problem)}</p>`}
<form method="post">
<label for="pin">Your PIN</label>
<input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off" required autofocus>
<button>Open the card</button>
</form>
<p class="hint">It opens once. Whoever opens it is on the client's record.</p>`,
  );
}

export function gonePage(): string {
  return document(
    'Link over',
    `<h1>This link is over</h1>
<p>A link to a safety card opens once, within ten minutes. Text CARD and the client's code to the desk for a new one.</p>`,
  );
}

/** All that dispatch and a rescuer need, in the order in which they ask for it. */
export function cardPage({ code, details }: ClientCard): string {
  const { address } = details;
  const contacts = details.contacts.map(
    contact => `${escaped(contact.name)}, ${escaped(contact.relation)}: ${phoneLink(contact.phone)}`,
  );
  return document(
    `Safety card ${code}`,
    `<h1>${escaped(details.name ?? 'Name not recorded')} <small>${escaped(code)}</small></h1>
${row('Emergency dispatch for this client', details.dispatchNumber === null ? '<strong>Not recorded.</strong> 911 from another county reaches the wrong dispatch: ask to be transferred.' : phoneLink(details.dispatchNumber))}
${row('Address', address === null ? '<strong>Not recorded</strong>' : `${escaped(address.text)}<br><small>confirmed on ${escaped(address.confirmedOn)}</small>`)}
${row('Phone', phoneLink(details.phone))}
${row('Date of birth', details.dateOfBirth === null ? 'Not recorded' : escaped(details.dateOfBirth))}
${row('Cautions', list(details.cautions.map(escaped)))}
${row('Must not know', list(details.mustNotKnow.map(escaped)))}
${row('Safety plan', details.safetyPlan === null ? 'Not recorded' : escaped(details.safetyPlan).replaceAll('\n', '<br>'))}
${row('Contacts', list(contacts))}
<p class="hint">This page does not open again. Keep it open for as long as you need it.</p>`,
  );
}

function row(title: string, html: string): string {
  return `<section><h2>${title}</h2><p>${html}</p></section>`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'None recorded' : items.join('<br>');
}

function phoneLink(phone: string): string {
  return `<a href="tel:${escaped(phone)}">${escaped(phone)}</a>`;
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, character => entities[character] ?? character);
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>
body { font: 18px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 0 auto; padding: 1.5rem; color: #1b2430; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: .85rem; margin: 0; color: #4a5868; text-transform: uppercase; letter-spacing: .04em; }
section { border-top: 1px solid #d6dde5; padding: .75rem 0; } section p { margin: .25rem 0 0; }
a { color: #0b4f8a; } small, .hint { color: #4a5868; } .problem { color: #9c1c1c; font-weight: 600; }
label { display: block; margin-bottom: .25rem; } input, button { font: inherit; padding: .6rem .8rem; width: 100%; box-sizing: border-box; }
button { margin-top: .75rem; background: #0b4f8a; color: #fff; border: 0; border-radius: .4rem; }
</style>
</head>
<body>
${body}
</body>
</html>`;
}
