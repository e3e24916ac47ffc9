import { readFileSync } from 'node:fs';

interface RosterTeam {
  staff: { id: string; role: string; phone: string; slackUser?: string }[];
  relays: string[];
  rotation: { members: string[] };
  [field: string]: unknown;
}

interface RosterClient {
  code: string;
  phone: string;
  name: string;
  language: string;
  team: string;
  [field: string]: unknown;
}

interface Roster {
  teams: RosterTeam[];
  clients: RosterClient[];
}

/** The demo roster with its team, or its clients, otherwise. */
export function demoRosterWith(
  change: (team: RosterTeam, clients: RosterClient[]) => { team?: object; clients?: RosterClient[] },
): Roster {
  const file = new URL('../../local/demo-roster.json', import.meta.url);
  const { teams, clients } = JSON.parse(readFileSync(file, 'utf8')) as Roster;
  const [team] = teams;
  if (team === undefined) throw new Error('The demo roster has a team.');
  const changed = change(team, clients);
  return { teams: [{ ...team, ...changed.team }], clients: changed.clients ?? clients };
}
