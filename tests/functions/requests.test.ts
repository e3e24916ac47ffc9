import { randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createJobs } from '../../adapters/dynamodb/jobs.ts';
import { importRoster } from '../../adapters/dynamodb/seed.ts';
import { createStore } from '../../adapters/dynamodb/store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { chance } from '../../adapters/aws/chance.ts';
import { realStopwatch } from '../../adapters/real-time.ts';
import { advanceFate } from '../../app/advance-fate.ts';
import { carryOut } from '../../app/carry-out.ts';
import { hearText } from '../../app/hear-text.ts';
import type { Outside } from '../../app/ports.ts';
import type { Job, Timer } from '../../core/job.ts';
import { nextDigest } from '../../core/hours.ts';
import { after, type Instant, minutes } from '../../core/time.ts';
import { loadRoster } from '../../local/roster.ts';
import {
  CM_1,
  CM_2,
  DESK,
  K2A,
  LINE,
  M4C,
  STRANGER,
  WEDNESDAY_MORNING,
  WEDNESDAY_NIGHT,
} from '../support/demo-roster.ts';
import { freshTable, startEngine, type TestEngine } from '../support/engine.ts';
import { standingClock } from '../support/outside.ts';

const READS = new Set(['BatchGetItemCommand', 'GetItemCommand', 'QueryCommand']);
const TRANSACTION = 'TransactWriteItemsCommand';

let engine: TestEngine;
let table: Table;
let outside: Outside;
let clock: ReturnType<typeof standingClock>;
let requests: string[];
let sent: { to: string; from: string; body: string; messageId: string; sid: string }[];
/** The carrier's error for the next text. */
let refusal: string | null;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

beforeEach(async () => {
  table = await freshTable(engine);
  clock = standingClock(WEDNESDAY_MORNING);
  sent = [];
  refusal = null;
  outside = outsideOf(table);
  const roster = loadRoster(null);
  await importRoster(table, outside, roster, team => nextDigest(team.hours, team.zone, clock.now()));
  requests = countRequests(table.client);
});

/** Every command the adapters send; the SDK's own retries are below it. */
function countRequests(client: DynamoDBDocumentClient): string[] {
  const seen: string[] = [];
  client.middlewareStack.add(
    (next, context) => async args => {
      seen.push(context.commandName ?? '');
      return next(args);
    },
    { step: 'initialize', name: 'countRequests' },
  );
  return seen;
}

function outsideOf(ofTable: Table): Outside {
  const given = { clock, chance, stopwatch: realStopwatch };
  return {
    ...given,
    store: createStore(ofTable, given),
    jobs: createJobs(ofTable, { ...given, alarms: { raise: () => Promise.resolve() } }),
    carrier: {
      mediaBytes: () => Promise.resolve(null),
      send: text => {
        const error = refusal;
        refusal = null;
        if (error !== null) return Promise.resolve({ outcome: 'refused', error });
        const sid = newSid();
        sent.push({ ...text, sid });
        return Promise.resolve({ outcome: 'accepted', sid });
      },
      find: () => Promise.resolve(null),
    },
    slack: { showCrisis: channel => Promise.resolve({ channel, ts: '1.0' }) },
    alarms: { raise: () => Promise.resolve() },
    log: { info: () => undefined, error: (_event, error) => expect.unreachable(String(error)) },
    settings: {
      publicUrl: 'https://line.example.org',
      twilioAuthToken: '',
      slackSigningSecret: '',
      slackBotToken: '',
      slackApiUrl: '',
      region: 'local',
    },
  };
}

function newSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}

async function text(from: string, to: string, body: string): Promise<string[]> {
  requests.length = 0;
  await hearText(outside, { sid: newSid(), from, to, body, media: [] });
  return [...requests];
}

/** Does all that is due now, and says what each job cost: its kind, and its requests. */
async function work(): Promise<[string, string[]][]> {
  const costs: [string, string[]][] = [];
  for (;;) {
    const [job] = await outside.jobs.due(clock.now(), 1);
    if (job === undefined) return costs;
    requests.length = 0;
    await carryOut(outside, job);
    costs.push([kindOf(job), [...requests]]);
  }
}

async function workUntil(at: Instant): Promise<[string, string[]][]> {
  const costs = await work();
  for (;;) {
    const next = await outside.jobs.nextDueAt();
    if (next === null || next > at) break;
    clock.at = next;
    costs.push(...(await work()));
  }
  clock.at = at;
  return costs;
}

function kindOf({ work: what }: Job): string {
  switch (what.kind) {
    case 'timer':
      return what.timer.do;
    case 'message':
      return what.message.purpose.for;
    case 'errand':
      return what.errand.errand;
  }
}

function lastTo(phone: string): (typeof sent)[number] {
  const found = sent.findLast(message => message.to === phone);
  if (found === undefined) throw new Error(`Nothing was sent to ${phone}`);
  return found;
}

/** A crisis of K2A that cm-1 was paged for; its code. */
async function crisis(): Promise<string> {
  await text(K2A, LINE, 'I want to die');
  await work();
  return /Reply (\w+) to take it/.exec(lastTo(CM_1).body)?.[1] ?? '';
}

/** The same, taken by cm-1; the relay they talk on. */
async function talk(): Promise<{ relay: string }> {
  await text(CM_1, DESK, await crisis());
  await work();
  return { relay: lastTo(CM_1).from };
}

describe('a text costs at most two reads and one transaction before its answer', () => {
  function expectCheap(cost: readonly string[]): void {
    expect(cost.filter(name => READS.has(name)).length, cost.join()).toBeLessThanOrEqual(2);
    expect(cost.filter(name => name === TRANSACTION)).toHaveLength(1);
    expect(cost.length, cost.join()).toBeLessThanOrEqual(3);
  }

  it.each([
    ['a known client', K2A, LINE, 'the landlord was here again'],
    ['a routine text', K2A, LINE, 'thank you'],
    ['an unknown number', STRANGER, LINE, 'is this the clinic?'],
    ['an unknown number in crisis', STRANGER, LINE, 'I want to die'],
    ['a client in crisis', K2A, LINE, 'I want to die'],
    ['a client in an emergency', K2A, LINE, 'I took all my pills'],
    ['a stop word', K2A, LINE, 'STOP'],
    ['an empty text', K2A, LINE, ''],
    ['a client who texts the desk', K2A, DESK, 'the landlord was here again'],
    ['staff at the line by mistake', CM_1, LINE, 'omw'],
    ['staff in distress', CM_1, LINE, 'I want to die'],
    ['WHO', CM_1, DESK, 'WHO'],
    ['LIST', CM_1, DESK, 'LIST'],
    ['MENU', CM_1, DESK, 'MENU'],
    ['NOTE', CM_1, DESK, 'NOTE K2A prefers letters'],
    ['CARD', CM_1, DESK, 'CARD K2A'],
    ['an unknown code', CM_1, DESK, '9ZZ'],
    ['words at the desk', CM_1, DESK, 'how do I do this'],
  ])('%s', async (_what, from, to, body) => {
    expectCheap(await text(from, to, body));
  });

  it('a routine text at night', async () => {
    clock.at = WEDNESDAY_NIGHT;
    expectCheap(await text(K2A, LINE, 'thank you'));
  });

  it('all that staff do about a crisis', async () => {
    const code = await crisis();
    expectCheap(await text(K2A, LINE, 'please'));
    expectCheap(await text(CM_1, DESK, 'ok'));
    expectCheap(await text(CM_1, DESK, `PASS ${code}`));
    await work();
    expectCheap(await text(CM_1, DESK, code));
    await work();
    const { from: relay } = lastTo(CM_1);
    expectCheap(await text(CM_1, relay, 'I am here'));
    expectCheap(await text(K2A, LINE, 'good'));
    await work();
    for (const command of ['SPOKE', 'DID', 'BACKUP', 'CARD', 'NOTE she agreed', 'DONE', '3', 'hello'])
      expectCheap(await text(CM_1, relay, command));
    await work();
  });

  it('a takeover, and a reply on the relay it left behind', async () => {
    const code = await crisis();
    await text(CM_1, DESK, code);
    await work();
    const { from: relay } = lastTo(CM_1);
    expectCheap(await text(CM_2, DESK, `TAKEOVER ${code}`));
    await work();
    expectCheap(await text(CM_1, relay, 'are you there?'));
  });

  it('"on it", which only the board can place', async () => {
    await crisis();
    expectCheap(await text(CM_1, DESK, 'on it'));
    const costs = await work();
    expect(costs.map(([kind]) => kind)).toContain('take');
    expect(lastTo(CM_1).body).toContain('is yours');
  });
});

describe('a job costs at most three requests', () => {
  function expectCheap(costs: readonly [string, string[]][], kinds: readonly string[]): void {
    for (const [kind, cost] of costs) expect(cost.length, `${kind}: ${cost.join()}`).toBeLessThanOrEqual(3);
    expect([...new Set(costs.map(([kind]) => kind))]).toEqual(expect.arrayContaining([...kinds]));
  }

  it('in a crisis that nobody takes', async () => {
    await text(K2A, LINE, 'I took all my pills');
    expectCheap(await workUntil(after(clock.now(), minutes(45))), [
      'page',
      'safety-reply',
      'show-crisis',
      'escalate',
      'update-client',
      'client-update',
    ]);
  });

  it('in a crisis that is taken, left alone, taken over and closed', async () => {
    const code = await crisis();
    await workUntil(after(clock.now(), minutes(3)));
    await text(CM_1, DESK, code);
    expectCheap(await work(), ['show-crisis']);
    expectCheap(await workUntil(after(clock.now(), minutes(4))), ['contact-check', 'owner-page']);
    await text(CM_1, DESK, `BACKUP ${code}`);
    expectCheap(await work(), ['backup-page']);
    await text(CM_2, DESK, `TAKEOVER ${code}`);
    expectCheap(await work(), ['release-relay', 'staff']);
    const { from: relay } = lastTo(CM_2);
    await text(CM_2, relay, 'I am here');
    expectCheap(await work(), ['relayed']);
    await text(K2A, LINE, 'good');
    expectCheap(await work(), ['forward']);
    await text(CM_2, relay, 'I am glad');
    expectCheap(await workUntil(after(clock.now(), minutes(11))), ['silence-check']);
    await text(CM_2, relay, 'DONE 6');
    expectCheap(await work(), ['release-relay', 'show-crisis']);
  });

  it('for what is not a crisis', async () => {
    await text(K2A, LINE, 'the landlord was here again');
    expectCheap(await work(), ['give', 'forward']);
    await text(CM_1, lastTo(CM_1).from, 'ok');
    await text(M4C, LINE, '');
    expectCheap(await workUntil(after(clock.now(), minutes(16))), ['client-automatic', 'unread-check']);
    expectCheap(await workUntil(after(clock.now(), minutes(130))), ['idle-check']);
  });

  it('for the morning digest', async () => {
    clock.at = WEDNESDAY_NIGHT;
    for (const client of [K2A, M4C, STRANGER]) await text(client, LINE, 'thank you');
    expectCheap(await workUntil('2026-01-08T14:00:00.000Z'), [
      'client-automatic',
      'digest',
      'give',
      'forward',
    ]);
  });

  it('for a text that is not wanted any more', async () => {
    await text(K2A, LINE, 'I want to die');
    const [page] = (await outside.jobs.due(clock.now(), 20)).filter(job => kindOf(job) === 'page');
    await outside.jobs.putOff(page ?? expect.unreachable(), after(clock.now(), minutes(1)));
    await work();
    await text(CM_2, DESK, (await crisisRow())?.code ?? '');
    expectCheap(await workUntil(after(clock.now(), minutes(2))), ['page']);
  });

  it('for a text that the carrier refuses, or that it reports as failed', async () => {
    const { relay } = await talk();
    refusal = '30006';
    await text(CM_1, relay, 'I am here');
    expectCheap(await work(), ['relayed', 'staff']);
    await text(CM_1, relay, 'are you there?');
    await work();
    requests.length = 0;
    const { messageId, sid } = lastTo(K2A);
    await advanceFate(outside, { messageId, sid, status: 'undelivered', error: '30003' });
    expect(requests.length, requests.join()).toBeLessThanOrEqual(3);
    expect(requests.filter(name => name === TRANSACTION)).toHaveLength(1);
  });

  it('for words that are dropped, because the client opted out meanwhile', async () => {
    const { relay } = await talk();
    await text(CM_1, relay, 'I am here');
    const [words] = (await outside.jobs.due(clock.now(), 20)).filter(job => kindOf(job) === 'relayed');
    await outside.jobs.putOff(words ?? expect.unreachable(), after(clock.now(), minutes(1)));
    await text(K2A, LINE, 'STOP');
    await work();
    expectCheap(await workUntil(after(clock.now(), minutes(1))), ['relayed', 'staff']);
  });

  it('for the rest of a large team, and for an alarm', async () => {
    await crisis();
    const { id = '', opening = 1 } = (await crisisRow()) ?? {};
    const about = { team: 'north', threadId: outside.store.threadId(LINE, K2A) };
    const staff = ['cm-2', 'cm-3', 'coord-1'];
    const timers: Timer[] = [
      { do: 'page-people', ...about, crisisId: id, opening, rung: 3, staff },
      { do: 'stand-down', team: 'north', text: 'Stand down.', staff },
      { do: 'raise-alarm', name: 'nobody-to-page', what: 'Nobody.', ids: {} },
    ];
    await outside.store.commit(
      timers.map(timer => ({
        write: 'add-job',
        job: {
          id: `by-hand-${timer.do}`,
          lane: 'crisis',
          dueAt: clock.now(),
          attempts: 0,
          work: { kind: 'timer', timer },
        },
      })),
    );
    expectCheap(await work(), ['page-people', 'page', 'stand-down', 'staff', 'raise-alarm']);
  });
});

async function crisisRow() {
  const { thread } = await outside.store.load({
    thread: { kind: 'thread', id: outside.store.threadId(LINE, K2A) },
  });
  return thread?.crisis ?? null;
}
