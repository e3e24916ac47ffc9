import { z } from 'zod';
import { PhoneNumber } from '../../core/team.ts';
import { ConnectionReset } from '../faults.ts';
import type { FaultKind } from '../faults.ts';
import { messageJson, problem, RestProblem } from './api-json.ts';
import type { CarrierLog } from './carrier-log.ts';
import type { Delivery } from './delivery.ts';
import { mediaFile } from './media.ts';
import { pageOfMessages } from './message-list.ts';
import type { TwilioStandInOptions } from './stand-in.ts';
import { newSid } from './text.ts';
import type { Ending, StoredText, Text } from './text.ts';

const ROOT = '/sim/twilio';
const MAX_BODY_LENGTH = 1_600;
const CallbackUrl = z.url({ protocol: /^https?$/ });

/** The Messages resource of Twilio's REST API. https://www.twilio.com/docs/messaging/api/message-resource */
export function createRestApi(log: CarrierLog, delivery: Delivery, options: TwilioStandInOptions) {
  const { accountSid, clock, faults } = options;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${options.authToken}`).toString('base64')}`;
  const accountUri = `/2010-04-01/Accounts/${accountSid}`;

  return async (request: Request): Promise<Response | null> => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith(`${ROOT}/`)) return null;
    try {
      if (request.headers.get('authorization') !== authorization) throw problem(401, 20003, 'Authenticate');
      return await route(request, url.pathname.slice(ROOT.length), url.searchParams);
    } catch (error) {
      if (error instanceof RestProblem) return error.response();
      throw error;
    }
  };

  async function route(request: Request, path: string, query: URLSearchParams): Promise<Response> {
    if (path === `${accountUri}/Messages.json`) {
      if (request.method === 'POST') return create(new URLSearchParams(await request.text()));
      if (request.method === 'GET') return list(query);
      throw problem(405, 20004, 'Method not allowed');
    }
    const sid = new RegExp(`^${accountUri}/Messages/(\\w+)\\.json$`).exec(path)?.[1];
    if (sid !== undefined && request.method === 'GET') return fetchOne(sid);
    const media = new RegExp(`^${accountUri}/Messages/(\\w+)/Media/(\\w+)$`).exec(path);
    if (media !== null && request.method === 'GET') return fetchMedia(media[1], media[2], request);
    const calls = path.startsWith(`${accountUri}/Calls`) ? ' This line has no calls, only texts.' : '';
    throw problem(404, 20404, `The requested resource ${path} was not found.${calls}`);
  }

  function create(form: URLSearchParams): Response {
    const facts = { to: form.get('To') ?? '', from: form.get('From') ?? '', body: form.get('Body') ?? '' };
    const fault = faults.take('twilio', 'messages.create', facts);
    failBefore(fault);
    const text = accept(form, endingOf(fault));
    if (fault === 'reset-after') throw new ConnectionReset();
    return Response.json(messageJson(text, accountSid), { status: 201 });
  }

  function accept(form: URLSearchParams, ending: Ending): StoredText {
    const text: Text = {
      ...wanted(form),
      sid: newSid(false),
      direction: 'outbound-api',
      media: [],
      createdAt: clock.now(),
      ending,
    };
    log.append({ entry: 'text', text });
    const stored = log.text(text.sid);
    if (stored === undefined)
      throw new Error(`The text ${text.sid} is not in the log it was just written to`);
    delivery.toPhone(stored);
    options.onChange();
    return stored;
  }

  function wanted(form: URLSearchParams): Pick<Text, 'to' | 'from' | 'body' | 'statusCallback'> {
    const to = form.get('To') ?? '';
    const from = form.get('From') ?? '';
    const body = form.get('Body') ?? '';
    const statusCallback = form.get('StatusCallback');
    if (to === '') throw problem(400, 21604, "A 'To' phone number is required.");
    if (from === '') throw problem(400, 21603, "A 'From' phone number is required.");
    if (body === '') throw problem(400, 21602, 'Message body is required.');
    if (!PhoneNumber.safeParse(to).success) throw problem(400, 21211, `Invalid 'To' Phone Number: ${to}`);
    if (!options.numbers.includes(from)) {
      throw problem(
        400,
        21606,
        `The 'From' phone number provided (${from}) is not a number of this account.`,
      );
    }
    if (body.length > MAX_BODY_LENGTH) {
      throw problem(400, 21617, 'The concatenated message body exceeds the 1600 character limit.');
    }
    if (statusCallback !== null && !CallbackUrl.safeParse(statusCallback).success) {
      throw problem(400, 21609, `The 'StatusCallback' URL ${statusCallback} is not a valid URL.`);
    }
    if (log.isOptedOut(from, to)) throw problem(400, 21610, 'Attempt to send to unsubscribed recipient');
    return { to, from, body, statusCallback };
  }

  function list(query: URLSearchParams): Response {
    const fault = faults.take('twilio', 'messages.list', {
      to: query.get('To') ?? '',
      from: query.get('From') ?? '',
    });
    failBefore(fault);
    const page = pageOfMessages(log.texts(), query, `${accountUri}/Messages.json`, accountSid);
    if (fault === 'reset-after') throw new ConnectionReset();
    return Response.json(page);
  }

  function fetchMedia(sid: string | undefined, mediaSid: string | undefined, request: Request): Response {
    const text = sid === undefined ? undefined : log.text(sid);
    const file =
      text === undefined || mediaSid === undefined
        ? null
        : mediaFile(text, mediaSid, request.headers.get('range'));
    if (file === null) throw problem(404, 20404, 'There is no such attachment.');
    return file;
  }

  function fetchOne(sid: string): Response {
    const fault = faults.take('twilio', 'messages.fetch', { sid });
    failBefore(fault);
    const text = log.text(sid);
    if (fault === 'reset-after') throw new ConnectionReset();
    if (text === undefined) throw problem(404, 20404, `There is no message ${sid}.`);
    return Response.json(messageJson(text, accountSid));
  }
}

function failBefore(fault: FaultKind | null): void {
  if (fault === 'http-500') throw problem(500, 20500, 'Internal Server Error');
  if (fault === 'http-429') throw problem(429, 20429, 'Too Many Requests');
  if (fault === 'reset-before') throw new ConnectionReset();
}

function endingOf(fault: FaultKind | null): Ending {
  if (fault === 'error-30003') return { status: 'undelivered', errorCode: 30003, reported: true };
  // 30008, unknown error, is what Twilio gives when the far carrier names no reason.
  if (fault === 'status-undelivered') return { status: 'undelivered', errorCode: 30008, reported: true };
  return { status: 'delivered', errorCode: null, reported: fault !== 'status-lost' };
}
