import { createHash } from 'node:crypto';
import type { StoredText } from './text.ts';

/** Where the carrier keeps a text's attachments: it copies them, and names its own address in the webhook. */
export function mediaPath(accountSid: string, text: Pick<StoredText, 'sid'>, index: number): string {
  return `/2010-04-01/Accounts/${accountSid}/Messages/${text.sid}/Media/${mediaSid(text.sid, index)}`;
}

/** Answers as the carrier's file store does: a range of the file and how long it is. The stand-in's files are blank. */
export function mediaFile(text: StoredText, sid: string, range: string | null): Response | null {
  const item = text.media.find((_, index) => mediaSid(text.sid, index) === sid);
  if (item === undefined) return null;
  const bytes = sizeOf(item.url);
  if (range !== 'bytes=0-0') {
    return new Response(new Uint8Array(bytes), { headers: { 'content-type': item.contentType } });
  }
  return new Response(new Uint8Array(1), {
    status: 206,
    headers: { 'content-type': item.contentType, 'content-range': `bytes 0-0/${bytes}` },
  });
}

function mediaSid(textSid: string, index: number): string {
  return `ME${createHash('sha256').update(`${textSid} ${index}`).digest('hex').slice(0, 32)}`;
}

/** Between 20 KB and 276 KB, always the same for one file: what phones send. */
function sizeOf(url: string): number {
  return 20_480 + createHash('sha256').update(url).digest().readUInt16BE(0) * 4;
}
