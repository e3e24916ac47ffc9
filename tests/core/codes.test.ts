import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientCodeFrom, crisisCodeFrom, isClientCode, isCrisisCode, readCodes } from '../../core/codes.ts';

const random = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
  minLength: 4,
  maxLength: 4,
});

describe('a code', () => {
  it.each([
    ['7FQ', true, false],
    ['7FQ2', true, false],
    ['K2A', false, true],
    ['K2AB', false, true],
    ['7fq', false, false],
    ['0FQ', false, false],
    ['7FO', false, false],
    ['K1A', false, false],
    ['5PM', false, false],
    ['2ND', false, false],
    ['B4U', false, false],
    ['7FQX', false, false],
    ['K2A2', false, false],
    ['', false, false],
  ])('%s', (code, crisis, client) => {
    expect([isCrisisCode(code), isClientCode(code)]).toEqual([crisis, client]);
  });

  it.each(['K2A', 'M4C', 'R7D', 'T3F', 'W8H', 'Z5J'])('of the demo roster is one: %s', code => {
    expect(isClientCode(code)).toBe(true);
  });

  it('that is drawn can be told from the other kind, and reads back as typed', () => {
    fc.assert(
      fc.property(random, fc.constantFrom(3 as const, 4 as const), (numbers, length) => {
        const crisis = crisisCodeFrom(numbers, length);
        const client = clientCodeFrom(numbers, length);
        expect([isCrisisCode(crisis), isClientCode(crisis), crisis.length]).toEqual([true, false, length]);
        expect([isCrisisCode(client), isClientCode(client), client.length]).toEqual([false, true, length]);
        expect(readCodes(`on it: ${crisis.toLowerCase()} (${client})`)).toEqual({
          crisisCodes: [crisis],
          clientCodes: [client],
        });
      }),
    );
  });

  it('that would read as a time gives way to a neighbour', () => {
    expect(crisisCodeFrom([0, 0, 10.5 / 23], 3)).toBe('3BN');
  });

  it('is not drawn from too little chance', () => {
    expect(() => crisisCodeFrom([0.5], 3)).toThrow('needs 3 random numbers');
  });
});

describe('codes in a text', () => {
  it.each<[string, string[], string[]]>([
    ['7fq', ['7FQ'], []],
    ['7 fq omw', ['7FQ'], []],
    ['7 f q', ['7FQ'], []],
    ['7-F-Q', ['7FQ'], []],
    ['7.fq.', ['7FQ'], []],
    ['ack 7FQ!', ['7FQ'], []],
    ['DONE 7FQ 2', ['7FQ'], []],
    ['7FQ2', ['7FQ2'], []],
    ['7FQ and 8XY for K2A', ['7FQ', '8XY'], ['K2A']],
    ['7FQ 7fq', ['7FQ'], []],
    ['k 2 a', [], ['K2A']],
    ['K2AB', [], ['K2AB']],
    ['meet at 5 pm or 8AM on the 2nd, 3rd or 4th', [], []],
    ['OFQ', [], []],
    ['you are not for all', [], []],
    ['call 212-555-0131', [], []],
    ['17FQ or 7FQs', [], []],
  ])('%s', (text, crisisCodes, clientCodes) => {
    expect(readCodes(text)).toEqual({ crisisCodes, clientCodes });
  });
});
