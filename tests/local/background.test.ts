import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../core/job.ts';
import { type Background, createBackground, StuckJob } from '../../local/background.ts';
import { aTimerJob } from '../support/rows.ts';

const START = '2026-03-02T12:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(START) + seconds * 1000).toISOString();

let jobs: Job[];
let sweeps: string[];
let busy: number;
let begun: number;
let background: Background;
/** What a sweep does with the jobs that are due. */
let onSweep: (due: Job[]) => Promise<void>;
const onError = vi.fn();
const drained = vi.fn<() => Promise<void>>();

const now = () => new Date().toISOString();
const dueNow = () => jobs.filter(job => (job.dueAt ?? '') <= now());

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(START) });
  jobs = [];
  sweeps = [];
  busy = 0;
  begun = 0;
  onError.mockReset();
  drained.mockReset().mockResolvedValue();
  onSweep = due => {
    jobs = jobs.filter(job => !due.includes(job));
    return Promise.resolve();
  };
  background = createBackground({
    jobs: {
      due: (until, limit) => Promise.resolve(jobs.filter(job => (job.dueAt ?? '') <= until).slice(0, limit)),
      nextDueAt: () => Promise.resolve(jobs.map(job => job.dueAt ?? '').sort()[0] ?? null),
    },
    clock: { now },
    sweepOnce: async () => {
      sweeps.push(now());
      await onSweep(dueNow());
    },
    stream: { drained },
    standIns: [
      {
        busy: () => busy > 0,
        idle: () => {
          busy = Math.max(0, busy - 1);
          return Promise.resolve();
        },
      },
    ],
    begun: () => begun,
    onError,
  });
});
afterEach(async () => {
  await background.stop();
  vi.useRealTimers();
});

describe('sweeping', () => {
  it('happens every ten seconds', async () => {
    background.changed();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sweeps).toEqual([at(10), at(20), at(30)]);
  });

  it('happens at the instant a job falls due', async () => {
    jobs = [aTimerJob('one', 'human', at(3.5))];
    background.changed();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sweeps[0]).toBe(at(3.5));
  });

  it('happens earlier when something earlier was committed', async () => {
    background.changed();
    await vi.advanceTimersByTimeAsync(1000);
    jobs = [aTimerJob('one', 'human', at(2))];
    background.changed();
    await vi.advanceTimersByTimeAsync(5000);
    expect(sweeps).toEqual([at(2)]);
  });

  it('goes on after a failure, without haste', async () => {
    jobs = [aTimerJob('one', 'human', START)];
    onSweep = () => Promise.reject(new Error('no engine'));
    background.changed();
    await vi.advanceTimersByTimeAsync(1000);
    expect(onError).toHaveBeenCalled();
    expect(sweeps.length).toBeGreaterThan(1);
    expect(sweeps.length).toBeLessThan(7);
  });

  it('happens one at a time; all who ask meanwhile share the next', async () => {
    const slow = Promise.withResolvers<undefined>();
    onSweep = async () => {
      await slow.promise;
    };
    const all = [background.sweep(), background.sweep(), background.sweep()];
    await vi.advanceTimersByTimeAsync(10);
    expect(sweeps).toHaveLength(1);
    slow.resolve(undefined);
    await Promise.all(all);
    expect(sweeps).toHaveLength(2);
  });

  it('is left to whoever moves the clock while they do', async () => {
    jobs = [aTimerJob('one', 'human', at(1))];
    background.changed();
    await background.alone(async () => {
      background.changed();
      await vi.advanceTimersByTimeAsync(20_000);
      expect(sweeps).toEqual([]);
    });
    await vi.advanceTimersByTimeAsync(1);
    expect(sweeps).toHaveLength(1);
  });

  it('ends with the run', async () => {
    background.changed();
    await background.stop();
    background.changed();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sweeps).toEqual([]);
  });
});

describe('quiet', () => {
  it('comes when nothing is due and nothing under way', async () => {
    await background.untilQuiet();
    expect(sweeps).toEqual([]);
  });

  it('comes after all that is due now, and what that asks for', async () => {
    jobs = [aTimerJob('one', 'human', START)];
    const more = [aTimerJob('two', 'human', START), aTimerJob('three', 'human', START)];
    onSweep = () => {
      jobs = [more.shift() ?? []].flat();
      return Promise.resolve();
    };
    await background.untilQuiet();
    expect(jobs).toEqual([]);
    expect(sweeps).toHaveLength(3);
  });

  it('waits for a webhook of a stand-in', async () => {
    busy = 3;
    await background.untilQuiet();
    expect(busy).toBe(0);
  });

  it('looks at the stream again when a webhook came and went during the look', async () => {
    drained.mockImplementationOnce(() => {
      begun += 1;
      return Promise.resolve();
    });
    await background.untilQuiet();
    expect(drained).toHaveBeenCalledTimes(2);
  });

  it('names the job that stays due whatever is done', async () => {
    jobs = [aTimerJob('stuck-job', 'human', START)];
    onSweep = () => Promise.resolve();
    const quiet = background.untilQuiet();
    await expect(quiet).rejects.toThrow(StuckJob);
    await expect(quiet).rejects.toThrow(/Job stuck-job \(timer\) stays due although it was tried 20 times/);
  });

  it('never comes once the run is stopping', async () => {
    await background.stop();
    await expect(background.untilQuiet()).rejects.toThrow('The run is stopping.');
  });
});
