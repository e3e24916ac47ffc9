import { expect } from 'vitest';
import { CHANNEL } from './demo-roster.ts';
import type { Line } from './line.ts';
import type { PhoneText } from './line-client.ts';

interface Phone {
  readonly e164: string;
  readonly texts: readonly PhoneText[];
}

/** Shorter words may stand in any sentence of the line's own. */
const SHORTEST_TELLING = 6;

/**
 * What holds at the end of every scenario: clients know only the line, staff never see a client's number, a text reaches
 * one client at most, and clients' words are on nobody's phone but on a number that stands for them; never in Slack,
 * never in the log.
 */
export async function expectNothingLeaked(line: Line): Promise<void> {
  const { staff, clients, ours } = await everybody(line);
  const numbers = [...staff, ...clients].map(({ e164 }) => e164);
  const fromClients = telling(clients.flatMap(({ texts }) => texts.filter(isSent)));
  const shown = JSON.stringify(await line.slack.messages(CHANNEL));
  const log = `${await line.log()}\n${line.said.join('\n')}`;

  for (const { texts } of clients) {
    for (const text of texts.filter(isReceived)) {
      expect(ours.lines, 'the only number a client hears from').toContain(text.from);
      for (const other of [...numbers, ...ours.desks, ...ours.relays]) expect(text.body).not.toContain(other);
    }
  }
  for (const { texts } of staff) {
    for (const text of texts.filter(isReceived)) {
      for (const { e164 } of clients) expect(text.body).not.toContain(e164);
      if (ours.relays.includes(text.from) || isOfClientWithoutRelay(text.body)) continue;
      for (const words of fromClients) expect(text.body).not.toContain(words);
    }
  }
  for (const words of typedOnRelays(staff, ours.relays)) {
    const readers = clients.filter(({ texts }) =>
      texts.some(text => isReceived(text) && text.body === words),
    );
    expect(readers.length, `readers of "${words}"`).toBeLessThanOrEqual(1);
  }
  for (const secret of [...fromClients, ...numbers]) {
    expect(shown, 'Slack').not.toContain(secret);
    expect(log, 'the log').not.toContain(secret);
  }
}

async function everybody(line: Line) {
  const { teams } = await line.get<{
    teams: { line: string; desk: string; relays: string[]; staff: { phone: string }[] }[];
  }>('/sim/roster');
  const staffPhones = new Set(teams.flatMap(team => team.staff.map(({ phone }) => phone)));
  const all = await line.get<{ e164: string }[]>('/sim/phones');
  const phones = await Promise.all(
    all.map(async ({ e164 }): Promise<Phone> => ({ e164, texts: await line.texts(e164) })),
  );
  return {
    staff: phones.filter(({ e164 }) => staffPhones.has(e164)),
    clients: phones.filter(({ e164 }) => !staffPhones.has(e164)),
    ours: {
      lines: teams.map(team => team.line),
      desks: teams.map(team => team.desk),
      relays: teams.flatMap(team => team.relays),
    },
  };
}

function typedOnRelays(staff: readonly Phone[], relays: readonly string[]): string[] {
  const typed = staff.flatMap(({ texts }) => texts.filter(text => isSent(text) && relays.includes(text.to)));
  return telling(typed);
}

/** Each distinct text that says enough to be recognised. */
function telling(texts: readonly PhoneText[]): string[] {
  return [...new Set(texts.map(({ body }) => body))].filter(body => body.length >= SHORTEST_TELLING);
}

/** With every relay in use the desk stands for a client, whose code then stands first. */
function isOfClientWithoutRelay(body: string): boolean {
  return /^[A-Z][2-9][A-Z]: /.test(body) || body.includes('Begin each text to them with ');
}

function isSent(text: PhoneText): boolean {
  return text.direction === 'sent';
}

function isReceived(text: PhoneText): boolean {
  return text.direction === 'received';
}
