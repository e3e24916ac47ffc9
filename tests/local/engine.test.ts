import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENGINE_VERSION, engineBinary } from '../../local/engine-binary.ts';
import { endOrphan, recordEngine, signal } from '../../local/engine-owner.ts';
import { startEngine } from '../../local/engine.ts';

const HOLD_ENGINE = fileURLToPath(import.meta.resolve('./hold-engine.ts'));
let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'handrail-engine-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await vi.waitFor(() => rmSync(dataDir, { recursive: true, force: true }));
});

/** Starts the engine in a process of its own. */
async function holder(): Promise<{ child: ChildProcess; endpoint: string; enginePid: number }> {
  const child = spawn(process.execPath, [HOLD_ENGINE, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface(child.stdout);
  const [endpoint] = (await once(lines, 'line')) as [string];
  const { pid } = JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { pid: number };
  return { child, endpoint, enginePid: pid };
}

function client(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new DynamoDBClient({ endpoint, region: 'local', credentials, maxAttempts: 1 });
}

async function createTable(endpoint: string): Promise<void> {
  await client(endpoint).send(
    new CreateTableCommand({
      TableName: 'kept',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
}

const tables = async (endpoint: string) => (await client(endpoint).send(new ListTablesCommand())).TableNames;

describe('the engine', () => {
  it('ends with the process that started it, even when that one is killed, and the next start finds the data', async () => {
    const { child, endpoint, enginePid } = await holder();
    await createTable(endpoint);
    child.kill('SIGKILL');
    await endOrphan(dataDir);
    const engine = await startEngine(dataDir, {});
    expect(signal(enginePid, 0)).toBe(false);
    expect(await tables(engine.endpoint)).toEqual(['kept']);
    await engine.stop();
  });

  it('ends by itself: no later start is needed for it', async () => {
    const { child, enginePid } = await holder();
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(signal(enginePid, 0)).toBe(false), { timeout: 5000 });
  });

  it('finds its data after a clean stop', async () => {
    const first = await startEngine(dataDir, {});
    await createTable(first.endpoint);
    await first.stop();
    const second = await startEngine(dataDir, {});
    expect(await tables(second.endpoint)).toEqual(['kept']);
    await second.stop();
  });

  it('says what it said last when it ends unasked', async () => {
    const engine = await startEngine(dataDir, {});
    const { pid } = JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { pid: number };
    signal(pid, 'SIGTERM');
    expect(await engine.ended).toMatch(/shutting down|terminated/i);
    await engine.stop();
  });

  it('refuses data that a run which still lives is working on', async () => {
    const { child } = await holder();
    await expect(endOrphan(dataDir)).rejects.toThrow(
      `Process ${child.pid} is running on this data already: stop it, or give another directory with --data.`,
    );
  });

  it('leaves alone a process that was given the number of an engine long gone', async () => {
    const bystander = spawn('sleep', ['60']);
    children.push(bystander);
    recordEngine(dataDir, bystander.pid ?? 0);
    await endOrphan(dataDir);
    expect(signal(bystander.pid ?? 0, 0)).toBe(true);
  });

  it('is the one that DYNAMODB_ENDPOINT names, when it names one', async () => {
    const own = await startEngine(dataDir, {});
    const named = await startEngine(join(dataDir, 'never-made'), { DYNAMODB_ENDPOINT: own.endpoint });
    expect(named.endpoint).toBe(own.endpoint);
    await named.stop();
    await own.stop();
    await expect(startEngine(dataDir, { DYNAMODB_ENDPOINT: own.endpoint })).rejects.toThrow(
      `No DynamoDB answers at ${own.endpoint}`,
    );
  });

  it('says in a sentence that its data cannot be read', async () => {
    writeFileSync(
      join(dataDir, 'dynamodb.db'),
      'this is no database, but it is long enough to be looked at'.repeat(100),
    );
    await expect(startEngine(dataDir, {})).rejects.toThrow(
      /did not start \(".*"\): .*or start with --fresh\.$/,
    );
  });
});

describe('its binary', () => {
  it('is of the release that package.json pins', () => {
    const { optionalDependencies } = createRequire(import.meta.url)('../../package.json') as {
      optionalDependencies: Record<string, string>;
    };
    expect(Object.values(optionalDependencies)).toEqual([ENGINE_VERSION]);
  });

  it('ends with a sentence where npm has none for the platform', async () => {
    vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');
    vi.stubEnv('npm_config_fetch_retries', '0');
    await expect(engineBinary(dataDir, { platform: 'plan9', arch: 'mips' })).rejects.toThrow(
      /is not installed and npm could not fetch @dynoxide\/plan9-mips@1\.2\.1: run "npm ci" again/,
    );
    vi.unstubAllEnvs();
  });
});
