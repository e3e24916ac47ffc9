import { expect, it } from 'vitest';
import type { CrisisPost, Outside } from '../../app/ports.ts';
import { sweep } from '../../app/sweep.ts';
import { CM_1, DESK, K2A, LINE } from '../support/demo-roster.ts';
import { MemoryLine } from '../support/memory-line.ts';

it('a crisis that ended before the client’s next one opened still shows its end in the channel', async () => {
  const line = await MemoryLine.begun();
  const code = await line.crisis(K2A, LINE);
  await line.take(CM_1, DESK, code);
  await line.hear(CM_1, DESK, `DONE ${code} 6`);
  await line.hear(K2A, LINE, 'I want to die');

  const posts: CrisisPost[] = [];
  const outside: Outside = {
    ...line.outside,
    slack: {
      showCrisis: (channel, post, existing) => {
        posts.push(post);
        return line.outside.slack.showCrisis(channel, post, existing);
      },
    },
  };
  await sweep(outside);
  const next = line.thread(K2A)?.crisis?.code ?? '';
  expect(posts.findLast(post => post.code === code)).toMatchObject({ state: 'resolved' });
  expect(posts.findLast(post => post.code === next)).toMatchObject({ state: 'open' });
});
