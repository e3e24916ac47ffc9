import { describe, expect, it } from 'vitest';
import { aLine } from '../support/a-line.ts';

const ON_CALL = 'north: cm-1 is on call until Monday 2026-01-12 9:00 AM. Backup: cm-2.';

describe('/oncall in Slack', () => {
  it('tells who is on call and who the backup is, and the next week who is then', async () => {
    const line = await aLine();
    expect(JSON.stringify(await line.slack.command('U0COORD', '/oncall'))).toContain(ON_CALL);
    await line.advanceTo('2026-01-12T13:59:59Z');
    expect(JSON.stringify(await line.slack.command('U0CM3', '/oncall'))).toContain(ON_CALL);
    await line.advance('PT1S');
    expect(JSON.stringify(await line.slack.command('U0CM3', '/oncall'))).toContain('north: cm-2 is on call');
  });

  it('says so when nobody is, and where pages go', async () => {
    const line = await aLine({
      roster: ({ teams: [team] }) => {
        team['rotation'] = { ...(team['rotation'] as object), members: [] };
      },
    });
    expect(JSON.stringify(await line.slack.command('U0COORD', '/oncall'))).toContain(
      'north: nobody is on call. Pages go to coord-1.',
    );
  });

  it('explains itself when asked something else', async () => {
    const line = await aLine();
    expect(JSON.stringify(await line.slack.command('U0COORD', '/oncall', 'help'))).toContain('/oncall help');
    expect(JSON.stringify(await line.slack.command('U0COORD', '/oncall', 'swap'))).toContain('does not know');
    await line.expectQuiet();
  });
});
