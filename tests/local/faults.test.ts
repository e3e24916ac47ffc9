import { describe, expect, it } from 'vitest';
import { createFaults } from '../../local/faults.ts';

const URL_OF_FAULTS = 'http://localhost:3000/sim/faults';

function post(faults: ReturnType<typeof createFaults>, body: unknown) {
  return faults.handle(new Request(URL_OF_FAULTS, { method: 'POST', body: JSON.stringify(body) }));
}

describe('faults', () => {
  it('strike as often as they were asked to, and only what matches', async () => {
    const faults = createFaults();
    const answer = await post(faults, {
      service: 'slack',
      operation: 'chat.postMessage',
      match: { channel: 'north-oncall' },
      fault: 'http-500',
      times: 2,
    });
    expect(answer?.status).toBe(200);
    expect(faults.take('slack', 'chat.update', { channel: 'north-oncall' })).toBeNull();
    expect(faults.take('slack', 'chat.postMessage', { channel: 'south' })).toBeNull();
    expect(faults.take('slack', 'chat.postMessage', { channel: 'north-oncall' })).toBe('http-500');
    expect(faults.take('slack', 'chat.postMessage', { channel: 'north-oncall' })).toBe('http-500');
    expect(faults.take('slack', 'chat.postMessage', { channel: 'north-oncall' })).toBeNull();
    expect(faults.list()).toEqual([]);
  });

  it('strike once, and anything, by default', async () => {
    const faults = createFaults();
    await post(faults, { service: 'dynamodb', operation: 'Query', fault: 'reset-after' });
    expect(faults.take('dynamodb', 'Query', { table: 'handrail' })).toBe('reset-after');
    expect(faults.take('dynamodb', 'Query', {})).toBeNull();
  });

  it('are listed, and all gone after DELETE', async () => {
    const faults = createFaults();
    await post(faults, { service: 'twilio', operation: 'messages.create', fault: 'status-lost' });
    expect(await (await faults.handle(new Request(URL_OF_FAULTS)))?.json()).toMatchObject({
      faults: [{ fault: 'status-lost', times: 1 }],
    });
    await faults.handle(new Request(URL_OF_FAULTS, { method: 'DELETE' }));
    expect(faults.take('twilio', 'messages.create', {})).toBeNull();
  });

  it.each([
    ['an unknown service', { service: 'telegram', operation: 'x', fault: 'http-500' }, 'service'],
    ['an unknown operation', { service: 'twilio', operation: 'x', fault: 'http-500' }, 'messages.create'],
    ['an unknown fault', { service: 'slack', operation: 'chat.update', fault: 'x' }, 'reset-before'],
    [
      'a delivery fault of a list',
      { service: 'twilio', operation: 'messages.list', fault: 'status-lost' },
      'only messages.create',
    ],
    [
      'a delivery fault of Slack',
      { service: 'slack', operation: 'chat.update', fault: 'error-30003' },
      'http-429',
    ],
    ['no times', { service: 'dynamodb', operation: 'Query', fault: 'http-500', times: 0 }, 'times'],
    ['a misspelt field', { service: 'dynamodb', operation: 'Query', fault: 'http-500', time: 1 }, 'time'],
    ['no object', 'x', 'Cannot read that'],
  ])('with %s are refused with 400 and what is allowed', async (_, body, allowed) => {
    const faults = createFaults();
    const answer = await post(faults, body);
    expect(answer?.status).toBe(400);
    expect(await answer?.text()).toContain(allowed);
    expect(faults.list()).toEqual([]);
  });

  it('leave every other path alone', async () => {
    expect(await createFaults().handle(new Request('http://localhost:3000/sim/clock'))).toBeNull();
  });
});
