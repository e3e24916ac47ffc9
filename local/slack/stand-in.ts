import type { z } from 'zod';
import type { Clock } from '../../app/ports.ts';
import { epochMs } from '../../core/time.ts';
import { ConnectionReset, type Faults } from '../faults.ts';
import { createLine } from './line.ts';
import { noChannel, noUser, refusal, type SimAnswer } from './refusal.ts';
import { createResponseUrls } from './response-urls.ts';
import { createTriggers } from './triggers.ts';
import { Click, Command, createUserSide, Submission } from './user-side.ts';
import { createWebApi } from './web-api.ts';
import { Workspace } from './workspace.ts';

export interface SlackStandIn {
  /** Null when the path is not the stand-in's. Throws `ConnectionReset` when a fault breaks the connection. */
  handle(request: Request): Promise<Response | null>;
  /** Whether a request to the line is under way. */
  busy(): boolean;
  /** Resolves once none is. */
  idle(): Promise<void>;
}

export interface SlackStandInOptions {
  readonly dataDir: string;
  /** Where the line and the stand-in are reached, such as `http://127.0.0.1:3000`. */
  readonly webhookBase: string;
  readonly signingSecret: string;
  readonly botToken: string;
  readonly clock: Clock;
  readonly faults: Pick<Faults, 'take'>;
  readonly users: readonly { id: string; name: string }[];
  readonly channels: readonly string[];
  readonly onChange: () => void;
  readonly fetch?: typeof fetch;
  /** Real time: trigger ids and response URLs expire by it. */
  readonly realNowMs?: () => number;
}

/** A Slack workspace on this computer: the Web API for the line, and the screen for people, under `/sim/slack/`. */
export function createSlackStandIn(options: SlackStandInOptions): SlackStandIn {
  const { users } = options;
  const realNowMs = options.realNowMs ?? Date.now;
  const nowMs = (): number => epochMs(options.clock.now());
  const workspace = new Workspace(options);
  const triggers = createTriggers(realNowMs);
  const line = createLine({
    url: `${options.webhookBase}/slack/events`,
    signingSecret: options.signingSecret,
    fetch: options.fetch ?? fetch,
  });
  const responseUrls = createResponseUrls(workspace, options.webhookBase, nowMs, realNowMs);
  const webApi = createWebApi(workspace, triggers, users, nowMs);
  const people = createUserSide({ workspace, line, triggers, responseUrls, users, nowMs });

  async function callWebApi(method: string, request: Request): Promise<Response> {
    const { token, ...args } = await webApiArguments(request);
    const bearer = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? token;
    if (bearer === undefined) return Response.json({ ok: false, error: 'not_authed' });
    if (bearer !== options.botToken) return Response.json({ ok: false, error: 'invalid_auth' });
    const fault = options.faults.take('slack', method, onlyText(args));
    if (fault === 'reset-before') throw new ConnectionReset();
    if (fault === 'http-500') return new Response('Internal Server Error', { status: 500 });
    if (fault === 'http-429')
      return Response.json(
        { ok: false, error: 'ratelimited' },
        { status: 429, headers: { 'retry-after': '1' } },
      );
    const answer = webApi.call(method, args);
    if (fault === 'reset-after') throw new ConnectionReset();
    return Response.json(answer);
  }

  async function route(request: Request, url: URL, path: readonly string[]): Promise<Response | null> {
    const [place = '', one = '', two = ''] = path.map(decodeURIComponent);
    const post = request.method === 'POST';
    switch (place) {
      case 'api':
        return callWebApi(one, request);
      case 'response': {
        const { status, text } = responseUrls.answer(one, await json(request));
        return new Response(text, { status });
      }
      case 'commands':
        return post ? carryOut(Command, request, command => people.command(command)) : null;
      case 'actions':
        return post ? carryOut(Click, request, click => people.click(click)) : null;
      case 'views':
        if (post && two === 'submit')
          return carryOut(Submission, request, submission => people.submit(one, submission));
        return post && two === 'close' ? toResponse(people.close(one)) : null;
      case 'users': {
        if (!users.some(({ id }) => id === one)) return toResponse(noUser(one, users));
        if (two === 'modal') return Response.json(workspace.modals(one).at(-1) ?? null);
        if (two !== 'home') return null;
        // Opening Home makes Slack tell the app; reading a Home that is there does not.
        const home = post ? undefined : workspace.home(one);
        return home ? Response.json(home) : toResponse(await people.openHome(one));
      }
      case 'channels': {
        const channel = workspace.channel(one);
        if (!channel) return toResponse(noChannel(one));
        return two === 'messages'
          ? Response.json(workspace.messages(channel.id, url.searchParams.get('user') ?? undefined))
          : null;
      }
      default:
        return null;
    }
  }

  return {
    async handle(request) {
      const url = new URL(request.url);
      if (!url.pathname.startsWith('/sim/slack/')) return null;
      const answer = await route(request, url, url.pathname.slice('/sim/slack/'.length).split('/'));
      return (
        answer ??
        toResponse(refusal(404, 'not_found', `${request.method} ${url.pathname} is not served here.`))
      );
    },
    busy: () => line.busy(),
    idle: () => line.idle(),
  };
}

async function carryOut<S extends z.ZodType>(
  schema: S,
  request: Request,
  run: (input: z.infer<S>) => Promise<SimAnswer>,
): Promise<Response> {
  const input = schema.safeParse(await json(request));
  if (input.success) return toResponse(await run(input.data));
  const problems = input.error.issues.map(issue => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  return toResponse(refusal(400, 'invalid_request', problems.join('; ')));
}

/** Undefined when the body is not JSON, which no schema accepts. */
async function json(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function webApiArguments(request: Request): Promise<{ token?: string } & Record<string, unknown>> {
  const isJson = request.headers.get('content-type')?.includes('application/json') ?? false;
  const body = isJson ? await json(request) : Object.fromEntries(new URLSearchParams(await request.text()));
  return { ...Object.fromEntries(new URL(request.url).searchParams), ...(body as Record<string, unknown>) };
}

function onlyText(args: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    ),
  );
}

function toResponse({ status, body }: SimAnswer): Response {
  return Response.json(body, { status });
}
