import { z } from 'zod';
import type { Jobs, Store } from '../app/ports.ts';
import { nextHandoff } from '../core/rotation/on-call.ts';
import type { Roster, RosterTeam } from '../core/roster.ts';
import { ClockProblem, type Move } from './advance.ts';
import { StuckJob } from './background.ts';
import type { Changes } from './changes.ts';
import { contactsOfClient, contactsOfPhone } from './contacts.ts';
import { describeProblem } from './describe-problem.ts';
import type { MovingClock } from './moving-clock.ts';
import { openJobs } from './open-jobs.ts';

export interface SimOptions {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly clock: MovingClock;
  readonly move: (move: Move) => Promise<void>;
  readonly roster: Roster;
  readonly changes: Changes;
}

const MoveRequest = z.union(
  [z.strictObject({ advance: z.string() }), z.strictObject({ to: z.string() })],
  'write {"advance":"PT5M"} or {"to":"2026-03-02T14:00:00Z"}',
);

/** What people and scripts may ask of the run itself, under `/sim/`; null: not one of these paths. */
export function createSimRoutes(options: SimOptions): (request: Request) => Promise<Response | null> {
  const { store, jobs, clock, roster, changes } = options;
  const lines = roster.teams.map(team => team.line);

  return async request => {
    const url = new URL(request.url);
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /sim/clock':
        return Response.json(shownClock());
      case 'POST /sim/clock':
        return moveClock(request);
      case 'GET /sim/contacts':
        return contacts(url.searchParams);
      case 'GET /sim/jobs':
        return Response.json(await openJobs(store, jobs));
      case 'GET /sim/roster':
        return Response.json(shownRoster(roster));
      case 'GET /sim/next-handoff':
        return Response.json({ at: earliestHandoff(roster.teams, clock.now()) });
      case 'GET /sim/changes':
        return changes.subscribe();
      default:
        return null;
    }
  };

  function shownClock(): object {
    return { now: clock.now(), standing: clock.standing, zone: roster.teams[0]?.zone ?? 'UTC' };
  }

  async function moveClock(request: Request): Promise<Response> {
    const parsed = MoveRequest.safeParse(await request.json().catch(() => null));
    if (!parsed.success) return refusal(400, describeProblem(parsed.error));
    try {
      await options.move(parsed.data);
      return Response.json(shownClock());
    } catch (error) {
      if (error instanceof ClockProblem) return refusal(400, error.message);
      if (error instanceof StuckJob) return refusal(500, error.message);
      throw error;
    }
  }

  async function contacts(query: URLSearchParams): Promise<Response> {
    const client = query.get('client');
    const phone = query.get('phone');
    if (client === null && phone === null) {
      return refusal(400, 'Say whose contacts: /sim/contacts?client=K2A, or ?phone=%2B12125550151.');
    }
    const reading =
      client !== null
        ? await contactsOfClient(store, jobs, client)
        : await contactsOfPhone(store, jobs, lines, phone ?? '');
    return 'unknown' in reading ? refusal(404, reading.unknown) : Response.json(reading.contacts);
  }
}

export function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

function earliestHandoff(teams: readonly RosterTeam[], now: string): string | null {
  return teams.map(team => nextHandoff(team.rotation, team.zone, now)).sort()[0] ?? null;
}

function shownRoster({ teams, clients }: Roster): object {
  return {
    teams: teams.map(({ id, zone, line, desk, relays, channel, staff }) => ({
      id,
      zone,
      line,
      desk,
      relays,
      channel,
      staff: staff.map(member => ({
        id: member.id,
        role: member.role,
        phone: member.phone,
        slackUser: member.slackUser,
      })),
    })),
    clients: clients.map(({ code, phone, language, name }) => ({ code, phone, language, name })),
  };
}
