import { describe, expect, test } from 'vitest';
import { createLog } from '../../../adapters/aws/log.ts';
import { safeFacts, WITHHELD } from '../../../adapters/aws/safe-facts.ts';

function logged() {
  const lines: string[] = [];
  const log = createLog({
    write: line => lines.push(line),
    invocationId: () => 'invocation-1',
    now: () => '2026-03-02T14:00:00.000Z',
  });
  return { log, lines };
}

describe('the log', () => {
  test('writes one JSON line with the id of the invocation, the level and the facts', () => {
    const { log, lines } = logged();
    log.info('swept', { jobs: 3, lane: 'crisis', oldestDueSeconds: 0.4 });
    expect(lines.map(line => JSON.parse(line) as unknown)).toEqual([
      {
        timestamp: '2026-03-02T14:00:00.000Z',
        level: 'INFO',
        invocationId: 'invocation-1',
        event: 'swept',
        jobs: 3,
        lane: 'crisis',
        oldestDueSeconds: 0.4,
      },
    ]);
  });

  test('tells the kind, the place and the causes of an error, and never its message', () => {
    const { log, lines } = logged();
    const words = 'I want to die, call +12125550151';
    const unreadable = () => JSON.parse(words) as unknown;
    let cause: unknown;
    try {
      unreadable();
    } catch (error) {
      cause = error;
    }
    log.error('send-failed', new RangeError(`Could not send "${words}"`, { cause }), { job: '01JABCDEFG' });
    const [line] = lines;
    expect(line).not.toMatch(/want|die|2125550151/);
    const { error } = JSON.parse(line ?? '') as {
      error: { name: string; frames: string[]; cause: { name: string } };
    };
    expect(error).toMatchObject({ name: 'RangeError', cause: { name: 'SyntaxError' } });
    expect(error.frames[0]).toMatch(/^at .*log\.test\.ts/);
  });

  test('a thrown value that is no error is named by its type alone', () => {
    const { log, lines } = logged();
    log.error('send-failed', 'Ana Ruiz');
    expect(lines[0]).toContain('thrown string');
    expect(lines[0]).not.toContain('Ana');
  });

  test('a message of several lines cannot pass for a place', () => {
    const { log, lines } = logged();
    log.error('send-failed', new Error('Could not send:\nat home with Ana Ruiz:12:30'));
    expect(lines[0]).not.toContain('Ana');
  });
});

describe('a fact of the log', () => {
  test.each([
    ['a phone number', '+12125550151'],
    ['a phone number without its plus sign', '12125550151'],
    ['a phone number behind a kind', 'phone:+12125550151'],
    ['a phone number with dashes', '212-555-0151'],
    ['a phone number with dots', '+1-212.555.0151'],
    ['a phone number as a number', 12_125_550_151],
    ['a sentence', 'I want to die'],
    ['a full name', 'Ana Ruiz'],
    ['words in another script', '我想死'],
    ['a text over several lines', 'help\nme'],
  ])('that is %s is withheld', (_, fact) => {
    expect(safeFacts({ kind: fact })).toEqual({ kind: WITHHELD });
  });

  test.each([
    ['a ULID', '01JDMZ7K3W5Y9V2B8N4C6X1QRT'],
    ['a Twilio sid', 'SM00000000001111111111222222222233'],
    ['an errand id', 'forward#2f9c01d4e5a6b7c8d9e0f1a2b3c4d5e6'],
    ['an instant', '2026-03-02T14:00:00.000Z'],
    ['a code', 'K2A'],
    ['a kind', 'contact-check'],
    ['a carrier error', '30003'],
    ['a request id', 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef'],
    ['a count', 120],
    ['a truth', false],
    ['nothing', null],
  ])('that is %s passes', (_, fact) => {
    expect(safeFacts({ kind: fact })).toEqual({ kind: fact });
  });

  test('whose name is not in the vocabulary may be a count but no word', () => {
    expect(safeFacts({ name: 'Ana', media: 2 })).toEqual({ name: WITHHELD, media: 2 });
  });
});
