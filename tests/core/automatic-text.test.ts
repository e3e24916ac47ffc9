import { describe, expect, it } from 'vitest';
import { automaticTexts, type Saying } from '../../core/words/automatic-text.ts';
import { clientWords } from '../../core/words/client-words.ts';
import { TEAM } from '../support/given.ts';
import { aThread } from '../support/rows.ts';

const words = clientWords('en');
const AGREED = 'Thanks for your order. We will be in touch.';

describe('what the line says by itself', () => {
  const rows: [Saying, string, string | null][] = [
    [{ say: 'safety-reply' }, words.safetyReply(null), AGREED],
    [{ say: 'still-trying' }, words.stillTrying, AGREED],
    [{ say: 'night-answer', readAt: '9:00 AM' }, words.nightAnswer('9:00 AM'), null],
    [{ say: 'empty-text' }, words.emptyText, null],
  ];

  it.each(rows)('for %j is %j; on a phone that others may read %j', (saying, plain, discreet) => {
    expect(automaticTexts(aThread(), TEAM, saying)).toEqual([plain]);
    expect(automaticTexts(aThread({ discreetSafetyReply: AGREED }), TEAM, saying)).toEqual(
      discreet === null ? [] : [discreet],
    );
  });
});
