import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalRun, startLocalRun } from '../../local/run.ts';
import { type ContactRecord, firstBreak } from '../../core/record.ts';
import { type Thread, unresolvedCrisis } from '../../core/thread.ts';
import { CM_1, DESK, K2A, LINE, M4C, STRANGER, W8H, WEDNESDAY_MORNING, Z5J } from '../support/demo-roster.ts';
import { freePort } from '../support/engine.ts';
import { LineClient } from '../support/line-client.ts';
import { LineProcess } from '../support/line-process.ts';
import { Seeded, seedOfRun } from '../support/seeded.ts';
import { unattendedCrisis } from '../support/unattended-crisis.ts';
import { type Actor, CaseManager, PhoneClient, Time, WebhookClient } from './kill-people.ts';

const KILLS = 50;
/** One in five dies while it starts. */
const EARLY = 0.2;
/** The others within this part of the time they took to start: long enough for some texts on any machine. */
const LIVES_FOR = 0.5;

let dataDir: string;
let run: LocalRun;
let line: LineClient;
let webhookClients: WebhookClient[];
let phoneClients: PhoneClient[];
const clients = () => [...webhookClients, ...phoneClients];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'handrail-kill-'));
  const port = await freePort();
  const chance = new Seeded(seedOfRun('Fifty kills'));
  const ownChance = () => new Seeded(chance.below(2 ** 31));
  const publicUrl = `http://localhost:${port}`;
  webhookClients = [K2A, W8H].map(phone => new WebhookClient(phone, ownChance(), publicUrl));
  phoneClients = [M4C, Z5J, STRANGER].map(phone => new PhoneClient(phone, ownChance()));
  const people: Actor[] = [...clients(), new CaseManager(ownChance()), new Time(ownChance())];

  let startMs = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const process = new LineProcess(port, dataDir);
    if (kill > 0 && chance.happens(EARLY)) {
      await delay(chance.next() * startMs);
      await process.kill();
      continue;
    }
    startMs = await process.started();
    const acting = Promise.all(people.map(person => person.act(process.url)));
    await delay(chance.next() * startMs * LIVES_FOR);
    await process.kill();
    await acting;
  }

  run = await startLocalRun({ port, dataDir, standAt: WEDNESDAY_MORNING, say: () => undefined });
  line = new LineClient(`http://127.0.0.1:${port}`);
  for (const client of webhookClients) await client.finish(line.url);
  // Longer than any lease that a killed process may have held.
  await line.advance('PT2M');
}, 300_000);

afterAll(async () => {
  await run.stop();
  await rm(dataDir, { recursive: true });
});

const recordsOf = (phone: string) => run.outside.store.records(run.outside.store.threadId(LINE, phone));

async function deskRecords(): Promise<ContactRecord[]> {
  const { desk } = await run.outside.store.load({ desk: { kind: 'desk', phone: CM_1 } });
  return run.outside.store.records(desk?.id ?? '');
}

const inboundSids = (records: readonly ContactRecord[]) =>
  records.filter(record => record.direction === 'inbound').map(record => record.providerId ?? '');

const sentFrom = async (phone: string) =>
  (await line.texts(phone)).filter(text => text.direction === 'sent').map(text => text.sid);

async function threads(): Promise<Thread[]> {
  const loaded = await Promise.all(
    clients().map(({ phone }) =>
      run.outside.store.load({ thread: { kind: 'thread', id: run.outside.store.threadId(LINE, phone) } }),
    ),
  );
  return loaded.flatMap(({ thread }) => thread ?? []);
}

describe('after fifty kills at any moment', { shuffle: false }, () => {
  it('every text that was answered is in the record once, and nothing else is', async () => {
    for (const client of clients()) {
      const stored = inboundSids(await recordsOf(client.phone));
      expect(stored.length, 'they did write').toBeGreaterThan(0);
      expect(new Set(stored).size).toBe(stored.length);
      const sent = client instanceof WebhookClient ? client.taken : await sentFrom(client.phone);
      expect(stored.toSorted()).toEqual(sent.toSorted());
      expect(client.taken.filter(sid => !stored.includes(sid))).toEqual([]);
    }
  });

  it('and so is every text of the case manager', async () => {
    expect(inboundSids(await deskRecords()).toSorted()).toEqual((await sentFrom(CM_1)).toSorted());
  });

  it('every chain of records is unbroken', async () => {
    for (const { phone } of clients()) expect(firstBreak(await recordsOf(phone))).toBeNull();
    expect(firstBreak(await deskRecords())).toBeNull();
  });

  it('every crisis that was opened has its page on the on-call phone, or its summary where typing took it first', async () => {
    const shown = (await line.texts(CM_1)).map(text => text.body).join('\n');
    for (const client of clients()) {
      const codes = new Set((await recordsOf(client.phone)).flatMap(record => record.crisisCode ?? []));
      if (client.inCrisis) expect(codes.size, client.phone).toBeGreaterThan(0);
      for (const code of codes)
        expect(shown).toMatch(new RegExp(`Reply ${code} to take it|${code} is yours`));
    }
  });

  it('nothing that was to be sent or done is left behind', async () => {
    expect(await run.outside.jobs.due(run.clock.now(), 10)).toEqual([]);
    const records = (await Promise.all(clients().map(({ phone }) => recordsOf(phone)))).flat();
    const outbound = [...records, ...(await deskRecords())].flatMap(record => record.messageId ?? []);
    const fates = await run.outside.jobs.fates(outbound);
    const unsettled = outbound.filter(id =>
      ['waiting', 'unknown', undefined].includes(fates.get(id)?.status),
    );
    expect(unsettled).toEqual([]);
  });

  it('every unresolved crisis is still looked after, and its escalation goes on', async () => {
    const jobs = await run.outside.jobs.open();
    const codes: string[] = [];
    for (const thread of await threads()) {
      expect(unattendedCrisis(thread, jobs, run.clock.now())).toBeNull();
      const code = unresolvedCrisis(thread)?.code;
      if (code !== undefined) codes.push(code);
    }
    expect(codes.length, 'fifty kills leave some crises open').toBeGreaterThan(0);
    const before = await Promise.all(codes.map(mentions));
    await line.advance('PT30M');
    for (const [index, code] of codes.entries())
      expect(await mentions(code), code).toBeGreaterThan(before[index] ?? 0);
  });

  it('what every client wrote reaches whoever takes their crisis', async () => {
    for (const thread of await threads()) {
      const code = unresolvedCrisis(thread)?.code;
      if (code !== undefined) await line.text(CM_1, DESK, code);
    }
    await line.advance('PT1M');
    const shown = (await line.texts(CM_1)).map(text => text.body).join('\n');
    for (const { phone } of clients()) {
      const inbound = (await recordsOf(phone)).filter(record => record.direction === 'inbound');
      expect(inbound.map(record => record.body).filter(body => !shown.includes(body))).toEqual([]);
    }
  });
});

/** Texts about this crisis on any phone of the team. */
async function mentions(code: string): Promise<number> {
  const phones = run.roster.teams.flatMap(team => team.staff.map(member => member.phone));
  const texts = await Promise.all(phones.map(phone => line.texts(phone)));
  return texts.flat().filter(text => text.body.includes(code)).length;
}
