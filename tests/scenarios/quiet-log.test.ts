import { expect, it } from 'vitest';
import { aLine, withPins } from '../support/a-line.ts';
import { CM_1, CM_2, DESK, K2A, LINE, M4C, STRANGER } from '../support/demo-roster.ts';

/** Words that nothing else in a log could contain. */
const LOUD = 'zanzibarquux';
const NAMES = ['Wilhelmina', 'Xerxes'];
const PIN = '90817263';

it('keeps bodies, names, phone numbers and PINs out of every log line and alarm, whatever happens and fails', async () => {
  const line = await aLine({
    roster: async roster => {
      await withPins({ 'cm-1': PIN })(roster);
      roster.clients.slice(0, 2).forEach((client, index) => Object.assign(client, { name: NAMES[index] }));
    },
  });

  await line.text(K2A, LINE, `${LOUD} was here again`, [`https://media.example.org/${LOUD}.jpg`]);
  const { from: relay } = await line.expectText(CM_1, LOUD);
  await line.text(CM_1, relay, `who is ${LOUD}?`);
  await line.text(K2A, LINE, `I want to die ${LOUD}`);
  const code = await line.expectPage(CM_1);
  await line.advance('PT6M');
  await line.text(CM_2, DESK, `${code} omw`);
  await line.text(CM_2, DESK, `NOTE K2A ${LOUD}`);
  await line.text(CM_2, DESK, `DID ${code} ${LOUD}`);
  await line.text(CM_1, relay, `${LOUD} on the old number`);
  await line.text(CM_1, DESK, LOUD);
  await line.text(STRANGER, LINE, `${LOUD} who are you`);
  await line.text(CM_1, LINE, `${LOUD} wrong number`);
  await line.text(M4C, LINE, 'STOP');
  await line.text(CM_2, DESK, `TAKEOVER ${code}`);

  await line.text(CM_1, DESK, 'CARD K2A');
  const link = /\/card\/(\S+)$/.exec((await line.expectText(CM_1, '/card/')).body)?.[1] ?? '';
  for (const pin of [LOUD, PIN])
    await line.request(`/card/${link}`, { method: 'POST', body: new URLSearchParams({ pin }) });

  // Failures are where words slip out: an error quotes what it choked on.
  const form = new URLSearchParams({ From: K2A, To: LINE, Body: LOUD });
  await line.request('/twilio/sms', { method: 'POST', body: form });
  await line.request('/twilio/sms', { method: 'POST', body: `{"Body":"${LOUD}` });
  await line.request('/slack/events', { method: 'POST', body: `{"text":"${LOUD}` });
  await line.faults.add({ service: 'twilio', operation: 'messages.create', fault: 'http-500', times: 4 });
  await line.text(K2A, LINE, `${LOUD} and the carrier fails`);
  await line.advance('PT3M');
  await line.faults.add({ service: 'twilio', operation: 'messages.create', fault: 'error-30003', times: 1 });
  await line.text(CM_1, DESK, `${LOUD} and the phone is off`);
  await line.faults.add({ service: 'slack', operation: 'chat.update', fault: 'http-500', times: 9 });
  await line.faults.add({ service: 'dynamodb', operation: 'BatchGetItem', fault: 'http-500', times: 1000 });
  await line
    .post(`/sim/phones/${K2A}/texts`, { to: LINE, body: `${LOUD} and the store fails` })
    .catch((error: unknown) => expect(String(error)).toContain('502'));
  await line.faults.clear();
  await line.advance('PT6M');

  const log = await line.log();
  const all = `${log}\n${line.said.join('\n')}`;
  for (const event of ['text-heard', 'text-failed', 'text-not-sent-yet']) expect(log).toContain(event);
  const numbers = [K2A, M4C, STRANGER, CM_1, CM_2].map(phone => phone.slice(2));
  for (const secret of [LOUD, ...NAMES, ...numbers, PIN, link]) {
    const leaks = all.split('\n').filter(entry => entry.toLowerCase().includes(secret.toLowerCase()));
    expect(leaks, `lines with ${secret}`).toEqual([]);
  }
});
