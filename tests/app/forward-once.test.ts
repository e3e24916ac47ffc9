import { expect, it } from 'vitest';
import { carryOut } from '../../app/carry-out.ts';
import type { Job } from '../../core/job.ts';
import { after, hours } from '../../core/time.ts';
import { aLine } from '../support/a-line.ts';
import { CM_1, K2A, LINE } from '../support/demo-roster.ts';

it('forwards a text once, also when a slow function still holds the errand that was finished meanwhile', async () => {
  const line = await aLine();
  await line.text(K2A, LINE, 'the landlord was here again');
  await line.newTexts(CM_1);
  const { outside } = line.run;
  const threadId = outside.store.threadId(LINE, K2A);
  const { thread } = await outside.store.load({ thread: { kind: 'thread', id: threadId } });
  const seq = thread?.recent[0]?.seq ?? 1;
  const errand = {
    errand: 'forward',
    team: 'north',
    threadId,
    shown: null,

    waitsFor: null,
  } as const;
  const stale: Job = {
    id: `forward-${threadId}`,
    lane: 'human',
    dueAt: outside.clock.now(),
    attempts: 0,
    work: { kind: 'errand', asked: 'finished', born: 'finished', errand: { ...errand, fromSeq: seq } },
  };
  // The next text asked anew, and its errand has not begun.
  const dueAt = after(outside.clock.now(), hours(1));
  await outside.store.commit([
    { write: 'ask-errand', errand: { ...errand, fromSeq: seq + 1 }, lane: 'human', asked: 'anew', dueAt },
  ]);
  await carryOut(outside, stale);
  expect(await line.newBodies(CM_1)).toEqual([]);
});
