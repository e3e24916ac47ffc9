import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Instant } from './time.ts';

export const Media = z.object({ url: z.string(), contentType: z.string(), bytes: z.int().nullable() });
export type Media = z.infer<typeof Media>;

/** What one contact was. Immutable: delivery fate and corrections are rows of their own. */
export const ContactRecord = z.object({
  /** The thread (or the desk of a staff phone) it belongs to. */
  threadId: z.string(),
  /** Gapless from 1 in its thread. Order is `seq`, never time. */
  seq: z.int().min(1),
  at: Instant,
  direction: z.enum(['inbound', 'outbound', 'internal']),
  modality: z.enum(['text', 'automatic', 'opt-out', 'opt-in', 'hand-over', 'note', 'card', 'crisis']),
  /** `client K2A`, `staff cm-1`, or `line`. */
  author: z.string(),
  body: z.string(),
  media: z.array(Media),
  /** The provider's id of an inbound text. */
  providerId: z.string().nullable(),
  /** The message that carries an outbound text; its row tells the fate. */
  messageId: z.string().nullable(),
  crisisCode: z.string().nullable(),
  previousHash: z.string(),
  hash: z.string(),
});
export type ContactRecord = z.infer<typeof ContactRecord>;

/** The hash before a thread's first record. */
export const GENESIS_HASH = '0'.repeat(64);

type Unsealed = Omit<ContactRecord, 'hash'>;

/** SHA-256 over the record's fields in a fixed order, the previous hash among them: a changed or missing row breaks the chain. */
export function sealed(record: Unsealed): ContactRecord {
  return { ...record, hash: hashOf(record) };
}

function hashOf(record: Unsealed): string {
  const fields = [
    record.threadId,
    record.seq,
    record.at,
    record.direction,
    record.modality,
    record.author,
    record.body,
    record.media.map(item => [item.url, item.contentType, item.bytes]),
    record.providerId,
    record.messageId,
    record.crisisCode,
    record.previousHash,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/** The first `seq` at which the chain is broken, or null when it holds. Records come in order of `seq`. */
export function firstBreak(records: readonly ContactRecord[]): number | null {
  let previousHash = GENESIS_HASH;
  let expectedSeq = 1;
  for (const record of records) {
    const intact =
      record.seq === expectedSeq && record.previousHash === previousHash && record.hash === hashOf(record);
    if (!intact) return expectedSeq;
    previousHash = record.hash;
    expectedSeq += 1;
  }
  return null;
}
