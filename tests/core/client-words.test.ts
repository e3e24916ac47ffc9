import { describe, expect, it } from 'vitest';
import { clientWords } from '../../core/words/client-words.ts';

/** 3GPP TS 23.038, the basic character set of GSM-7 and, after it, the characters that count twice. */
const GSM_7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_7_TWICE = '^{}\\[~]|€';
const TWO_SEGMENTS = { gsm7: 306, ucs2: 134 };
/** The longest name a program is likely to have. */
const PROGRAM = 'North County Team';

function fitsTwoSegments(text: string): boolean {
  const units = Array.from(text);
  if (!units.every(unit => GSM_7.includes(unit) || GSM_7_TWICE.includes(unit)))
    return text.length <= TWO_SEGMENTS.ucs2;
  const twice = units.filter(unit => GSM_7_TWICE.includes(unit)).length;
  return units.length + twice <= TWO_SEGMENTS.gsm7;
}

const TEXTS = ['en', 'es', 'zh', 'ht', 'xx'].flatMap(language => {
  const words = clientWords(language);
  return [
    { language, what: 'safety reply', text: words.safetyReply(null) },
    { language, what: 'safety reply to a stranger', text: words.safetyReply(PROGRAM) },
    { language, what: 'still trying', text: words.stillTrying },
    { language, what: 'night answer', text: words.nightAnswer('12:30 PM') },
    { language, what: 'answer to an empty text', text: words.emptyText },
    { language, what: 'greeting of an unknown number', text: words.unknownNumber(PROGRAM) },
  ];
});

/** The carrier acts on these when they are a whole text: nobody may be asked to send one. */
const RESERVED = /\b(STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|YES|UNSTOP|HELP|INFO)\b/;

describe.each(TEXTS)('the $what in $language', ({ text }) => {
  it('fits two segments', () => expect(fitsTwoSegments(text), `${text.length} characters`).toBe(true));
  it('names 911 and 988', () => expect(text).toMatch(/911.*988/s));
  it('asks nothing', () => expect(text).not.toMatch(/[?¿？]/));
  it('asks for no word that the carrier acts on', () => expect(text).not.toMatch(RESERVED));
  it('says that it is automatic', () =>
    expect(text).toMatch(/automatic|automatica|automatico|自动|otomatik/i));
});

it.each(['en', 'es'])('%s is worded for GSM-7', language => {
  const words = clientWords(language);
  for (const unit of Array.from(words.safetyReply(null) + words.stillTrying)) expect(GSM_7).toContain(unit);
});

it('a region of a language has its words, and an unknown language English ones', () => {
  expect(clientWords('es-MX')).toBe(clientWords('es'));
  expect(clientWords('ZH-hant')).toBe(clientWords('zh'));
  expect(clientWords('fr')).toBe(clientWords('en'));
});
