import { isDeepStrictEqual } from 'node:util';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { commitDecision } from '../../app/commit-decision.ts';
import type { NumberRole, Outside } from '../../app/ports.ts';
import type { Desk } from '../../core/desk.ts';
import { digestId } from '../../core/job.ts';
import { newThread } from '../../core/new-thread.ts';
import { GENESIS_HASH } from '../../core/record.ts';
import type { Roster, RosterClient, RosterTeam } from '../../core/roster.ts';
import type { StaffMember, Team } from '../../core/team.ts';
import type { Thread } from '../../core/thread.ts';
import type { Instant } from '../../core/time.ts';
import type { ClientCard } from '../../core/write.ts';
import { newItem, type RowKind } from './items.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

type Seeding = Pick<Outside, 'store' | 'chance' | 'stopwatch'>;
type FirstDigestAt = (team: Team) => { at: Instant; date: string };

/**
 * Makes the table agree with the roster, as often as it is called. What the roster says is written over; what has
 * happened since (records, crises, relays) stays. `firstDigestAt` tells when a team's next digest goes out.
 */
export async function importRoster(
  table: Table,
  outside: Seeding,
  { teams, clients }: Roster,
  firstDigestAt: FirstDigestAt,
): Promise<void> {
  await put(table, 'agency', table.keys.agency(), { teams: teams.map(team => team.id) });
  for (const team of teams) {
    const saved = await importTeam(table, outside, team);
    await ensureDigest(outside, saved, firstDigestAt);
  }
  const staff = Map.groupBy(
    teams.flatMap(team => team.staff.map(member => ({ member, team: team.id }))),
    ({ member }) => member.phone,
  );
  for (const entries of staff.values()) {
    const [first] = entries;
    if (first !== undefined)
      await importDesk(
        table,
        outside,
        first.member,
        entries.map(({ team }) => team),
      );
  }
  for (const team of teams) {
    const ofTeam = clients.filter(client => client.team === team.id);
    for (const client of ofTeam) await importCard(table, team, client);
    const byPhone = Map.groupBy(ofTeam, client => client.phone);
    for (const sharing of byPhone.values()) await importThread(outside, team, sharing);
  }
}

/** Configuration has one writer, the roster, and is written over. */
async function put(table: Table, kind: RowKind, key: Key, fields: object): Promise<void> {
  const Item = newItem(kind, key, table.region, fields);
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

async function importTeam(table: Table, outside: Seeding, team: RosterTeam): Promise<Team> {
  const { store } = outside;
  const ofTeam = { team: team.id, line: team.line };
  const numbers: NumberRole[] = [
    { number: team.line, role: 'line', ...ofTeam },
    { number: team.desk, role: 'desk', ...ofTeam },
    ...team.relays.map((number): NumberRole => ({ number, role: 'relay', ...ofTeam })),
  ];
  for (const role of numbers) await put(table, 'number', table.keys.number(role.number), role);

  const { team: existing } = await store.load({ team: { kind: 'team', id: team.id } });
  await dismiss(outside, team, existing);
  if (existing !== null && isDeepStrictEqual(existing, { ...team, rev: existing.rev })) return existing;
  const saved = { ...team, rev: (existing?.rev ?? 0) + 1 };
  await put(table, 'team', table.keys.team(team.id), saved);
  return saved;
}

/** A phone that no longer belongs to the team takes no crisis of it and reads nothing more, whoever holds it. */
async function dismiss(outside: Seeding, team: RosterTeam, before: Team | null): Promise<void> {
  const phones = new Set(team.staff.map(member => member.phone));
  for (const { phone } of before?.staff ?? []) {
    if (phones.has(phone)) continue;
    await commitDecision(outside, async () => {
      const { desk } = await outside.store.load({ desk: { kind: 'desk', phone } });
      if (desk === null) return { writes: [], result: null };
      const teams = desk.teams.filter(id => id !== team.id);
      return { writes: [{ write: 'save-desk', desk: { ...desk, teams } }], result: null };
    });
  }
}

async function importCard(
  table: Table,
  team: RosterTeam,
  { code, name, phone, card }: RosterClient,
): Promise<void> {
  const client: ClientCard = {
    code,
    team: team.id,
    threadIds: [table.keys.threadId(team.line, phone)],
    details: { name, phone, ...card },
  };
  await put(table, 'client', table.keys.client(code), client);
}

/** A digest orders the next one when it goes out; this orders the first. The id makes it the only one of its day. */
async function ensureDigest(outside: Seeding, team: Team, firstDigestAt: FirstDigestAt): Promise<void> {
  const { at, date } = firstDigestAt(team);
  const id = digestId(team.id, date);
  await commitDecision(outside, async () => {
    const { job } = await outside.store.load({ job: { kind: 'job', id } });
    if (job !== null) return { writes: [], result: null };
    const timer = { do: 'digest', team: team.id, date, cursor: null, given: 0 } as const;
    const digest = { id, lane: 'automatic', dueAt: at, attempts: 0, work: { kind: 'timer', timer } } as const;
    return { writes: [{ write: 'add-job', job: digest }], result: null };
  });
}

async function importDesk(
  table: Table,
  outside: Seeding,
  { id: staff, phone }: StaffMember,
  teams: string[],
): Promise<void> {
  const fresh: Desk = {
    id: table.keys.deskId(phone),
    rev: 0,
    staff,
    teams,
    phone,
    lastSeq: 0,
    lastHash: GENESIS_HASH,
    relays: [],
    questions: [],
  };
  await commitDecision(outside, async () => {
    const { desk: existing } = await outside.store.load({ desk: { kind: 'desk', phone } });
    const desk: Desk = { ...(existing ?? fresh), staff, teams };
    const unchanged = existing !== null && isDeepStrictEqual(existing, desk);
    return { writes: unchanged ? [] : [{ write: 'save-desk', desk }], result: null };
  });
}

/** Clients who share a phone are the people of one thread. An unknown number that is enrolled keeps its history. */
async function importThread(outside: Seeding, team: RosterTeam, sharing: RosterClient[]): Promise<void> {
  const [first] = sharing;
  if (first === undefined) return;
  const id = outside.store.threadId(team.line, first.phone);
  const enrolled: Pick<Thread, 'kind' | 'people' | 'discreetSafetyReply'> = {
    kind: 'client',
    people: sharing.map(({ code, name, language, ownCaseManager }) => ({
      code,
      name,
      language,
      ownCaseManager,
    })),
    discreetSafetyReply: first.discreetSafetyReply,
  };
  await commitDecision(outside, async () => {
    const { thread: existing } = await outside.store.load({ thread: { kind: 'thread', id } });
    const thread: Thread = {
      ...(existing ?? newThread({ id, team: team.id, phone: first.phone, ...enrolled })),
      ...enrolled,
    };
    const unchanged = existing !== null && isDeepStrictEqual(existing, thread);
    return { writes: unchanged ? [] : [{ write: 'save-thread', thread }], result: null };
  });
}
