import webhooks from 'twilio/lib/webhooks/webhooks.js';

/** The fields of a form; a field sent more than once holds all its values. */
export type FormFields = Record<string, string | string[]>;

interface ReceivedWebhook {
  /** Path and query exactly as requested. The host comes from our configuration: a caller chooses the Host header. */
  readonly pathAndQuery: string;
  readonly form: FormFields;
  readonly signature: string | undefined;
}

/** Whether Twilio signed this form post to our public origin with the account's token. */
export function isSignedByTwilio(
  webhook: ReceivedWebhook,
  expected: { readonly publicUrl: string; readonly authToken: string },
): boolean {
  if (webhook.signature === undefined) return false;
  const url = `${expected.publicUrl}${webhook.pathAndQuery}`;
  return webhooks.validateRequest(expected.authToken, webhook.signature, url, webhook.form);
}

export function formFieldsOf(encoded: string): FormFields {
  const form = new URLSearchParams(encoded);
  return Object.fromEntries(
    [...new Set(form.keys())].map(name => {
      const [first = '', ...more] = form.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}
