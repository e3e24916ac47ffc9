import { findCodes } from '../core/codes.ts';
import type { Media } from '../core/record.ts';
import { commitDecision } from './commit-decision.ts';
import { hearClientText } from './hear-client-text.ts';
import { hearStaffAtLine } from './hear-staff-at-line.ts';
import { hearStaffText } from './hear-staff-text.ts';
import type { IncomingText } from './incoming-text.ts';
import { NotOurNumber } from './not-our-number.ts';
import { occasionOf } from './occasion.ts';
import type { Outside } from './ports.ts';

/**
 * A text that reached one of our numbers. At most two reads and one transaction, then the carrier has its answer: the
 * first read tells who is writing to which number (and where the codes they typed lead), the second what they are
 * writing about. Throws NotOurNumber, and TooBusy when the rows keep changing.
 */
export async function hearText(outside: Outside, incoming: IncomingText): Promise<void> {
  const text = { ...incoming, media: await withSizes(outside, incoming.media) };
  const typed = findCodes(text.body);
  const crisisCode = typed.find(code => code.kind === 'crisis')?.code;
  const clientCode = typed.find(code => code.kind === 'client')?.code;
  const { status } = await commitDecision(outside, async attempt => {
    const who = await outside.store.load({
      number: { kind: 'number', number: text.to },
      desk: { kind: 'desk', phone: text.from },
      thread: { kind: 'thread', id: outside.store.threadId(text.to, text.from) },
      crisisCode: crisisCode === undefined ? null : { kind: 'crisisCode', code: crisisCode },
      client: clientCode === undefined ? null : { kind: 'client', code: clientCode },
    });
    if (who.number === null) throw new NotOurNumber();
    const occasion = occasionOf(outside, attempt);
    const { number, desk, thread } = who;
    // A phone that is not, or no longer, on the team's roster is a client's like any other.
    if (desk?.teams.includes(number.team) !== true)
      return hearClientText(outside, occasion, text, { number, thread });
    if (number.role === 'line') return hearStaffAtLine(outside, occasion, text, { number, desk, thread });
    return hearStaffText(outside, occasion, text, {
      number,
      desk,
      crisisCode: who.crisisCode,
      client: who.client,
    });
  });
  outside.log.info('text-heard', { sid: text.sid, status, media: text.media.length });
}

/** Attachments with their sizes, as far as the carrier tells in time. */
async function withSizes({ carrier }: Outside, media: readonly Media[]): Promise<Media[]> {
  return Promise.all(media.map(async item => ({ ...item, bytes: await carrier.mediaBytes(item.url) })));
}
