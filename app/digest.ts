import type { Decision } from '../core/decision.ts';
import { peopleFor } from '../core/escalation.ts';
import { nextDigest } from '../core/hours.ts';
import { digestId, type Timer } from '../core/job.ts';
import { type Team, staffById } from '../core/team.ts';
import type { Outside } from './ports.ts';

/** Threads handed on in one transaction: each is one job of its own. */
const THREADS_A_PAGE = 40;

/**
 * The morning digest: what waited goes to whoever is then on call, each client on their own number, and one text says
 * how many there are. Page by page, and the last page sets tomorrow's.
 */
export async function digest(
  outside: Outside,
  decision: Decision,
  timer: Extract<Timer, { do: 'digest' }>,
  attempt: number,
): Promise<void> {
  const [{ team }, waiting] = await Promise.all([
    outside.store.load({ team: { kind: 'team', id: timer.team } }),
    outside.store.waiting(timer.team, timer.cursor, THREADS_A_PAGE),
  ]);
  if (team === null) return;
  for (const threadId of waiting) decision.now('human', { do: 'give', team: team.id, threadId });
  const given = timer.given + waiting.length;
  const last = waiting.at(-1);
  if (last !== undefined && waiting.length === THREADS_A_PAGE) {
    decision.now('human', { ...timer, cursor: last, given });
    return;
  }
  if (given > 0) announce(decision, team, given);
  await orderNext(outside, decision, team, timer.date, attempt);
}

/**
 * One digest a team and day, whoever orders it: a roster that was just imported may have been first, which the first
 * refusal of this decision tells. Never the day of this one, whose time may have been moved to later today.
 */
async function orderNext(
  outside: Outside,
  decision: Decision,
  team: Team,
  date: string,
  attempt: number,
): Promise<void> {
  const soonest = nextDigest(team.hours, team.zone, decision.at);
  const next = soonest.date === date ? nextDigest(team.hours, team.zone, soonest.at) : soonest;
  const id = digestId(team.id, next.date);
  const { ordered } = await outside.store.load({ ordered: attempt === 1 ? null : { kind: 'job', id } });
  if (ordered !== null) return;
  decision.later(
    'automatic',
    next.at,
    { do: 'digest', team: team.id, date: next.date, cursor: null, given: 0 },
    id,
  );
}

function announce(decision: Decision, team: Team, given: number): void {
  const [reader] = peopleFor(team, ['primary', 'backup', 'coordinator', 'everyone'], decision.at);
  const phone = reader === undefined ? undefined : staffById(team, reader)?.phone;
  if (reader === undefined || phone === undefined) return;
  const clients = given === 1 ? '1 client wrote' : `${given} clients wrote`;
  decision.send('human', {
    to: phone,
    from: team.desk,
    body: `Morning digest (${team.id}): ${clients} since the team was last here. Their texts come to you now, each client on a number of their own.`,
    purpose: { for: 'staff', team: team.id, staff: reader },
  });
}
