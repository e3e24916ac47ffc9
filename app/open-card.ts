import { scrypt, timingSafeEqual } from 'node:crypto';
import { CaseFile } from '../core/case-file.ts';
import { Decision } from '../core/decision.ts';
import { cardTokenHash } from '../core/desk-commands/client-commands.ts';
import { staffById } from '../core/team.ts';
import type { CardLink, ClientCard } from '../core/write.ts';
import { commitDecision } from './commit-decision.ts';
import { occasionOf } from './occasion.ts';
import type { Outside } from './ports.ts';

const MAX_WRONG_PINS = 5;

export type OpenedCard =
  | { readonly outcome: 'open'; readonly card: ClientCard }
  | { readonly outcome: 'wrong-pin'; readonly triesLeft: number }
  /** Unknown, used, too old, or locked by wrong PINs: a new CARD is the way on. */
  | { readonly outcome: 'no-link' }
  | { readonly outcome: 'no-pin' };

/** Whether a link still leads somewhere. Looking does not use it up: phones and carriers follow links to preview them. */
export async function isCardLinkOpen(outside: Outside, token: string): Promise<boolean> {
  const { link } = await outside.store.load({ link: { kind: 'cardLink', tokenHash: cardTokenHash(token) } });
  return link !== null && isOpen(link, outside.clock.now());
}

/** Opens a safety card once, with the PIN of the person who asked for it. The opening is on the client's record. */
export async function openCard(outside: Outside, token: string, pin: string): Promise<OpenedCard> {
  const { result } = await commitDecision<OpenedCard>(outside, async attempt => {
    const { link } = await outside.store.load({
      link: { kind: 'cardLink', tokenHash: cardTokenHash(token) },
    });
    const decision = new Decision(occasionOf(outside, attempt));
    if (link === null || !isOpen(link, decision.at)) return { writes: [], result: { outcome: 'no-link' } };
    const { team, thread, client } = await outside.store.load({
      team: { kind: 'team', id: link.team },
      thread: { kind: 'thread', id: link.threadId },
      client: { kind: 'client', code: link.clientCode },
    });
    const stored = team === null ? null : (staffById(team, link.staff)?.pin ?? null);
    if (team === null || thread === null || client === null || stored === null)
      return { writes: [], result: { outcome: 'no-pin' } };
    const seenWrongPins = link.wrongPins;
    if (!(await isPin(pin, stored))) {
      decision.add({
        write: 'save-card-link',
        link: { ...link, wrongPins: seenWrongPins + 1 },
        seenWrongPins,
      });
      return {
        writes: decision.writes,
        result: { outcome: 'wrong-pin', triesLeft: MAX_WRONG_PINS - seenWrongPins - 1 },
      };
    }
    decision.add({ write: 'save-card-link', link: { ...link, usedAt: decision.at }, seenWrongPins });
    const file = new CaseFile(decision, team, thread);
    file.record({
      direction: 'internal',
      modality: 'card',
      author: `staff ${link.staff}`,
      body: `${link.staff} opened the safety card of ${link.clientCode}.`,
    });
    file.close();
    return { writes: decision.writes, result: { outcome: 'open', card: client } };
  });
  return result;
}

function isOpen(link: CardLink, now: string): boolean {
  return link.usedAt === null && link.until > now && link.wrongPins < MAX_WRONG_PINS;
}

/** @param stored `salt:hash`, both hexadecimal, by scrypt with Node's default cost */
async function isPin(pin: string, stored: string): Promise<boolean> {
  const [salt = '', hash = ''] = stored.split(':');
  const expected = Buffer.from(hash, 'hex');
  const derived = await new Promise<Buffer>((resolve, reject) => {
    scrypt(pin.trim(), Buffer.from(salt, 'hex'), expected.length, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
  return expected.length > 0 && timingSafeEqual(derived, expected);
}
