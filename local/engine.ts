import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { engineBinary } from './engine-binary.ts';
import { dataFileIn, forgetEngine, recordEngine, signal } from './engine-owner.ts';
import { StartProblem } from './start-problem.ts';

/** A DynamoDB of our own, with its data in a file. */
export interface Engine {
  readonly endpoint: string;
  /** Settles when the engine ends, asked or not; the text is what it said last. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the engine and holds it for as long as our process lives. Its standard input is our pipe: when we are killed
 * without warning the pipe closes, and the engine goes too. A session of its own keeps Ctrl-C from reaching it first.
 */
const GUARD = `
exec 3<&0
"$@" </dev/null 3<&- &
engine=$!
echo "$engine"
(read -r _ <&3; kill -9 "$engine") >/dev/null 2>&1 &
guard=$!
exec 3<&- >/dev/null
wait "$engine"
code=$?
kill "$guard" 2>/dev/null
exit "$code"
`;

const START_LIMIT_MS = 10_000;
const STOP_LIMIT_MS = 5000;
const ANSWER_LIMIT_MS = 3000;
const PORT_ATTEMPTS = 5;

/** Call `endOrphan` first: two engines on one file would not see each other. */
export async function startEngine(dataDir: string, env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const given = env['DYNAMODB_ENDPOINT'];
  if (given !== undefined && given !== '') return elsewhere(given);
  mkdirSync(dataDir, { recursive: true });
  const binary = await engineBinary(join(dataDir, 'engine'));
  for (let attempt = 1; ; attempt += 1) {
    const started = await tryStart(binary, dataDir);
    if ('endpoint' in started) return started;
    if (attempt === PORT_ATTEMPTS) {
      throw new StartProblem(
        `The DynamoDB engine did not start ("${started.problem}"): look at ${dataFileIn(dataDir)}, or start with --fresh.`,
      );
    }
  }
}

async function elsewhere(endpoint: string): Promise<Engine> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
  } catch (cause) {
    throw new StartProblem(
      `No DynamoDB answers at ${endpoint}: start it, or unset DYNAMODB_ENDPOINT to use Handrail's own engine.`,
      { cause },
    );
  }
  return { endpoint, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
}

async function tryStart(binary: string, dataDir: string): Promise<Engine | { problem: string }> {
  const port = await freePort();
  const command = [binary, '--host', '127.0.0.1', '--port', String(port), '--db-path', dataFileIn(dataDir)];
  const guard = spawn('/bin/sh', ['-c', GUARD, 'handrail-engine', ...command], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  // A pipe to a process that has just ended is told so by `ended`, not by an uncaught EPIPE.
  guard.stdin.on('error', () => undefined);
  let lastWords = 'it said nothing';
  const listening = Promise.withResolvers<'listening'>();
  createInterface(guard.stderr).on('line', line => {
    if (line.trim() !== '') lastWords = line;
    if (line.includes('listening on')) listening.resolve('listening');
  });
  const ended = endOf(guard).then(() => lastWords);
  const firstLine = Promise.withResolvers<number>();
  createInterface(guard.stdout).once('line', line => firstLine.resolve(Number(line)));

  const tooLate = delay(START_LIMIT_MS, 'late' as const, { ref: false });
  const first = await Promise.race([listening.promise, ended.then(() => 'ended' as const), tooLate]);
  if (first !== 'listening') {
    guard.stdin.destroy();
    return { problem: first === 'late' ? 'it did not answer in time' : lastWords };
  }
  const pid = await firstLine.promise;
  recordEngine(dataDir, pid);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    ended,
    stop: async () => {
      signal(pid, 'SIGTERM');
      await Promise.race([ended, delay(STOP_LIMIT_MS, undefined, { ref: false })]);
      guard.stdin.destroy();
      await ended;
      forgetEngine(dataDir);
    },
  };
}

function endOf(guard: ChildProcess): Promise<void> {
  return new Promise(done => {
    guard.once('error', () => done());
    guard.once('exit', () => done());
  });
}

/** Asks the operating system for a port nobody has. It may be gone a moment later: then the next attempt asks again. */
function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
