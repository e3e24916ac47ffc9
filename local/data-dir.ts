import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { endOrphan } from './engine-owner.ts';
import { StartProblem } from './start-problem.ts';

/** All that a run writes; `--fresh` removes these by name, so that a slip in `--data` costs nobody their files. */
const WRITTEN = [
  'dynamodb.db',
  'dynamodb.db-wal',
  'dynamodb.db-shm',
  'clock.json',
  'engine.json',
  'twilio.jsonl',
  'slack.jsonl',
  'handrail.log',
];

/** The directory is there, nobody else works in it, and it is empty when that was asked for. */
export async function prepareDataDir(dataDir: string, fresh: boolean): Promise<void> {
  try {
    makeDirectory(resolve(dataDir));
    if (!statSync(dataDir).isDirectory()) throw new Error('It is a file');
  } catch (cause) {
    throw new StartProblem(
      `${dataDir} is no directory and none can be made there: choose another with --data.`,
      { cause },
    );
  }
  await endOrphan(dataDir);
  if (fresh) for (const name of WRITTEN) rmSync(join(dataDir, name), { force: true });
}

/** Parents first. Node's own recursive call never ends where the system lets nobody make a directory, as in /proc. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  mkdirSync(path);
}
