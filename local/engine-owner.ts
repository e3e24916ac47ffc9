import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { StartProblem } from './start-problem.ts';

/** How long a start waits for the engine of a run that was killed a moment ago, which ends by itself. */
const ORPHAN_GRACE_MS = 1000;
const KILL_LIMIT_MS = 5000;

const Running = z.object({ pid: z.int(), owner: z.int() });
type Running = z.infer<typeof Running>;

export const dataFileIn = (dataDir: string): string => resolve(dataDir, 'dynamodb.db');
const recordIn = (dataDir: string): string => join(dataDir, 'engine.json');

export function recordEngine(dataDir: string, pid: number): void {
  writeFileSync(recordIn(dataDir), JSON.stringify({ pid, owner: process.pid } satisfies Running));
}

export function forgetEngine(dataDir: string): void {
  rmSync(recordIn(dataDir), { force: true });
}

/**
 * Makes sure that no engine works on this data: one that outlived its run is ended; one whose run still lives is
 * a reason not to start.
 */
export async function endOrphan(dataDir: string): Promise<void> {
  const running = readRecord(dataDir);
  if (running === null) return;
  const isEngine = () => isEngineOf(dataDir, running.pid);
  // Waits even while the owner seems alive: a killed process stays visible until its parent has noticed.
  if (await became(() => !isEngine(), ORPHAN_GRACE_MS)) return;
  if (signal(running.owner, 0)) {
    throw new StartProblem(
      `Process ${running.owner} is running on this data already: stop it, or give another directory with --data.`,
    );
  }
  signal(running.pid, 'SIGKILL');
  if (await became(() => !isEngine(), KILL_LIMIT_MS)) return;
  throw new StartProblem(
    `The DynamoDB engine of an earlier run cannot be ended: stop process ${running.pid} and start again.`,
  );
}

async function became(condition: () => boolean, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

function readRecord(dataDir: string): Running | null {
  try {
    return Running.safeParse(JSON.parse(readFileSync(recordIn(dataDir), 'utf8'))).data ?? null;
  } catch {
    // No file, or one cut short by a crash: then the guard has ended the engine.
    return null;
  }
}

/** A process id may have been given to another program since: only one that was started with our file is the engine. */
function isEngineOf(dataDir: string, pid: number): boolean {
  try {
    const args =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return args.includes('dynoxide') && args.includes(dataFileIn(dataDir));
  } catch {
    return false;
  }
}

/** False: there is no such process. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
