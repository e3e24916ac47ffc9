import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFaults, type Faults } from '../../local/faults.ts';
import { callRoute, type HttpFunction } from '../../local/api-gateway.ts';
import { listen } from '../../local/server.ts';
import { createSlackStandIn, type SlackStandIn } from '../../local/slack/stand-in.ts';

export const SIGNING_SECRET = 'a-signing-secret';
export const BOT_TOKEN = 'xoxb-test';
export const USERS = [
  { id: 'U0CM1', name: 'cm-1' },
  { id: 'U0CM2', name: 'cm-2' },
];

export interface SlackWorkspace {
  readonly base: string;
  readonly apiUrl: string;
  readonly faults: Faults;
  readonly standIn: SlackStandIn;
  /** Every Web API method that was called, in order. */
  readonly calls: string[];
  /** The line's end; a test puts its handler here. */
  line: HttpFunction;
  realNowMs: number;
  now: string;
  changes: number;
  get(path: string): Promise<{ status: number; body: unknown }>;
  post(path: string, body: unknown): Promise<{ status: number; body: unknown }>;
  api(method: string, args: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** A Slack stand-in on a real port, with room for the line beside it. */
export async function openSlackWorkspace(
  dataDir: string = mkdtempSync(join(tmpdir(), 'slack-')),
): Promise<SlackWorkspace> {
  let standIn: SlackStandIn | null = null;
  const faults = createFaults();
  const server = await listen(
    0,
    async request => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/sim/slack/api/'))
        workspace.calls.push(pathname.slice('/sim/slack/api/'.length));
      const answer =
        (await standIn?.handle(request)) ??
        (await callRoute(
          [
            {
              method: 'POST',
              path: '/slack/events',
              run: (event, context) => workspace.line(event, context),
            },
          ],
          request,
        ));
      return answer ?? new Response(null, { status: 404 });
    },
    error => {
      throw error;
    },
  );
  const base = `http://127.0.0.1:${server.port}`;
  standIn = createSlackStandIn({
    dataDir,
    webhookBase: base,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    clock: { now: () => workspace.now },
    faults,
    users: USERS,
    channels: ['north-oncall'],
    onChange: () => (workspace.changes += 1),
    realNowMs: () => workspace.realNowMs,
  });
  const workspace: SlackWorkspace = {
    base,
    apiUrl: `${base}/sim/slack/api/`,
    faults,
    standIn,
    calls: [],
    line: () => Promise.resolve({ statusCode: 200 }),
    realNowMs: Date.now(),
    now: '2026-01-07T03:00:00.000Z',
    changes: 0,
    async get(path) {
      const response = await fetch(`${base}/sim/slack/${path}`);
      return { status: response.status, body: await response.json() };
    },
    async post(path, body) {
      const response = await fetch(`${base}/sim/slack/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    },
    async api(method, args) {
      const response = await fetch(`${base}/sim/slack/api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${BOT_TOKEN}`, 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(args),
      });
      return (await response.json()) as Record<string, unknown>;
    },
    close: () => server.close(),
  };
  return workspace;
}
