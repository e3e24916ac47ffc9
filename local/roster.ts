import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRoster, type Roster } from '../core/roster.ts';
import { StartProblem } from './start-problem.ts';
import type { SlackStandInOptions } from './slack/stand-in.ts';
import type { TwilioStandInOptions } from './twilio/stand-in.ts';

const DEMO_ROSTER = join(import.meta.dirname, 'demo-roster.json');
/** Enough to see what kind of mistake it is; the rest is often the same. */
const SENTENCES_SHOWN = 5;

/** The roster of a file; null: the demo roster. */
export function loadRoster(file: string | null): Roster {
  const path = file ?? DEMO_ROSTER;
  const reading = readRoster(parsed(path));
  if (reading.outcome === 'good') return reading.roster;
  const { problems } = reading;
  const shown = problems.slice(0, SENTENCES_SHOWN).join(' ');
  const more = problems.length - SENTENCES_SHOWN;
  throw new StartProblem(
    `The roster ${path} cannot be used, correct it and start again: ${shown}${more > 0 ? ` And ${more} more.` : ''}`,
  );
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new StartProblem(
      `The roster ${path} ${why}: correct it, or start without --roster for the demo roster.`,
      {
        cause,
      },
    );
  }
}

/** The carrier's side of a roster: our numbers, and the phones of everyone in it. */
export function phonesOf({ teams, clients }: Roster): Pick<TwilioStandInOptions, 'numbers' | 'phones'> {
  const labels = new Map<string, string>();
  for (const { phone, code } of clients) {
    labels.set(phone, [labels.get(phone) ?? [], code].flat().join(' '));
  }
  for (const { phone, id } of teams.flatMap(team => team.staff)) labels.set(phone, id);
  return {
    numbers: teams.flatMap(team => [team.line, team.desk, ...team.relays]),
    phones: [...labels].map(([e164, label]) => ({ e164, label })),
  };
}

/** Slack's side of a roster: who is in the workspace, and the teams' channels. */
export function workspaceOf({ teams }: Roster): Pick<SlackStandInOptions, 'users' | 'channels'> {
  const users = new Map<string, string>();
  for (const { slackUser, id } of teams.flatMap(team => team.staff)) {
    if (slackUser !== null) users.set(slackUser, id);
  }
  return {
    users: [...users].map(([id, name]) => ({ id, name })),
    channels: [...new Set(teams.map(team => team.channel))],
  };
}
