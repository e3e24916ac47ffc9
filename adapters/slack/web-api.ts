import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** Slack said no, and would again: a wrong token, a channel that is gone, blocks over a limit. */
export class SlackRefused extends Error {
  override readonly name = 'SlackRefused';
  readonly retryable = false;
  readonly code: string;

  constructor(method: string, code: string, details: readonly string[]) {
    super(`Slack refused ${method}: ${[code, ...details].join('; ')}`);
    this.code = code;
  }
}

/** The answer was lost, or Slack was busy: the call may or may not have been carried out. */
export class SlackUnreachable extends Error {
  override readonly name = 'SlackUnreachable';
  readonly retryable = true;

  constructor(method: string, why: string, options?: ErrorOptions) {
    super(`Slack did not answer ${method}: ${why}`, options);
  }
}

const Answer = z.discriminatedUnion('ok', [
  z.looseObject({ ok: z.literal(true) }),
  z.object({
    ok: z.literal(false),
    error: z.string(),
    response_metadata: z.object({ messages: z.array(z.string()).default([]) }).optional(),
  }),
]);

/** Slack answers in well under a second; the function that waits for it has thirty. */
const TIMEOUT_MS = 4000;
/** The longest wait that Slack may ask for before the job is put off instead. */
const LONGEST_WAIT_MS = 3000;
const PAUSE_MS = 250;
const ATTEMPTS = 2;

export type CallSlack = <S extends z.ZodType>(
  method: string,
  args: Readonly<Record<string, string>>,
  answer: S,
) => Promise<z.infer<S>>;

/**
 * Calls Slack's Web API and parses the answer. A lost answer is tried once more where a second call does no
 * harm; the job that made the call does the rest, with its own backoff.
 */
export function createSlackCaller(options: {
  apiUrl: string;
  botToken: string;
  fetch?: typeof fetch;
}): CallSlack {
  const send = options.fetch ?? fetch;
  const base = options.apiUrl.endsWith('/') ? options.apiUrl : `${options.apiUrl}/`;

  async function once(method: string, args: Readonly<Record<string, string>>): Promise<Response> {
    try {
      return await send(`${base}${method}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${options.botToken}`,
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        },
        body: new URLSearchParams(args).toString(),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new SlackUnreachable(method, 'the connection broke', { cause });
    }
  }

  async function attempt(
    method: string,
    args: Readonly<Record<string, string>>,
    last: boolean,
  ): Promise<unknown> {
    const response = await once(method, args);
    if (response.status === 429) {
      const waitMs = Number(response.headers.get('retry-after') ?? '1') * 1000;
      if (last || waitMs > LONGEST_WAIT_MS) throw new SlackUnreachable(method, 'too many calls');
      // A call that was turned away did nothing, so that even a post may be made again.
      await sleep(waitMs);
      return attempt(method, args, true);
    }
    if (!response.ok) throw new SlackUnreachable(method, `HTTP ${response.status}`);
    return bodyOf(method, response);
  }

  return async (method, args, answer) => {
    for (let tried = 1; ; tried += 1) {
      const last = tried === ATTEMPTS || !isRepeatable(method);
      try {
        const body = Answer.parse(await attempt(method, args, tried === ATTEMPTS));
        if (!body.ok) throw new SlackRefused(method, body.error, body.response_metadata?.messages ?? []);
        return answer.parse(body);
      } catch (error) {
        if (last || !(error instanceof SlackUnreachable)) throw error;
        await sleep(PAUSE_MS);
      }
    }
  };
}

async function bodyOf(method: string, response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new SlackUnreachable(method, 'the answer broke off', { cause });
  }
}

/** A post made twice is seen twice. */
function isRepeatable(method: string): boolean {
  return method !== 'chat.postMessage';
}
