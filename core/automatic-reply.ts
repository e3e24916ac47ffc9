/** Texts that a phone wrote, not its owner: they take nothing, answer nothing and confirm nothing. */

/** What a reaction looks like where the other side has no such feature: iOS and Google Messages, English and Spanish. */
const TAPBACKS = [
  /^(liked|loved|emphasi[sz]ed|disliked|laughed at|questioned) (["«]|an? (image|photo|video|movie|attachment|audio message|contact|location|sticker))/,
  /^removed an? \S+ (reaction )?from (["«]|an? )/,
  /^reacted \S+ (to|with)\b/,
  /^reacted to ["«].* with \S+$/,
  /^\p{Extended_Pictographic}\S* (to|a) ["«]/u,
  /^((no )?le (gusto|encanto)|(no )?me (gusta|encanta)|se rio de|enfatizo|destaco|cuestiono|pregunto por) (["«]|una? (imagen|foto|video))/,
  /^(reacciono|ha reaccionado) (con \S+ )?a\b/,
  /^(quito|elimino) una? .+ (de|a) ["«]/,
];

export function isTapback(text: string): boolean {
  const plain = plainOf(text);
  return TAPBACKS.some(tapback => tapback.test(plain));
}

/**
 * Auto-replies of phones that are driving or silenced. They match whole texts, or words only a phone writes: on a
 * relay a case manager may well type "I'm driving to your place now".
 */
const AUTO_REPLIES = [
  /^[[(]?auto(matic|mated)?[ -]?(reply|response)\b/,
  /\bdriving (with|mode)\b.*\b(focus|on|enabled|activated)\b/,
  /\bdriving focus\b/,
  /^(i'?m|i am) (currently )?driving\b.*\bdo not disturb\b/,
  /^(i have |i'?ve got |my phone is (on|in) )?do not disturb( while driving)?( is)?( turned)?( on)?$/,
  /\bdo not disturb while driving\b/,
  /\bnot receiving notifications\b/,
  /\bsent from (my )?(carplay|android auto|car|vehicle)\b/,
  /^(sorry,? )?(i'?m|i am) (currently )?driving( right now| now| at the moment)?[.,;! -]*((and )?(i'?ll|i will|i can'?t|can'?t|will) (get back to you|call( you)?( back)?|text( you)?( back)?|talk|reply|respond)\b.*)?$/,
  /^(i'?ll|i will) (get back to you|see your message)( later| soon| shortly| (when|once|as soon as) .*)?$/,
  /^(sorry,? )?(i )?can'?t (talk|text) (right )?now[.,;! -]*((i'?ll|i will) (call|text|get back to) you( back)?( later)?|what'?s up\??)?$/,
  /^estoy (conduciendo|manejando)( ahora)?([.,;! -]+(te|le) (llamo|escribo|respondo|contesto)\b.*)?$/,
  /^(lo siento,? )?(te|le) (llamo|escribo|respondo) (luego|mas tarde|despues)$/,
];

export function isAutomaticReply(text: string): boolean {
  const plain = plainOf(text).replace(/[.!\s]+$/, '');
  return AUTO_REPLIES.some(reply => reply.test(plain));
}

/** Lower case, straight quotes, no accents, no invisible marks (Google Messages puts some around its emoji). */
function plainOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}]/gu, '')
    .replace(/[“”„‟]/g, '"')
    .replace(/[‘’‛]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
