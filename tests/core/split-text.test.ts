import { describe, expect, it } from 'vitest';
import { splitText } from '../../core/desk-file.ts';

describe('a text that is too long for the carrier', () => {
  it.each([
    { what: 'a short one stays whole', body: 'are you ok', longest: 20, parts: ['are you ok'] },
    { what: 'an empty one stays', body: '', longest: 20, parts: [''] },
    { what: 'one of just the length stays', body: 'a'.repeat(20), longest: 20, parts: ['a'.repeat(20)] },
    {
      what: 'it is cut at spaces',
      body: 'one two three four',
      longest: 10,
      parts: ['one two', 'three four'],
    },
    {
      what: 'it is cut at line ends',
      body: 'one two\nthree four',
      longest: 10,
      parts: ['one two', 'three four'],
    },
    {
      what: 'spaces at its end make no empty part',
      body: `one two${' '.repeat(20)}`,
      longest: 10,
      parts: ['one two  '],
    },
    { what: 'without a space anywhere', body: 'abcdefghijkl', longest: 5, parts: ['abcde', 'fghij', 'kl'] },
  ])('$what', ({ body, longest, parts }) => {
    expect(splitText(body, longest)).toEqual(parts);
  });

  it('never cuts an emoji in two', () => {
    const parts = splitText('😀'.repeat(30), 7);
    expect(parts.join('')).toBe('😀'.repeat(30));
    for (const part of parts) expect(part.isWellFormed()).toBe(true);
  });
});
