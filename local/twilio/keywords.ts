/**
 * What the carrier does by itself with a bare reserved word, without Advanced Opt-Out.
 * https://help.twilio.com/articles/223134027 (support for opt-out keywords)
 */
type Keyword = 'stop' | 'start' | 'help';

const WORDS: ReadonlyMap<string, Keyword> = new Map([
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'].map(
    word => [word, 'stop'] as const,
  ),
  ...['START', 'YES', 'UNSTOP'].map(word => [word, 'start'] as const),
  ...['HELP', 'INFO'].map(word => [word, 'help'] as const),
]);

const REPLIES: Record<Keyword, string> = {
  stop: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  start:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  help: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** The reserved word that a text consists of; inside a sentence a word means nothing to the carrier. */
export function keywordOf(body: string): Keyword | null {
  return WORDS.get(body.trim().toUpperCase()) ?? null;
}

/** The carrier's own answer. It confirms only a change: a second STOP, or a START of somebody who never left, gets none. */
export function carrierReply(keyword: Keyword, wasOptedOut: boolean): string | null {
  const answers = keyword === 'start' ? wasOptedOut : !wasOptedOut;
  return answers ? REPLIES[keyword] : null;
}
