import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { PhoneNumber } from '../../core/team.ts';
import { Instant } from '../../core/time.ts';

export const Status = z.enum(['queued', 'sent', 'delivered', 'undelivered', 'received']);
export type Status = z.infer<typeof Status>;

/** How an outbound text ends, decided when it is created, so that a restart does not change it. */
export const Ending = z.object({
  status: z.enum(['delivered', 'undelivered']),
  errorCode: z.int().nullable(),
  /** False: the status callbacks are lost on the way. */
  reported: z.boolean(),
});
export type Ending = z.infer<typeof Ending>;

/** A text as the carrier first wrote it down. */
export const Text = z.object({
  sid: z.string(),
  /** The words of the real API. `outbound-reply`: the carrier's own answer to a reserved word. */
  direction: z.enum(['inbound', 'outbound-api', 'outbound-reply']),
  from: PhoneNumber,
  to: PhoneNumber,
  body: z.string(),
  media: z.array(z.object({ url: z.string(), contentType: z.string() })),
  createdAt: Instant,
  statusCallback: z.string().nullable(),
  ending: Ending,
});
export type Text = z.infer<typeof Text>;

/** Where a text stands now. */
interface Progress {
  status: Status;
  errorCode: number | null;
  sentAt: Instant | null;
  updatedAt: Instant;
  /** Inbound: what became of the webhook. Null: not answered yet. */
  answered: 'delivered' | 'failed' | null;
  /** Outbound: how many statuses of its course are over and done with. */
  reported: number;
}

export interface StoredText extends Text {
  readonly progress: Progress;
}

/** The statuses that an outbound text goes through, each of them reported. */
export function courseOf(text: Text): Status[] {
  return ['queued', 'sent', text.ending.status];
}

/** The phone on the far end; the other number is ours. */
export function phoneOf(text: Text): PhoneNumber {
  return text.direction === 'inbound' ? text.from : text.to;
}

export function newSid(hasMedia: boolean): string {
  return `${hasMedia ? 'MM' : 'SM'}${randomUUID().replaceAll('-', '')}`;
}

const CONTENT_TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  heic: 'image/heic',
  mp4: 'video/mp4',
  '3gp': 'video/3gpp',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  amr: 'audio/amr',
  pdf: 'application/pdf',
  vcf: 'text/vcard',
  txt: 'text/plain',
};

/** Guessed from the extension: the stand-in opens no attachment. */
export function contentTypeOf(url: string): string {
  const extension = new URL(url).pathname.split('.').at(-1)?.toLowerCase() ?? '';
  return CONTENT_TYPES[extension] ?? 'application/octet-stream';
}
