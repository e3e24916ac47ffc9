import { describe, expect, it } from 'vitest';
import { aLine } from '../support/a-line.ts';
import {
  CM_1,
  CM_2,
  COORD_1,
  DESK,
  K2A,
  LINE,
  WEDNESDAY_MORNING,
  WEDNESDAY_NIGHT,
} from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';

const UNSUBSCRIBED = 'successfully been unsubscribed';
const RESUBSCRIBED = 'successfully been re-subscribed';
const OPTED_OUT_NOTE =
  /\[They opted out: nothing you type is sent to them\. Please call\. CARD K2A has their number\.\]/;

async function modalities(line: Line): Promise<string[]> {
  return (await line.contacts('K2A')).map(({ direction, modality }) => `${direction} ${modality}`);
}

describe('a bare stop word', () => {
  it.each(['STOP', 'stopall', ' Unsubscribe ', 'CANCEL', 'end', 'QUIT', 'REVOKE', 'OPTOUT', 'Stop.'])(
    'is honoured, and a human is told to call: %j',
    async word => {
      const line = await aLine({ clock: WEDNESDAY_NIGHT });
      await line.text(K2A, LINE, word);
      await line.newTexts(K2A);
      await line.expectText(CM_1, OPTED_OUT_NOTE);
      expect((await line.contacts('K2A'))[0]).toMatchObject({ modality: 'opt-out', body: word });
      await line.advance('PT15M');
      await line.expectPage(CM_1);
      await line.expectQuiet(K2A);
    },
  );

  it('is confirmed by the carrier, once, and by nobody else', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'STOP');
    await line.expectText(K2A, UNSUBSCRIBED);
    await line.text(K2A, LINE, 'STOP');
    await line.advance('PT10M');
    await line.expectQuiet(K2A);
  });

  it('within a day of a crisis pages', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'I want to die');
    const first = await line.expectPage(CM_1);
    await line.text(CM_1, DESK, first);
    await line.text(CM_1, DESK, `DONE ${first} 1`);
    await line.newTexts(CM_1);
    await line.advance('PT23H');
    await line.text(K2A, LINE, 'STOP');
    expect(await line.expectPage(CM_1)).not.toBe(first);
  });

  it('later than a day after a crisis is shown to a human, and does not page at once', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'I want to die');
    const first = await line.expectPage(CM_1);
    await line.text(CM_1, DESK, first);
    await line.text(CM_1, DESK, `DONE ${first} 1`);
    await line.newTexts(CM_1);
    await line.advance('PT25H');
    await line.text(K2A, LINE, 'STOP');
    await line.expectText(CM_1, OPTED_OUT_NOTE);
    await line.expectQuiet(CM_1);
  });

  it('in an open crisis is part of it: whoever takes it is told to call', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'I want to die');
    const code = await line.expectPage(CM_1);
    await line.newTexts(K2A);
    await line.text(K2A, LINE, 'STOP');
    await line.expectText(K2A, UNSUBSCRIBED);
    await line.expectQuiet(CM_1);
    await line.text(CM_1, DESK, code);
    expect((await line.expectText(CM_1, `${code} is yours`)).body).toContain(
      'They opted out of texts: call them.',
    );
    await line.advance('PT2M');
    await line.expectQuiet(K2A);
  });
});

describe('a client who opted out', () => {
  async function optedOut(clock = WEDNESDAY_MORNING): Promise<{ line: Line; relay: string }> {
    const line = await aLine({ clock });
    await line.text(K2A, LINE, 'STOP');
    await line.expectText(K2A, UNSUBSCRIBED);
    const { from: relay } = await line.expectText(CM_1, OPTED_OUT_NOTE);
    return { line, relay };
  }

  it('is never written to: staff who try are told NOT SENT, and offered a call', async () => {
    const { line, relay } = await optedOut();
    await line.text(CM_1, relay, 'may I call you?');
    await line.expectText(CM_1, /^NOT SENT: K2A opted out of texts\. CALL K2A .*CARD K2A has their number/);
    await line.expectQuiet(K2A);
  });

  it('is still read, triaged and paged on, and gets no safety reply', async () => {
    const { line, relay } = await optedOut();
    await line.text(CM_1, relay, 'OK');
    await line.expectText(CM_1, 'Marked as read');
    await line.text(K2A, LINE, 'I want to die');
    const code = await line.expectPage(CM_1);
    await line.text(K2A, LINE, 'please');
    await line.advance('PT12M');
    await line.expectQuiet(K2A);
    expect((await line.contacts('K2A')).filter(contact => contact.modality === 'automatic')).toContainEqual(
      expect.objectContaining({ direction: 'internal', body: expect.stringMatching(/^Not sent/) as string }),
    );
    await line.text(CM_1, DESK, code);
    const { from } = await line.expectText(CM_1, 'They opted out of texts: call them.');
    await line.text(CM_1, from, 'I am here');
    await line.expectText(CM_1, /^NOT SENT/);
    await line.expectQuiet(K2A);
  });

  it.each(['START', 'unstop', 'YES'])('comes back with %s', async word => {
    const { line, relay } = await optedOut();
    await line.text(K2A, LINE, word);
    await line.expectText(K2A, RESUBSCRIBED);
    await line.expectText(CM_1, word);
    expect(await modalities(line)).toContain('inbound opt-in');
    await line.text(CM_1, relay, 'good to have you back');
    await line.expectText(K2A, 'good to have you back');
  });

  it('who gets no automatic answer at night is still in the digest', async () => {
    const { line, relay } = await optedOut('2026-01-07T21:00:00.000Z');
    await line.text(CM_1, relay, 'OK');
    await line.advanceTo(WEDNESDAY_NIGHT.replace('-07T', '-08T'));
    await line.newTexts(CM_1);
    await line.text(K2A, LINE, 'good morning');
    await line.expectQuiet();
    await line.advanceTo(WEDNESDAY_MORNING.replace('-07T', '-08T'));
    await line.expectText(CM_1, /^Morning digest/);
    await line.expectText(CM_1, 'good morning');
    await line.expectQuiet(K2A);
  });

  it('whom only the carrier knows to have opted out is noticed at the first refusal', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'the landlord was here again');
    const { from: relay } = await line.expectText(CM_1, 'landlord');
    // A stop word that reached the carrier and never us.
    await line.faults.add({
      service: 'dynamodb',
      operation: 'TransactWriteItems',
      fault: 'http-500',
      times: 1000,
    });
    await line
      .post(`/sim/phones/${K2A}/texts`, { to: LINE, body: 'STOP' })
      .catch((error: unknown) => expect(String(error)).toContain('502'));
    await line.faults.clear();
    await line.text(CM_1, relay, 'shall I come?');
    await line.expectText(CM_1, /^NOT DELIVERED to K2A \(they opted out of texts\)/);
    await line.text(CM_1, relay, 'hello?');
    await line.expectText(CM_1, /^NOT SENT: K2A opted out/);
  });
});

describe('other words the carrier knows', () => {
  it('YES of somebody who never left is an answer like another', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'YES');
    await line.expectText(CM_1, 'YES');
    await line.expectQuiet();
    expect(await modalities(line)).toEqual(['inbound text', 'internal hand-over']);
  });

  it('START of somebody who never left is shown to a human', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'START');
    await line.expectText(CM_1, 'START');
    await line.expectQuiet();
  });

  it('HELP opens a crisis, beside what the carrier answers', async () => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(K2A, LINE, 'HELP');
    await line.expectPage(CM_1);
    await line.expectText(K2A, 'Reply STOP to unsubscribe.');
    await line.expectText(K2A, /^Automatic reply: .* 911.* 988/);
    await line.expectQuiet();
  });

  it('INFO is shown to a human at once', async () => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(K2A, LINE, 'INFO');
    await line.expectText(K2A, 'Reply STOP to unsubscribe.');
    await line.expectText(CM_1, 'INFO');
    await line.expectQuiet();
  });
});

describe('a request for silence inside a sentence', () => {
  it('opts nobody out, pauses automatic texts, and is shown to a human at once', async () => {
    const line = await aLine({ clock: WEDNESDAY_NIGHT });
    await line.text(K2A, LINE, 'please stop texting me');
    const { from: relay } = await line.expectText(CM_1, 'automatic ones wait until you have settled it');
    await line.expectQuiet(K2A);
    await line.text(CM_1, relay, 'I hear you');
    await line.expectText(K2A, 'I hear you');
    expect(await modalities(line)).not.toContain('inbound opt-out');
  });

  it('holds until a human has settled it with OK, also after answering in words', async () => {
    const line = await aLine({ clock: '2026-01-07T22:30:00.000Z' });
    await line.text(K2A, LINE, 'please stop texting me');
    const { from: relay } = await line.expectText(CM_1, 'please stop texting me');
    await line.text(CM_1, relay, 'we will');
    await line.expectText(K2A, 'we will');
    await line.advance('PT3H');
    await line.text(K2A, LINE, 'thank you');
    await line.expectQuiet(K2A);
  });

  it('is settled with OK, and the line answers at night again', async () => {
    const line = await aLine({ clock: '2026-01-07T22:30:00.000Z' });
    await line.text(K2A, LINE, 'please stop texting me');
    const { from: relay } = await line.expectText(CM_1, 'please stop texting me');
    await line.text(CM_1, relay, 'we will talk first');
    await line.expectText(K2A, 'we will talk first');
    await line.text(CM_1, relay, 'OK');
    await line.expectText(CM_1, 'Automatic texts to them may go on.');
    await line.expectQuiet(K2A);
    await line.advance('PT3H');
    await line.text(K2A, LINE, 'thank you');
    await line.expectText(K2A, /^Automatic reply: thank you/);
  });

  it('does not hold back the safety reply: a crisis is a crisis', async () => {
    const line = await aLine();
    await line.text(K2A, LINE, 'leave me alone I want to die');
    await line.expectPage(CM_1);
    await line.expectText(K2A, /^Automatic reply: .* 911.* 988/);
  });
});

describe('a stop word from staff', () => {
  it('at the desk cuts their pages off: the coordinator is told, and START mends it', async () => {
    const line = await aLine();
    await line.text(CM_1, DESK, 'STOP');
    await line.expectText(CM_1, UNSUBSCRIBED);
    await line.expectText(COORD_1, /^cm-1 texted a stop word to the desk: pages cannot reach that phone/);
    await line.text(K2A, LINE, 'I want to die');
    // The carrier refuses the page, so the next person is woken at once.
    await line.expectPage(CM_2);
    await line.text(CM_1, DESK, 'START');
    await line.expectText(CM_1, RESUBSCRIBED);
  });
});
