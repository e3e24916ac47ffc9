import { describe, expect, test } from 'vitest';
import { hashPin } from '../../adapters/pin.ts';
import type { Loaded, Ref, Store } from '../../app/ports.ts';
import { verifyChain } from '../../bin/admin/verify-chain.ts';
import { type ContactRecord, GENESIS_HASH, sealed } from '../../core/record.ts';

const at = '2026-03-02T14:00:00.000Z';

function chain(length: number): ContactRecord[] {
  const records: ContactRecord[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const previousHash = records.at(-1)?.hash ?? GENESIS_HASH;
    records.push(
      sealed({
        threadId: 'thread-1',
        seq,
        at,
        direction: 'inbound',
        modality: 'text',
        author: 'client K2A',
        body: `text ${seq}`,
        media: [],
        providerId: `SM${seq}`,
        messageId: null,
        crisisCode: null,
        previousHash,
      }),
    );
  }
  return records;
}

/** A store that holds these records of a thread which once had all of `written`. */
function storeWith(held: ContactRecord[], written: ContactRecord[]): Pick<Store, 'load' | 'records'> {
  const last = written.at(-1);
  const rows = {
    client: { code: 'K2A', threadIds: ['thread-1'] },
    thread: { id: 'thread-1', lastSeq: last?.seq ?? 0, lastHash: last?.hash ?? GENESIS_HASH },
  };
  const load = (refs: Record<string, Ref | null>) =>
    Promise.resolve(
      Object.fromEntries(
        Object.entries(refs).map(([name, ref]) => [
          name,
          ref?.kind === 'thread' || (ref?.kind === 'client' && ref.code === 'K2A') ? rows[ref.kind] : null,
        ]),
      ),
    );
  return {
    load: load as <const Refs extends Record<string, Ref | null>>(refs: Refs) => Promise<Loaded<Refs>>,
    records: (_, { fromSeq = 1, limit = 1_000 } = {}) =>
      Promise.resolve(held.filter(record => record.seq >= fromSeq).slice(0, limit)),
  };
}

const whole = chain(1_203);

describe('verify-chain', () => {
  test.each<[string, ContactRecord[], number | null]>([
    ['every record as it was written', whole, null],
    ['every record missing', [], 1],
    ['a record changed', whole.map(r => (r.seq === 700 ? { ...r, body: 'other words' } : r)), 700],
    ['a record missing', whole.filter(r => r.seq !== 501), 501],
    ['the last records missing', whole.slice(0, 1_000), 1_001],
  ])('finds the first break with %s', async (_, held, brokenAt) => {
    expect(await verifyChain(storeWith(held, whole), 'K2A')).toEqual([
      { threadId: 'thread-1', records: held.length, brokenAt },
    ]);
  });

  test('a thread that nobody has written to holds', async () => {
    expect(await verifyChain(storeWith([], []), 'K2A')).toEqual([
      { threadId: 'thread-1', records: 0, brokenAt: null },
    ]);
  });

  test('leaves out a text that arrived while it was reading', async () => {
    const earlier = whole.slice(0, 10);
    expect(await verifyChain(storeWith(whole, earlier), 'K2A')).toEqual([
      { threadId: 'thread-1', records: 10, brokenAt: null },
    ]);
  });

  test('says that a client does not exist', async () => {
    await expect(verifyChain(storeWith([], []), 'Z9Z')).rejects.toThrow('There is no client Z9Z.');
  });
});

test('a PIN is kept as salt and hash, never twice the same', async () => {
  const [one, other] = await Promise.all([hashPin('482913'), hashPin('482913')]);
  expect(one).toMatch(/^[0-9a-f]{32}:[0-9a-f]{64}$/);
  expect(one).not.toBe(other);
});
