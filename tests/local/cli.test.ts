import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../support/engine.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEMO_ROSTER = join(ROOT, 'local/demo-roster.json');
let dir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'handrail-cli-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await vi.waitFor(() => rmSync(dir, { recursive: true, force: true }));
});

function start(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['bin/local.ts', '--data', join(dir, 'data'), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return {
    child,
    out: text(child.stdout),
    err: text(child.stderr),
    exit: once(child, 'exit').then(([code]) => code as number | null),
  };
}

/** Starts it and waits until it answers. */
async function running(port: number, ...args: string[]) {
  const started = start(['--port', String(port), ...args]);
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/healthz`)).ok).toBe(true), {
    timeout: 10_000,
  });
  return started;
}

async function clockOf(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/sim/clock`);
  return ((await response.json()) as { now: string }).now;
}

async function advance(port: number, by: string): Promise<void> {
  await fetch(`http://127.0.0.1:${port}/sim/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance: by }),
  });
}

function fileWith(name: string, content: string): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

describe('a start that cannot go on', () => {
  async function sentenceOf(args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { err, exit } = start(args, env);
    expect(await exit).toBe(1);
    const sentence = (await err).trim();
    expect(sentence, 'one line, and no stack trace').not.toMatch(/\n| at .*:\d+/);
    return sentence;
  }

  it('names the port that is taken, and another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await sentenceOf(['--port', String(port)])).toBe(
      `Port ${port} is taken by another program: stop that one, or choose another with --port, such as --port ${port + 1}.`,
    );
    other.close();
  });

  it.each([
    ['a port that is none', ['--port', 'http'], /^"http" is no port: give a number from 1 to 65535/],
    ['a clock that is no instant', ['--clock', 'monday'], /^"monday" is not an ISO 8601 instant/],
    [
      'a roster that is not there',
      ['--roster', '/nowhere.json'],
      /^The roster \/nowhere\.json cannot be read/,
    ],
    ['an option it does not know', ['--verbose'], /^error: unknown option '--verbose'$/],
  ])('says so of %s', async (_, args, sentence) => {
    expect(await sentenceOf(args)).toMatch(sentence);
  });

  it('says of a roster that is not JSON that it is not', async () => {
    const file = fileWith('roster.json', '{"teams": [');
    expect(await sentenceOf(['--roster', file])).toBe(
      `The roster ${file} is not JSON: correct it, or start without --roster for the demo roster.`,
    );
  });

  it('says what is wrong in a roster', async () => {
    const roster = readFileSync(DEMO_ROSTER, 'utf8').replace('"+12125550151"', '"+12125550100"');
    expect(await sentenceOf(['--roster', fileWith('roster.json', roster)])).toMatch(
      /cannot be used, correct it and start again: Client K2A has the phone \+12125550100, which is a number of the line itself\.$/,
    );
  });

  it('says which setting of the environment cannot be used', async () => {
    expect(await sentenceOf(['--port', '0'], { PUBLIC_URL: 'line.example.org' })).toBe(
      'The environment sets PUBLIC_URL to something that cannot be used: correct or unset it.',
    );
  });

  it('does not work on data that another run works on', async () => {
    const port = await freePort();
    const { child } = await running(port);
    expect(await sentenceOf(['--port', '0', '--fresh'])).toBe(
      `Process ${child.pid} is running on this data already: stop it, or give another directory with --data.`,
    );
    expect((await fetch(`http://127.0.0.1:${port}/sim/jobs`)).ok).toBe(true);
  });
});

describe('a run', () => {
  it('says where it is, whom to text and how to stop, and ends cleanly on Ctrl-C', async () => {
    const port = await freePort();
    const { child, out, err, exit } = await running(port, '--clock', '2026-01-07T15:00:00Z');
    child.kill('SIGINT');
    expect(await exit).toBe(0);
    expect(await err).toBe('');
    const said = await out;
    for (const words of [
      `http://localhost:${port}`,
      join(dir, 'data'),
      'stands at 2026-01-07T15:00:00.000Z',
      'line +12125550100',
      'cm-1, +12125550131, is on call',
      'client K2A, +12125550151',
      'Ctrl-C',
    ]) {
      expect(said).toContain(words);
    }
  });

  it('finds its data and its time again after SIGTERM', async () => {
    const port = await freePort();
    const first = await running(port);
    await advance(port, 'P2D');
    const before = await clockOf(port);
    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    await running(port);
    const after = await clockOf(port);
    expect(after > before).toBe(true);
    expect(Date.parse(after) - Date.parse(before)).toBeLessThan(60_000);
  });

  it('starts again at once on the same port and data after SIGKILL', async () => {
    const port = await freePort();
    const clock = ['--clock', '2026-01-07T15:00:00Z'];
    const first = await running(port, ...clock);
    await advance(port, 'PT1H');
    first.child.kill('SIGKILL');
    await first.exit;
    await running(port, ...clock);
    expect(await clockOf(port)).toBe('2026-01-07T16:00:00.000Z');
  });

  it('starts empty when asked', async () => {
    const port = await freePort();
    const clock = ['--clock', '2026-01-07T15:00:00Z'];
    const first = await running(port, ...clock);
    await advance(port, 'PT1H');
    const notes = fileWith('data/notes.txt', 'mine');
    first.child.kill('SIGTERM');
    await first.exit;
    await running(port, ...clock, '--fresh');
    expect(await clockOf(port)).toBe('2026-01-07T15:00:00.000Z');
    expect(readFileSync(notes, 'utf8'), 'what is not its own stays').toBe('mine');
  });
});
