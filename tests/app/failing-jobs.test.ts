import { beforeEach, describe, expect, it } from 'vitest';
import { carryOut } from '../../app/carry-out.ts';
import { putOffOnFailure } from '../../app/job-failed.ts';
import type { Outside } from '../../app/ports.ts';
import { sweep } from '../../app/sweep.ts';
import { after, seconds } from '../../core/time.ts';
import { fragile } from '../simulation/fragile.ts';
import { CM_1, K2A, LINE, M4C } from '../support/demo-roster.ts';
import { MemoryLine } from '../support/memory-line.ts';
import { aTimerJob } from '../support/rows.ts';

let line: MemoryLine;
beforeEach(async () => {
  line = await MemoryLine.begun();
  line.isStreamOn = false;
});

const lost = () => Promise.reject(new Error('The call was lost'));

it('a job that fails after it was claimed comes again within seconds', async () => {
  await line.hear(K2A, LINE, 'I want to die');
  const isReply = (body: string) => body.startsWith('Automatic reply');
  const reply = () =>
    line.jobs().find(({ work }) => work.kind === 'message' && isReply(work.message.body)) ??
    expect.unreachable('The client is answered');
  await carryOut(fragile(line.outside, { atCall: 2, how: 'fails-before' }).outside, reply());
  expect(line.bodies(K2A)).toEqual([]);
  expect((reply().dueAt ?? '') <= after(line.clock.now(), seconds(10))).toBe(true);
  await line.move(seconds(10));
  expect(line.bodies(K2A)).toHaveLength(1);
});

describe('a sweep', () => {
  it('goes on past a job that cannot even be put off', async () => {
    await line.hear(K2A, LINE, 'I want to die');
    await line.hear(M4C, LINE, 'I want to die');
    const [first] = await line.outside.jobs.due(line.clock.now(), 1);
    const broken: Outside = {
      ...line.outside,
      jobs: {
        ...line.outside.jobs,
        claim: (job, until) => (job.id === first?.id ? lost() : line.outside.jobs.claim(job, until)),
        putOff: (job, dueAt) => (job.id === first?.id ? lost() : line.outside.jobs.putOff(job, dueAt)),
      },
    };
    await sweep(broken);
    expect(line.bodies(M4C)).toHaveLength(1);
    await line.sweep();
    expect(line.bodies(CM_1)).toHaveLength(2);
  });

  it('goes on when nobody can be told of a job that keeps failing', async () => {
    const outside: Outside = { ...line.outside, alarms: { raise: lost } };
    const job = { ...aTimerJob('job1'), attempts: 9 };
    await expect(putOffOnFailure(outside, job, lost)).resolves.toBeUndefined();
  });
});
