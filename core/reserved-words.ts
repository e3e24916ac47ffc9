/**
 * Words the carrier acts on before we see them, when they are the whole text (Twilio, "Twilio support for opt-out
 * keywords"). We keep the same books, so that nobody writes to a phone the carrier would refuse.
 */
const STOP = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const START = new Set(['START', 'YES', 'UNSTOP']);

export function isStopWord(body: string): boolean {
  return STOP.has(bareWord(body));
}

/** YES is a start word only for a phone that opted out; to everyone else it is an answer. */
export function isStartWord(body: string, optedOut: boolean): boolean {
  const word = bareWord(body);
  return START.has(word) && (word !== 'YES' || optedOut);
}

const ASKS_FOR_SILENCE =
  /\b(stop|quit|don'?t|do not|no more|please stop) (text|texting|texts|messag|messaging|messages|sending|writing|contacting|bothering)\b|\b(unsubscribe|take me off|opt(ing)? out|leave me alone)\b|\bno me (escriban?|manden?|envien?)\b|\bdejen? de (escribir|mandar|enviar)/i;

/** A plain request inside a sentence: it does not opt out, but automatic messages wait until a human has settled it. */
export function asksForSilence(body: string): boolean {
  return ASKS_FOR_SILENCE.test(body.replaceAll('’', "'"));
}

function bareWord(body: string): string {
  return body
    .trim()
    .replace(/[.!]+$/, '')
    .toUpperCase();
}
