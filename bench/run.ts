import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hearText } from '../app/hear-text.ts';
import { sweep } from '../app/sweep.ts';
import { whoIsOnCall } from '../core/rotation/on-call.ts';
import { after, days, minutes } from '../core/time.ts';
import { type LocalRun, startLocalRun } from '../local/run.ts';

/**
 * What must stay flat, measured as ratios within one run: the machine's own speed cancels out. Each line says what is
 * compared; the milliseconds beside it are of this machine and this moment only.
 */
const TEXTS = 600;
const WINDOW = 100;
let texts = 0;
const OTHER_JOBS = 3_000;
const AT = '2026-01-07T15:00:00.000Z';

const dataDir = await mkdtemp(join(tmpdir(), 'handrail-bench-'));
const run = await startLocalRun({ port: 0, dataDir, standAt: AT, say: () => undefined });
try {
  await textsStayFlat(run);
  await dueJobsStayFlat(run);
  rotationStaysFlat(run);
  const { rss } = process.memoryUsage();
  console.log(`memory of this process, stand-ins and page included: ${Math.round(rss / 2 ** 20)} MB`);
} finally {
  await run.stop();
  await rm(dataDir, { recursive: true });
}

/**
 * A client's five-hundredth text costs what another's first does: nothing reads the thread's history. The two take turns,
 * so that neither the engine's growth nor the machine's mood counts.
 */
async function textsStayFlat(line: LocalRun): Promise<void> {
  const [first, second] = line.roster.clients;
  if (first === undefined || second === undefined) throw new Error('The demo roster has clients');
  for (let n = 0; n < TEXTS - WINDOW; n += 1) await text(line, first.phone);
  const old: number[] = [];
  const fresh: number[] = [];
  for (let n = 0; n < WINDOW; n += 1) {
    old.push(await text(line, first.phone));
    fresh.push(await text(line, second.phone));
  }
  report(`a text after ${TEXTS - WINDOW} others of its client, against a client's first`, old, fresh);
}

/** Milliseconds until the text is answered. What follows from it is waited for, and not counted. */
async function text(line: LocalRun, from: string): Promise<number> {
  const [team] = line.roster.teams;
  if (team === undefined) throw new Error('The demo roster has a team');
  texts += 1;
  const incoming = {
    sid: `SM${String(texts).padStart(32, '0')}`,
    from,
    to: team.line,
    body: 'ok thanks',
    media: [],
  };
  const ms = await timed(() => hearText(line.outside, incoming));
  await line.move({ advance: 'PT0S' });
  return ms;
}

/** A sweep costs the same whatever else waits for later: the due-index is read only up to now. */
async function dueJobsStayFlat({ outside }: LocalRun): Promise<void> {
  const before = await sweeps(outside);
  for (let n = 0; n < OTHER_JOBS; n += 1) {
    await outside.store.commit([
      {
        write: 'add-job',
        job: {
          id: `later-${n}`,
          lane: 'automatic',
          dueAt: after(outside.clock.now(), days(300) + minutes(n)),
          attempts: 0,
          work: { kind: 'timer', timer: { do: 'raise-alarm', name: 'bench', what: 'bench', ids: {} } },
        },
      },
    ]);
  }
  report(`a sweep, with ${OTHER_JOBS} jobs due later against none`, await sweeps(outside), before);
}

async function sweeps(outside: LocalRun['outside']): Promise<number[]> {
  const costs: number[] = [];
  for (let n = 0; n < WINDOW; n += 1) costs.push(await timed(() => sweep(outside)));
  return costs;
}

/** Who is on call is a function of the instant: ten years from the start costs what ten days do. */
function rotationStaysFlat({ roster }: LocalRun): void {
  const [team] = roster.teams;
  if (team === undefined) throw new Error('The demo roster is empty');
  const costsAt = (offsetDays: number): number[] =>
    Array.from({ length: WINDOW }, (_, n) => {
      const started = performance.now();
      whoIsOnCall(team.rotation, team.zone, after(AT, days(offsetDays) + minutes(n)));
      return performance.now() - started;
    });
  costsAt(1);
  report('who is on call, ten years on against ten days on', costsAt(3650), costsAt(10));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function report(what: string, these: readonly number[], those: readonly number[]): void {
  const ratio = median(these) / median(those);
  console.log(
    `${what}: ${ratio.toFixed(2)} times (${median(these).toFixed(3)} ms, ${median(those).toFixed(3)} ms)`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
