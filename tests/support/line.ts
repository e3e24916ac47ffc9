import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalRun, startLocalRun } from '../../local/run.ts';
import { WEDNESDAY_MORNING } from './demo-roster.ts';
import { LineClient } from './line-client.ts';

export interface LineOptions {
  /** Where the clock stands; null: it runs. */
  readonly clock?: string | null;
  readonly rosterFile?: string;
  /** A roster as its file would hold it, when the demo's does not do. */
  readonly roster?: unknown;
  readonly env?: NodeJS.ProcessEnv;
}

/** The whole local run in this process, on a free port and with data of its own, and everybody around it. */
export class Line extends LineClient {
  readonly run: LocalRun;
  /** What it told the person at the keyboard: alarms, and failures of the functions. */
  readonly said: readonly string[];
  readonly #dataDir: string;

  constructor(run: LocalRun, dataDir: string, said: readonly string[]) {
    super(`http://127.0.0.1:${run.port}`);
    this.run = run;
    this.said = said;
    this.#dataDir = dataDir;
  }

  /** All that the line's functions logged. */
  log(): Promise<string> {
    return readFile(join(this.#dataDir, 'handrail.log'), 'utf8');
  }

  async stop(): Promise<void> {
    await this.run.stop();
    await rm(this.#dataDir, { recursive: true });
  }
}

export async function startLine(options: LineOptions = {}): Promise<Line> {
  const { clock = WEDNESDAY_MORNING, env = {} } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'handrail-'));
  const rosterFile = await fileOf(options, dataDir);
  const said: string[] = [];
  const run = await startLocalRun({
    port: 0,
    dataDir,
    rosterFile,
    env,
    standAt: clock ?? undefined,
    say: sentence => said.push(sentence),
  });
  return new Line(run, dataDir, said);
}

async function fileOf({ roster, rosterFile }: LineOptions, dataDir: string): Promise<string | null> {
  if (roster === undefined) return rosterFile ?? null;
  const file = join(dataDir, 'roster.json');
  await writeFile(file, JSON.stringify(roster));
  return file;
}
