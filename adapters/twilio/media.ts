/** A client in danger does not wait for the size of a picture. */
const TIMEOUT_MS = 800;

/**
 * The size of an attachment in bytes, or null when the carrier does not say in time. Only the carrier's own addresses
 * are asked, for the account's secret goes along. Twilio sends on to a file store that answers GET alone, so one byte is
 * asked for, and the range says how many there are.
 */
export async function mediaBytes(
  account: { readonly apiUrl: string; readonly authorization: string },
  url: string,
): Promise<number | null> {
  if (!url.startsWith(`${account.apiUrl}/`)) return null;
  try {
    const response = await fetch(url, {
      headers: { authorization: account.authorization, range: 'bytes=0-0' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) return null;
    const size = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
    return size === undefined ? null : Number(size);
  } catch {
    // The text is what matters: it is recorded, and its attachment announced, without the size.
    return null;
  }
}
