import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDocumentClient } from '../../adapters/dynamodb/client.ts';
import { createTableIfMissing } from '../../adapters/dynamodb/table.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';

const pepper = 'a-pepper-of-this-test-and-no-other';
const roster = {
  teams: [
    {
      id: 'north',
      programName: 'North Team',
      zone: 'America/New_York',
      line: '+12125550100',
      desk: '+12125550101',
      relays: ['+12125550110'],
      channel: 'north-oncall',
      staff: [{ id: 'cm-1', role: 'case-manager', phone: '+12125550131' }],
      rotation: { members: ['cm-1'], handoff: '09:00', weekday: 1, everyDays: 7, start: '2026-01-05' },
      hours: { working: { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }, digestAt: '09:00' },
      idleMinutes: 60,
      routineGoesTo: 'on-call',
    },
  ],
  clients: [{ code: 'K2A', name: 'Ana', phone: '+12125550151', language: 'en', team: 'north' }],
};

let engine: TestEngine;
let folder: string;

beforeAll(async () => {
  engine = await startEngine();
  folder = mkdtempSync(join(tmpdir(), 'handrail-admin-'));
  const client = createDocumentClient({ region: 'us-east-1', endpoint: engine.endpoint });
  await createTableIfMissing(client, 'admin');
});

afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true });
});

function admin(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    TABLE_NAME: 'admin',
    REGION: 'us-east-1',
    DYNAMODB_ENDPOINT: engine.endpoint,
    KEY_PEPPER: pepper,
  };
  return new Promise(resolve => {
    execFile(process.execPath, ['bin/admin.ts', ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

test('a roster is imported as often as one likes, and the chains of its clients hold', async () => {
  const file = join(folder, 'roster.json');
  writeFileSync(file, JSON.stringify(roster));
  for (const time of ['first', 'second']) {
    expect(await admin('import-roster', file), time).toEqual({
      code: 0,
      out: 'Imported. Teams: 1, clients: 1.\n',
      err: '',
    });
  }
  const verified = await admin('verify-chain', 'k2a');
  expect(verified.out).toMatch(/^Thread [0-9a-f]{32}: 0 records, all as they were written\.\n$/);
  expect(verified.code).toBe(0);
});

test('what the person at the keyboard can put right is one sentence, and the command fails', async () => {
  const wrong = join(folder, 'wrong.json');
  writeFileSync(wrong, JSON.stringify({ ...roster, clients: [{ ...roster.clients[0], team: 'south' }] }));
  expect(await admin('import-roster', wrong)).toEqual({
    code: 1,
    out: '',
    err: `${wrong} cannot be imported:\nClient K2A: there is no team south.\n`,
  });
  expect(await admin('verify-chain', 'Z9Z')).toEqual({ code: 1, out: '', err: 'There is no client Z9Z.\n' });
});
