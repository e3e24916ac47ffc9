import { describe, expect } from 'vitest';
import { CHANNEL, CM_1, CM_2, DESK, K2A, LINE } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';
import { channelMessage, crisisOf, scenario, take } from '../support/scenario.ts';

const DANGER = 'i want to kill myself tonight';

async function shown(line: Line, code: string) {
  const message = await channelMessage(line, code);
  const all = JSON.stringify(message);
  const buttons = [...all.matchAll(/"action_id":"(\w+)"/g)].map(([, action]) => action);
  return { text: message.text, ts: message.ts, all, buttons };
}

describe('the crisis’s one message in the channel', () => {
  scenario('lives with it: open, taken, in contact, resolved', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const open = await shown(line, code);
    expect(open.text).toBe(`${code} (north): Danger, K2A, nobody has it yet`);
    expect(open.all).toContain('Paged: <@U0CM1>');
    expect(open.buttons).toEqual(['take', 'pass']);

    const { from: relay } = await take(line, CM_1, code);
    const taken = await shown(line, code);
    expect(taken.text).toBe(`${code} (north): Danger, K2A, taken`);
    expect(taken.all).toContain('<@U0CM1> has it.');
    expect(taken.buttons).toEqual(['resolve', 'pass']);

    await line.text(CM_1, relay, 'I am here. Are you safe?');
    expect((await shown(line, code)).text).toBe(`${code} (north): Danger, K2A, in contact`);
    await line.text(K2A, LINE, 'no he is here');
    expect((await shown(line, code)).text).toBe(`${code} (north): Danger, K2A, taken`);
    await line.text(CM_1, relay, 'I am calling 911 to your house.');
    await line.text(CM_1, relay, 'DONE 4');

    const resolved = await shown(line, code);
    expect(resolved.text).toBe(`${code} (north): Danger, K2A, resolved`);
    expect(resolved.buttons).toEqual([]);
    expect(resolved.ts).toBe(open.ts);
    expect(await line.slack.messages(CHANNEL)).toHaveLength(1);
  });

  scenario('names everyone who was paged, and opens again with the crisis', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.advance('PT15M');
    const climbed = await shown(line, code);
    for (const user of ['U0CM1', 'U0CM2', 'U0CM3', 'U0COORD']) expect(climbed.all).toContain(`<@${user}>`);
    await take(line, CM_2, code);
    await line.advance('PT5M');
    const again = await shown(line, code);
    expect(again.text).toContain('nobody has it yet');
    expect(again.all).toContain('Open again (no word for 5 minutes)');
    expect(again.buttons).toEqual(['take', 'pass']);
  });

  scenario('grows graver with it', async ({ line }) => {
    const code = await crisisOf(line, K2A, 'i want to die', CM_1);
    await line.text(K2A, LINE, 'i took all my pills');
    expect((await shown(line, code)).text).toContain('EMERGENCY');
  });

  scenario('never names the client, their number or their words', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const { from: relay } = await take(line, CM_1, code);
    await line.text(CM_1, relay, 'I am here.');
    await line.text(CM_1, DESK, `DID ${code} driving to Example Street`);
    await line.text(CM_1, DESK, `DONE ${code} 6`);
    const { all } = await shown(line, code);
    for (const secret of ['Ana', 'no danger', DANGER, K2A, 'I am here', 'Example Street', CM_1])
      expect(all).not.toContain(secret);
  });
});

describe('the buttons', () => {
  scenario('Pass wakes the next person', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const { ts } = await shown(line, code);
    await line.slack.press('U0CM1', CHANNEL, ts, 'pass', code);
    expect(await line.expectPage(CM_2)).toBe(code);
  });

  scenario('Take by a second person says who has it, and changes nothing', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const { ts } = await shown(line, code);
    await take(line, CM_1, code);
    const answer = await line.slack.press('U0CM2', CHANNEL, ts, 'take', code);
    expect(JSON.stringify(answer)).toContain(`${code} is with cm-1.`);
    await line.newTexts(K2A);
    await line.expectQuiet();
  });

  scenario('Resolve asks how it ended, and closes it', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await take(line, CM_1, code);
    const { ts } = await shown(line, code);
    await line.slack.press('U0CM1', CHANNEL, ts, 'resolve', code);
    const form = await line.slack.modal('U0CM1');
    await line.slack.submit('U0CM1', String(form?.['id']), { disposition: 'safety-plan-reviewed' });
    expect((await shown(line, code)).text).toContain('resolved');
    await line.text(CM_1, DESK, code);
    await line.expectText(CM_1, `${code} was closed at 10:00 AM by cm-1: safety plan reviewed.`);
  });

  scenario('Resolve is refused to somebody who does not have it', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await take(line, CM_1, code);
    const { ts } = await shown(line, code);
    await line.slack.press('U0CM2', CHANNEL, ts, 'resolve', code);
    const form = await line.slack.modal('U0CM2');
    await line.slack.submit('U0CM2', String(form?.['id']), { disposition: 'no-danger-found' });
    expect(JSON.stringify(await line.slack.modal('U0CM2'))).toContain(`${code} is with cm-1`);
    expect((await shown(line, code)).text).toContain('taken');
  });
});
