import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WEDNESDAY_MORNING } from './demo-roster.ts';

const ROOT = join(import.meta.dirname, '../..');
const STARTS_WITHIN_MS = 30_000;
const POLL_MS = 10;

/** The line as `npm start` runs it: a process that can be killed without warning. */
export class LineProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = '';

  constructor(port: number, dataDir: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.#child = spawn(
      process.execPath,
      ['bin/local.ts', '--port', String(port), '--data', dataDir, '--clock', WEDNESDAY_MORNING],
      {
        cwd: ROOT,
        // Node keeps what it compiled: fifty starts then cost half as much.
        env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'handrail-compile-cache') },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#ended = once(this.#child, 'exit');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', chunk => (this.#said += String(chunk)));
    }
  }

  /** Waits until it answers; how long that took. A process that ends by itself is a failure, with what it said. */
  async started(): Promise<number> {
    const begun = performance.now();
    const deadline = begun + STARTS_WITHIN_MS;
    while (!(await answers(`${this.url}/healthz`))) {
      if (this.#hasEnded() || performance.now() > deadline) {
        await this.kill();
        throw new Error(`The line did not start. It said:\n${this.#said}`);
      }
      await delay(POLL_MS);
    }
    return performance.now() - begun;
  }

  async kill(): Promise<void> {
    if (!this.#hasEnded()) this.#child.kill('SIGKILL');
    await this.#ended;
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    response => response.ok,
    () => false,
  );
}
