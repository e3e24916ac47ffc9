import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { Instant } from '../../core/time.ts';
import { after } from '../../core/time.ts';
import { createFaults } from '../../local/faults.ts';
import { createTwilioStandIn } from '../../local/twilio/stand-in.ts';
import type { TwilioStandIn } from '../../local/twilio/stand-in.ts';
import { listen } from './listen.ts';

export const PUBLIC_URL = 'https://line.example.org';
export const ACCOUNT = { accountSid: 'AC00000000000000000000000000000000', authToken: 'local-twilio-token' };
export const LINE = '+12125550100';
export const RELAY = '+12125550110';
export const CLIENT = '+12125550151';
export const MANAGER = '+12125550131';

interface Received {
  readonly path: string;
  readonly form: Record<string, string>;
  readonly headers: Headers;
  readonly signed: boolean;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** The stand-in and a line that takes down every webhook; `answers` is how it answers the next ones, then 200. */
export async function openWorld() {
  const dataDir = mkdtempSync(join(tmpdir(), 'twilio-stand-in-'));
  const received: Received[] = [];
  const answers: (number | Promise<number>)[] = [];
  const faults = createFaults();
  let now: Instant = '2026-01-05T15:00:00.000Z';
  let standIn: TwilioStandIn | null = null;
  let changes = 0;

  const server = await listen(async request => {
    const url = new URL(request.url);
    if (url.pathname.startsWith('/sim/')) {
      return (await standIn?.handle(request)) ?? new Response('nothing here', { status: 404 });
    }
    const path = `${url.pathname}${url.search}`;
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    const signature = request.headers.get('x-twilio-signature') ?? '';
    const signed = webhooks.validateRequest(ACCOUNT.authToken, signature, `${PUBLIC_URL}${path}`, form);
    received.push({ path, form, headers: request.headers, signed });
    return new Response('<Response/>', { status: await (answers.shift() ?? 200) });
  });

  function start(): TwilioStandIn {
    standIn = createTwilioStandIn({
      dataDir,
      publicUrl: PUBLIC_URL,
      webhookBase: server.origin,
      ...ACCOUNT,
      numbers: [LINE, RELAY],
      phones: [{ e164: MANAGER, label: 'cm-1' }],
      clock: { now: () => now },
      faults,
      onChange: () => {
        changes += 1;
      },
    });
    return standIn;
  }

  const world = {
    origin: server.origin,
    dataDir,
    faults,
    received,
    answers,
    standIn: start(),
    changes: () => changes,
    advance: (ms: number) => {
      now = after(now, ms);
    },
    now: () => now,
    /** As after SIGKILL: a new stand-in on the same data, which knows only what is on disk. */
    restart: () => {
      world.standIn.stop();
      world.standIn = start();
      world.standIn.resume();
    },
    text: (phone: string, text: unknown) => request('POST', `/sim/phones/${phone}/texts`, text),
    texts: async (phone: string) =>
      (await request('GET', `/sim/phones/${phone}/texts`)).json as Record<string, unknown>[],
    phones: async () => (await request('GET', '/sim/phones')).json as Record<string, unknown>[],
    request,
    create: (form: Record<string, string>) => api('POST', '/Messages.json', form),
    api,
    close: async () => {
      await world.standIn.idle();
      await server.close();
      rmSync(dataDir, { recursive: true });
    },
  };
  return world;

  async function request(method: string, path: string, json?: unknown) {
    const response = await fetch(`${server.origin}${path}`, {
      method,
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    return { status: response.status, json: await response.json() };
  }

  async function api(
    method: string,
    path: string,
    form?: Record<string, string>,
    authToken = ACCOUNT.authToken,
  ) {
    const response = await fetch(
      `${server.origin}/sim/twilio/2010-04-01/Accounts/${ACCOUNT.accountSid}${path}`,
      {
        method,
        headers: { authorization: `Basic ${btoa(`${ACCOUNT.accountSid}:${authToken}`)}` },
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      },
    );
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  }
}
