import { z } from 'zod';
import { messageJson, problem } from './api-json.ts';
import type { StoredText } from './text.ts';

const Paging = z.object({
  Page: z.coerce.number().int().min(0).default(0),
  PageSize: z.coerce.number().int().min(1).max(1_000).default(50),
});

/** Twilio compares whole seconds. */
const SECONDS = 'YYYY-MM-DDThh:mm:ss'.length;
/** A day, or a second of it, in UTC. */
const Moment = z.union([z.iso.date(), z.iso.datetime()]);

/** One page of the account's messages, newest first, narrowed as the query says. */
export function pageOfMessages(
  texts: readonly StoredText[],
  query: URLSearchParams,
  uri: string,
  accountSid: string,
): Record<string, unknown> {
  const paging = Paging.safeParse(Object.fromEntries(query));
  if (!paging.success)
    throw problem(400, 20001, 'Page and PageSize must be whole numbers; PageSize at most 1000.');
  const { Page: page, PageSize: size } = paging.data;
  const found = texts.filter(text => isWanted(text, query)).reverse();
  const start = page * size;
  const shown = found.slice(start, start + size);
  const pageUri = (number: number) => {
    const wanted = new URLSearchParams(query);
    wanted.set('Page', String(number));
    wanted.set('PageSize', String(size));
    return `${uri}?${wanted.toString()}`;
  };
  return {
    messages: shown.map(text => messageJson(text, accountSid)),
    page,
    page_size: size,
    start,
    end: Math.max(start, start + shown.length - 1),
    uri: pageUri(page),
    first_page_uri: pageUri(0),
    previous_page_uri: page > 0 ? pageUri(page - 1) : null,
    next_page_uri: start + size < found.length ? pageUri(page + 1) : null,
  };
}

function isWanted(text: StoredText, query: URLSearchParams): boolean {
  const to = query.get('To');
  const from = query.get('From');
  return (to === null || text.to === to) && (from === null || text.from === from) && isSentWhen(text, query);
}

/** Twilio writes the comparison into the parameter's name: `DateSent>=2026-01-05` has the name `DateSent>`. */
function isSentWhen(text: StoredText, query: URLSearchParams): boolean {
  const bounds = (['DateSent', 'DateSent<', 'DateSent>'] as const).map(
    name => [name, query.get(name)] as const,
  );
  return bounds.every(([name, value]) => {
    if (value === null) return true;
    if (!Moment.safeParse(value).success) {
      throw problem(400, 20001, `${name} must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.`);
    }
    if (text.progress.sentAt === null) return false;
    const bound = value.slice(0, SECONDS).replace('Z', '');
    const sent = text.progress.sentAt.slice(0, bound.length);
    if (name === 'DateSent<') return sent <= bound;
    if (name === 'DateSent>') return sent >= bound;
    return sent.slice(0, 10) === bound.slice(0, 10);
  });
}
