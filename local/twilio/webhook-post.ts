import webhooks from 'twilio/lib/webhooks/webhooks.js';

interface WebhookSender {
  /** The origin in the URLs that the carrier was given, and signs. */
  readonly publicUrl: string;
  /** Where that origin really listens on this computer. */
  readonly webhookBase: string;
  readonly authToken: string;
}

export type PostResult = { readonly ok: true } | { readonly ok: false; readonly why: string };

interface Failure {
  readonly ok: false;
  /** Twilio's names: the connection failed, the answer took too long, or it said no. */
  readonly kind: 'ct' | 'rt' | '4xx' | '5xx';
  readonly why: string;
}

/**
 * Posts a signed form, and again at once as the URL's fragment allows.
 * The fragment is Twilio's: `rc` retries, `rp` on which failures, `rt` and `tt` the read and total time in milliseconds.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export async function postWebhook(
  sender: WebhookSender,
  url: string,
  fields: Record<string, string>,
  idempotencyToken: string,
): Promise<PostResult> {
  const [target = url, fragment = ''] = url.split('#');
  const overrides = new URLSearchParams(fragment);
  const retries = Number(overrides.get('rc') ?? 1);
  const retryOn = (overrides.get('rp') ?? 'ct').split(',');
  const readTimeoutMs = Number(overrides.get('rt') ?? 15_000);
  const deadline = performance.now() + Number(overrides.get('tt') ?? 15_000);

  for (let tries = 0; ; tries += 1) {
    const timeoutMs = Math.max(1, Math.min(readTimeoutMs, Math.ceil(deadline - performance.now())));
    const result = await postOnce(sender, target, fields, idempotencyToken, timeoutMs);
    if (result.ok) return result;
    const retryable = retryOn.includes('all') || retryOn.includes(result.kind);
    if (!retryable || tries >= retries || performance.now() >= deadline) return result;
  }
}

async function postOnce(
  sender: WebhookSender,
  url: string,
  fields: Record<string, string>,
  idempotencyToken: string,
  timeoutMs: number,
): Promise<{ readonly ok: true } | Failure> {
  const address = url.startsWith(`${sender.publicUrl}/`)
    ? `${sender.webhookBase}${url.slice(sender.publicUrl.length)}`
    : url;
  try {
    const response = await fetch(address, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: {
        'x-twilio-signature': webhooks.getExpectedTwilioSignature(sender.authToken, url, fields),
        'i-twilio-idempotency-token': idempotencyToken,
        'user-agent': 'TwilioProxy/1.1',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    if (response.ok) return { ok: true };
    return { ok: false, kind: response.status < 500 ? '4xx' : '5xx', why: `it answered ${response.status}` };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.name === 'TimeoutError'
      ? { ok: false, kind: 'rt', why: `it did not answer within ${timeoutMs} ms` }
      : {
          ok: false,
          kind: 'ct',
          why: `the connection failed (${error.cause instanceof Error ? error.cause.message : error.message})`,
        };
  }
}
