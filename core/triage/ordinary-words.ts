import type { TriageContext } from './assessment.ts';

/** What the carrier acts on by itself. Someone who leaves the line, or returns to it, is worth a human's look. */
const ADMIN_WORDS: ReadonlySet<string> = new Set(
  'stop stopall unsubscribe cancel end quit revoke optout start unstop'.split(' '),
);

/** Whole texts, normalised: a reply that holds more than one of these is not ordinary by this list. */
const ORDINARY_TEXTS: ReadonlySet<string> = new Set([
  ...[
    'ok',
    'okay',
    'k',
    'kk',
    'ok thanks',
    'ok thank you',
    'okay thanks',
    'ok sounds good',
    'sounds good',
    'got it',
  ],
  ...[
    'yes',
    'yep',
    'yeah',
    'y',
    'confirm',
    'confirmed',
    'i confirm',
    'c',
    'sure',
    'will do',
    'perfect',
    'great',
  ],
  ...[
    'thanks',
    'thank you',
    'thx',
    'ty',
    'thank you so much',
    'thanks so much',
    'thanks a lot',
    "you're welcome",
  ],
  ...[
    'running late',
    "i'm running late",
    'im running late',
    'running a little late',
    'on my way',
    'omw',
    "i'm here",
  ],
  ...[
    'im here',
    'be there soon',
    'almost there',
    'see you',
    'see you soon',
    'see you then',
    'see you tomorrow',
  ],
  ...[
    'what time',
    'what time is my appointment',
    'when is my appointment',
    'where is the appointment',
    'good morning',
  ],
  ...[
    'can we reschedule',
    'can i reschedule',
    'need to reschedule',
    'i need to reschedule',
    'please reschedule',
  ],
  ...['took my meds', 'i took my meds', 'took them', 'done', '👍', '🙏', '❤', '😊', 'lol'],
  ...[
    'si',
    'gracias',
    'muchas gracias',
    'ok gracias',
    'si gracias',
    'confirmo',
    'voy en camino',
    'llego tarde',
  ],
  ...[
    'voy tarde',
    'ya voy',
    'nos vemos',
    'hasta manana',
    'hasta luego',
    'buenos dias',
    'de acuerdo',
    'esta bien',
  ],
]);

const DAY =
  '(today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun|next week|hoy|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo)';
const TIME = '\\d{1,2}([:.]\\d{2})? ?([ap]\\.?m\\.?)?';
const WHEN = `((on|at|el|a las|a la|las) )?(${DAY}|${TIME})`;

/** Dates and times with the few words that go around them. */
const ORDINARY_TIMES: readonly RegExp[] = [
  new RegExp(
    `^((ok|okay|yes|si|thanks|thank you|great|gracias|sure),? )*((i'?ll |i will )?(see you|see u|be there|nos vemos|hasta)( then)? )?(${WHEN})( ${WHEN})*( (works|is fine|is good|works for me|please|thanks|thank you|gracias|esta bien|por favor))*$`,
  ),
  new RegExp(`^(i'?m |im )?running (about )?\\d{1,2} ?(min|mins|minutes) late$`),
];

export type Ordinary = 'carrier-word' | 'checkin-answer' | 'ordinary';

/** Which kind of ordinary a whole text is; null when it is not surely any. */
export function ordinaryKind(plain: string, prompt: TriageContext['prompt']): Ordinary | null {
  const bare = plain.replace(OUTER_PUNCTUATION, '');
  if (ADMIN_WORDS.has(bare)) return 'carrier-word';
  // Check-in answers run from 1, the worst, to 5. Without a question a bare number says nothing sure.
  if (/^\d+$/.test(bare)) return prompt === 'checkin' && /^[2-5]$/.test(bare) ? 'checkin-answer' : null;
  const said = bare.replace(FRIENDLY_ENDING, '').replace(/[,;!.]+(?= |$)/g, '') || bare;
  const isOrdinary = ORDINARY_TEXTS.has(said) || ORDINARY_TIMES.some(pattern => pattern.test(said));
  return isOrdinary ? 'ordinary' : null;
}

const OUTER_PUNCTUATION =
  /^[^\p{L}\p{N}\p{Extended_Pictographic}]+|[^\p{L}\p{N}\p{Extended_Pictographic}]+$/gu;
const FRIENDLY_ENDING = /[\s,.!]*[🙏👍👌😊🙂❤]+$/u;
