import { describe, expect } from 'vitest';
import { CM_1, K2A, LINE } from '../support/demo-roster.ts';
import { demoRosterWith } from '../support/changed-roster.ts';
import { scenarioWith } from '../support/scenario.ts';

const scenario = scenarioWith({ roster: demoRosterWith(() => ({ team: { desk: LINE, relays: [] } })) });

describe('a team with a single number', () => {
  scenario('is paged, takes and answers by client code, all on that number', async ({ line }) => {
    await line.text(K2A, LINE, 'i want to die');
    const code = await line.expectPage(CM_1);
    await line.text(CM_1, LINE, code);
    const summary = await line.expectText(CM_1, `${code} is yours`);
    expect(summary).toMatchObject({ from: LINE });
    expect(summary.body).toContain('Begin each text to them with K2A.');
    await line.text(CM_1, LINE, 'K2A are you safe?');
    expect(await line.expectText(K2A, 'are you safe?')).toMatchObject({ from: LINE });
    await line.text(K2A, LINE, 'yes');
    expect((await line.expectText(CM_1, 'yes')).body).toBe('K2A: yes');
  });
});
