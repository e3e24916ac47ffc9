import type { Jobs, MessageFate, Store } from '../app/ports.ts';
import type { ContactRecord } from '../core/record.ts';
import { PhoneNumber } from '../core/team.ts';

/** One contact record with what became of it, as `GET /sim/contacts` shows it. */
export interface Contact {
  readonly thread: string;
  readonly seq: number;
  readonly at: string;
  readonly direction: ContactRecord['direction'];
  readonly modality: ContactRecord['modality'];
  readonly author: string;
  readonly body: string;
  /** `received` for what came in, the delivery status for what went out, null for what never left the line. */
  readonly status: string | null;
  readonly error: string | null;
  readonly media: ContactRecord['media'];
  readonly crisisCode: string | null;
  readonly messageId: string | null;
  /** The provider's id of an inbound text. */
  readonly sid: string | null;
  readonly hash: string;
}

type Reading = { readonly contacts: Contact[] } | { readonly unknown: string };

/** A client's records, thread by thread, each in its own order. */
export async function contactsOfClient(store: Store, jobs: Jobs, code: string): Promise<Reading> {
  const { client } = await store.load({ client: { kind: 'client', code: code.toUpperCase() } });
  if (client === null) return { unknown: `There is no client ${code}: GET /sim/roster lists them.` };
  const threads = await Promise.all(client.threadIds.map(threadId => store.records(threadId)));
  return { contacts: await withFates(jobs, threads.flat()) };
}

/** The records of one phone with any of the lines: of a number that nobody knows, too. */
export async function contactsOfPhone(
  store: Store,
  jobs: Jobs,
  lines: readonly PhoneNumber[],
  phone: string,
): Promise<Reading> {
  // An unencoded plus sign in a query string means a space.
  const number = PhoneNumber.safeParse(phone.trim().replace(/^\+?/, '+'));
  if (!number.success) return { unknown: `"${phone}" is no phone number: write it as in +12125550151.` };
  const threads = await Promise.all(lines.map(line => store.records(store.threadId(line, number.data))));
  return { contacts: await withFates(jobs, threads.flat()) };
}

async function withFates(jobs: Jobs, records: readonly ContactRecord[]): Promise<Contact[]> {
  const fates = await jobs.fates(records.flatMap(record => record.messageId ?? []));
  return records.map(record => contactOf(record, fates.get(record.messageId ?? '')));
}

function contactOf(record: ContactRecord, fate: MessageFate | undefined): Contact {
  return {
    thread: record.threadId,
    seq: record.seq,
    at: record.at,
    direction: record.direction,
    modality: record.modality,
    author: record.author,
    body: record.body,
    status: record.direction === 'inbound' ? 'received' : (fate?.status ?? null),
    error: fate?.error ?? null,
    media: record.media,
    crisisCode: record.crisisCode,
    messageId: record.messageId,
    sid: record.providerId,
    hash: record.hash,
  };
}
