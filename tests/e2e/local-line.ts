import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STARTS_WITHIN_MS = 60_000;
const POLL_MS = 100;

export interface LocalLine {
  readonly url: string;
  stop(): Promise<void>;
}

/** The whole local run as `npm start` starts it, on a free port with its data in a folder of its own. */
export async function startLocalLine(clock: string): Promise<LocalLine> {
  const port = await freePort();
  const data = await mkdtemp(join(tmpdir(), 'handrail-e2e-'));
  const run = spawn(
    process.execPath,
    ['bin/local.ts', '--port', String(port), '--data', data, '--clock', clock],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  run.stdout.on('data', chunk => (said += String(chunk)));
  run.stderr.on('data', chunk => (said += String(chunk)));
  const ended = once(run, 'exit');
  const url = `http://localhost:${port}`;

  const stop = async (): Promise<void> => {
    if (run.exitCode === null && run.signalCode === null) run.kill('SIGINT');
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!(await answers(`${url}/healthz`))) {
    if (run.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The local run did not start. It said:\n${said}`);
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    response => response.ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  return address.port;
}
