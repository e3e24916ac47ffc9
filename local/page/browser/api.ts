import type { z } from 'zod';

/** What the local run said when it did not do what was asked, as a sentence for whoever looks at the page. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** The whole answer, for who knows more of its form. */
  readonly answer: unknown;

  constructor(sentence: string, from: { cause?: unknown; answer?: unknown } = {}) {
    super(sentence, { cause: from.cause });
    this.answer = from.answer;
  }
}

export async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  const answer = schema.safeParse(await ask(path, { method: 'GET' }));
  if (answer.success) return answer.data;
  throw new Refusal(`The local run answered GET ${path} in a form this page does not know.`, {
    cause: answer.error,
  });
}

export async function post(path: string, body: unknown): Promise<unknown> {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function ask(path: string, init: RequestInit & { method: string }): Promise<unknown> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    throw new Refusal('The local run does not answer. Start it again with npm start.', { cause });
  });
  const answer = parsed(await response.text());
  if (response.ok) return answer;
  throw new Refusal(
    sentenceIn(answer) ?? `The local run answered ${init.method} ${path} with ${response.status}.`,
    {
      answer,
    },
  );
}

function parsed(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // Slack answers some requests with plain words.
    return text;
  }
}

/** Plain words, `{"error":"…"}`, or Slack's `{"error":"code","message":"…"}`; a page of HTML is no sentence. */
function sentenceIn(answer: unknown): string | null {
  if (typeof answer === 'string') return answer === '' || answer.startsWith('<') ? null : answer;
  if (typeof answer !== 'object' || answer === null) return null;
  if ('message' in answer && typeof answer.message === 'string') return answer.message;
  return 'error' in answer && typeof answer.error === 'string' ? answer.error : null;
}
