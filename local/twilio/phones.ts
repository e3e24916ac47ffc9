import { z } from 'zod';
import { PhoneNumber } from '../../core/team.ts';
import { describeProblem } from '../describe-problem.ts';
import type { CarrierLog } from './carrier-log.ts';
import type { Delivery } from './delivery.ts';
import { carrierReply, keywordOf } from './keywords.ts';
import type { TwilioStandInOptions } from './stand-in.ts';
import { contentTypeOf, newSid } from './text.ts';
import type { StoredText, Text } from './text.ts';

const ROOT = '/sim/phones';

const TextToSend = z.strictObject({
  to: PhoneNumber,
  body: z.string().max(1_600, 'a phone sends at most 1600 characters in one text').default(''),
  media: z
    .array(z.url({ protocol: /^https?$/ }))
    .max(10, 'a text carries at most ten attachments')
    .default([]),
});
type TextToSend = z.infer<typeof TextToSend>;

/** The phones on the carrier's network: any E.164 number is one. */
export function createPhones(log: CarrierLog, delivery: Delivery, options: TwilioStandInOptions) {
  return async (request: Request): Promise<Response | null> => {
    const { pathname } = new URL(request.url);
    if (pathname !== ROOT && !pathname.startsWith(`${ROOT}/`)) return null;
    if (pathname === ROOT) {
      return request.method === 'GET' ? Response.json(listPhones()) : refusal(405, `Use GET on ${ROOT}.`);
    }
    const [number = '', what = ''] = pathname.slice(ROOT.length + 1).split('/');
    const phone = PhoneNumber.safeParse(number.replace(/^%2B/i, '+'));
    if (!phone.success) return refusal(400, `${number} is not an E.164 number such as +12125550151.`);
    if (what === 'calls') return refusal(404, 'This line has no calls, only texts.');
    if (what !== 'texts') return refusal(404, `A phone has ${ROOT}/{e164}/texts.`);
    if (request.method === 'GET') return Response.json(readTexts(phone.data));
    if (request.method === 'POST') return sendText(phone.data, await request.json().catch(() => null));
    return refusal(405, 'Use GET or POST on the texts of a phone.');
  };

  async function sendText(phone: PhoneNumber, json: unknown): Promise<Response> {
    const parsed = TextToSend.safeParse(json);
    if (!parsed.success) return refusal(400, describeProblem(parsed.error));
    if (!options.numbers.includes(parsed.data.to)) {
      return refusal(400, `${parsed.data.to} is none of the line's numbers: ${options.numbers.join(', ')}.`);
    }
    if (options.numbers.includes(phone))
      return refusal(400, `${phone} is a number of the line, not a phone.`);
    const text = writeDown(phone, parsed.data);
    options.onChange();
    const result = await delivery.toLine(text);
    return result.ok
      ? Response.json({ sid: text.sid })
      : refusal(502, `The line did not take text ${text.sid}: ${result.why}, at the last of several tries.`);
  }

  /** The text, what its reserved word changes, and the carrier's own answer enter the log together. */
  function writeDown(phone: PhoneNumber, wanted: TextToSend): StoredText {
    const text = newText('inbound', phone, wanted.to, wanted.body, wanted.media);
    const keyword = wanted.media.length === 0 ? keywordOf(wanted.body) : null;
    const reply = keyword === null ? null : carrierReply(keyword, log.isOptedOut(wanted.to, phone));
    log.append(
      { entry: 'text', text },
      ...(keyword === null || keyword === 'help'
        ? []
        : [{ entry: 'opted' as const, number: wanted.to, phone, out: keyword === 'stop' }]),
      ...(reply === null
        ? []
        : [{ entry: 'text' as const, text: newText('outbound-reply', wanted.to, phone, reply, []) }]),
    );
    const stored = log.text(text.sid);
    if (stored === undefined)
      throw new Error(`The text ${text.sid} is not in the log it was just written to`);
    return stored;
  }

  function newText(
    direction: Text['direction'],
    from: PhoneNumber,
    to: PhoneNumber,
    body: string,
    media: readonly string[],
  ): Text {
    return {
      sid: newSid(media.length > 0),
      direction,
      from,
      to,
      body,
      media: media.map(url => ({ url, contentType: contentTypeOf(url) })),
      createdAt: options.clock.now(),
      statusCallback: null,
      ending: { status: 'delivered', errorCode: null, reported: false },
    };
  }

  function readTexts(phone: PhoneNumber) {
    const texts = shownOn(phone);
    const last = texts.at(-1);
    if (last !== undefined && unreadCount(phone) > 0) {
      log.append({ entry: 'read', phone, upTo: last.sid });
      options.onChange();
    }
    return texts.map(view);
  }

  function listPhones() {
    const labels = new Map(options.phones.map(({ e164, label }) => [e164, label]));
    return [...new Set([...labels.keys(), ...log.phones()])].map(e164 => {
      const last = shownOn(e164).at(-1);
      return {
        e164,
        label: labels.get(e164) ?? e164,
        unread: unreadCount(e164),
        last: last === undefined ? null : view(last),
      };
    });
  }

  /** A text that the network could not deliver never shows on the phone. */
  function shownOn(phone: PhoneNumber): StoredText[] {
    return log.textsOf(phone).filter(text => text.ending.status === 'delivered');
  }

  function unreadCount(phone: PhoneNumber): number {
    const texts = shownOn(phone);
    const readUpTo = log.readUpTo(phone);
    const firstNew = texts.findIndex(text => text.sid === readUpTo) + 1;
    return texts.slice(firstNew).filter(text => text.direction !== 'inbound').length;
  }
}

/** A text as its phone shows it. */
function view(text: StoredText) {
  const isSent = text.direction === 'inbound';
  return {
    sid: text.sid,
    from: text.from,
    to: text.to,
    body: text.body,
    direction: isSent ? 'sent' : 'received',
    status: isSent ? (text.progress.answered ?? 'sending') : text.progress.status,
    at: text.createdAt,
    media: text.media,
  };
}

function refusal(status: number, sentence: string): Response {
  return Response.json({ error: sentence }, { status });
}
