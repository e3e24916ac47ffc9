import { describe, expect } from 'vitest';
import type { FaultKind } from '../../local/faults.ts';
import { CHANNEL, CM_1, CM_2, CM_3, COORD_1, DESK, K2A, LINE } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';
import { channelMessage, crisisOf, scenario, take } from '../support/scenario.ts';

const DANGER = 'i want to kill myself tonight';

/** The carrier fails so many texts to this phone. */
async function fail(line: Line, phone: string, fault: FaultKind, times = 1): Promise<void> {
  await line.faults.add({
    service: 'twilio',
    operation: 'messages.create',
    match: { to: phone },
    fault,
    times,
  });
}

describe('a page that does not arrive', () => {
  scenario.for(['error-30003', 'status-undelivered'] as const)(
    'wakes the next person at once: %s',
    async (fault, { line }) => {
      await fail(line, CM_1, fault);
      await line.text(K2A, LINE, DANGER);
      const code = await line.expectPage(CM_2);
      await line.expectQuiet(CM_1, COORD_1);
      await take(line, CM_2, code);
    },
  );

  scenario('climbs past everyone whose phone is off, within the same instant', async ({ line }) => {
    for (const phone of [CM_1, CM_2]) await fail(line, phone, 'error-30003');
    await line.text(K2A, LINE, DANGER);
    await line.expectPage(COORD_1);
  });

  scenario('because they stopped texts from the desk wakes the next person at once', async ({ line }) => {
    await line.text(CM_1, DESK, 'STOP');
    await line.newTexts(CM_1);
    await line.expectText(COORD_1, 'cm-1 texted a stop word to the desk');
    await line.text(K2A, LINE, DANGER);
    await line.expectPage(CM_2);
  });

  scenario.for(['http-500', 'http-429', 'reset-before'] as const)(
    'is tried again at once: one %s costs nothing',
    async (fault, { line }) => {
      await fail(line, CM_1, fault);
      await line.text(K2A, LINE, DANGER);
      await line.expectPage(CM_1);
      await line.expectQuiet(CM_2);
    },
  );

  scenario.for(['http-500', 'reset-before'] as const)(
    'wakes the next person too after ten seconds of %s',
    async (fault, { line }) => {
      await fail(line, CM_1, fault, 1000);
      await line.text(K2A, LINE, DANGER);
      await line.expectQuiet(CM_2);
      await line.advance('PT10S');
      await line.expectPage(CM_2);
    },
  );

  scenario('may come twice when the answer was lost, but comes', async ({ line }) => {
    await fail(line, CM_1, 'reset-after');
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    expect((await line.newBodies(CM_1)).length).toBeLessThanOrEqual(1);
    await take(line, CM_1, code);
  });

  scenario('is not lost with its status: the climb goes by its timer then', async ({ line }) => {
    await fail(line, CM_1, 'status-lost');
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await line.advance('PT5M');
    await line.expectPage(CM_2);
    await take(line, CM_1, code);
  });

  scenario('never ends the climb, even when no phone at all is reached for an hour', async ({ line }) => {
    const phones = [CM_1, CM_2, CM_3, COORD_1];
    for (const phone of phones) await fail(line, phone, 'error-30003', 10_000);
    await line.text(K2A, LINE, DANGER);
    await line.advance('PT60M');
    await line.faults.clear();
    await line.advance('PT35M');
    for (const phone of phones) await line.expectPage(phone);
  });

  scenario('to the owner who says no word opens the crisis at once', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await take(line, CM_1, code);
    await fail(line, CM_1, 'error-30003');
    await line.advance('PT3M');
    expect(await line.expectPage(CM_2)).toBe(code);
  });

  scenario('to the backup wakes another', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await take(line, CM_1, code);
    await fail(line, CM_2, 'error-30003');
    await line.text(CM_1, DESK, `BACKUP ${code}`);
    await line.expectText(COORD_1, 'cm-1 has client K2A and asks for help');
  });
});

describe('a text to the client', () => {
  scenario('whose answer was lost goes out once: the carrier’s log settles it', async ({ line }) => {
    await fail(line, K2A, 'reset-after');
    await line.text(K2A, LINE, DANGER);
    await line.advance('PT5M');
    expect(await line.newBodies(K2A)).toHaveLength(1);
  });

  scenario('that the carrier did not take goes out when it does', async ({ line }) => {
    await fail(line, K2A, 'http-500', 3);
    await line.text(K2A, LINE, DANGER);
    await line.advance('PT5M');
    expect(await line.newBodies(K2A)).toHaveLength(1);
  });

  scenario('that does not arrive is told to whoever wrote it', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const { from: relay } = await take(line, CM_1, code);
    await fail(line, K2A, 'error-30003');
    await line.text(CM_1, relay, 'I am here. Are you safe?');
    await line.expectText(CM_1, 'NOT DELIVERED to K2A (phone off or out of reach). CALL K2A');
  });
});

describe('the client’s words on their way to the owner', () => {
  scenario.for(['http-500', 'reset-after'] as const)(
    'arrive once and in order over a carrier that stumbles: %s',
    async (fault, { line }) => {
      const code = await crisisOf(line, K2A, DANGER, CM_1);
      const { from: relay } = await take(line, CM_1, code);
      await fail(line, CM_1, fault, 2);
      for (const words of ['he is outside', 'he is knocking', 'he has gone']) {
        await line.post(`/sim/phones/${K2A}/texts`, { to: LINE, body: words });
      }
      await line.advance('PT2M59S');
      const forwarded = (await line.newTexts(CM_1)).filter(({ from }) => from === relay);
      expect(forwarded.map(({ body }) => body)).toEqual(['he is outside', 'he is knocking', 'he has gone']);
    },
  );

  scenario('that cannot reach them are told to the coordinator', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await take(line, CM_1, code);
    await fail(line, CM_1, 'error-30003');
    await line.text(K2A, LINE, 'he is outside');
    await line.expectText(
      COORD_1,
      `Texts of K2A do not reach the phone of cm-1. Please call them, or TAKEOVER ${code}.`,
    );
  });
});

describe('a Slack that is down', () => {
  scenario('holds up no page, and shows the crisis when it is back', async ({ line }) => {
    await line.faults.add({
      service: 'slack',
      operation: 'chat.postMessage',
      fault: 'http-500',
      times: 1000,
    });
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    await take(line, CM_1, code);
    await line.faults.clear();
    await line.advance('PT10M');
    expect((await channelMessage(line, code)).text).toContain('K2A');
    expect(await line.slack.messages(CHANNEL)).toHaveLength(1);
  });
});

describe('a store that stumbles', () => {
  scenario('loses no text and doubles none', async ({ line }) => {
    for (const fault of ['http-500', 'http-429', 'reset-before', 'reset-after'] as const) {
      await line.faults.add({ service: 'dynamodb', operation: 'TransactWriteItems', fault, times: 1 });
    }
    await line.text(K2A, LINE, DANGER);
    await line.advance('PT1M');
    await line.expectPage(CM_1);
    const inbound = (await line.contacts('K2A')).filter(({ direction }) => direction === 'inbound');
    expect(inbound.map(({ body }) => body)).toEqual([DANGER]);
  });
});
