import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { ulid } from 'ulid';
import { createDocumentClient } from '../../adapters/dynamodb/client.ts';
import { createKeys } from '../../adapters/dynamodb/keys.ts';
import { createTableIfMissing, type Table } from '../../adapters/dynamodb/table.ts';
import { engineBinary } from '../../local/engine-binary.ts';

/** A DynamoDB engine of a test file's own. */
export interface TestEngine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export const TEST_REGION = 'us-east-1';
const START_LIMIT_MS = 20_000;

/** Dynoxide in memory, on a free port. Start one in `beforeAll` and stop it in `afterAll`. */
export async function startEngine(): Promise<TestEngine> {
  const port = await freePort();
  const engine = spawn(await engineBinary('.handrail/engine'), ['serve', '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>(resolve => engine.once('exit', () => resolve()));
  const listening = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The engine did not start in time')), START_LIMIT_MS);
    createInterface(engine.stderr).on('line', line => {
      if (!line.includes('listening on')) return;
      clearTimeout(late);
      resolve();
    });
    engine.once('error', reject);
    engine.once('exit', () => reject(new Error('The engine ended before it listened')));
  });
  await listening;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      engine.kill();
      await ended;
    },
  };
}

/** A new, empty table, so that tests on one engine never see each other's rows. */
export async function freshTable(engine: Pick<TestEngine, 'endpoint'>): Promise<Table> {
  const client = createDocumentClient({ region: TEST_REGION, endpoint: engine.endpoint });
  const name = `handrail-${ulid()}`;
  await createTableIfMissing(client, name);
  return { client, name, keys: createKeys('test-pepper'), region: TEST_REGION };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
