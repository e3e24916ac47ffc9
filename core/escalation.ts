import { whoIsOnCall } from './rotation/on-call.ts';
import { staffById } from './team.ts';
import type { EscalationPolicy, Ladder, Rung, StaffId, Target, Team } from './team.ts';
import { after, earlier, later, minutes } from './time.ts';
import type { Instant } from './time.ts';

const TEXT: Rung['by'] = ['text'];
const TEXT_AND_CALL: Rung['by'] = ['text', 'call'];

/** Once the last rung has fired the turns begin, and they never end. */
const TURNS: Omit<Ladder, 'rungs'> = {
  turns: ['primary', 'backup', 'coordinator'],
  turnEveryMinutes: 5,
  everyoneEveryMinutes: 30,
};

const AFTER_THE_FIRST: Rung[] = [
  { afterMinutes: 2, targets: ['primary'], by: TEXT_AND_CALL },
  { afterMinutes: 5, targets: ['backup'], by: TEXT_AND_CALL },
  { afterMinutes: 10, targets: ['coordinator'], by: TEXT_AND_CALL },
  { afterMinutes: 15, targets: ['everyone'], by: TEXT_AND_CALL },
];

export const DEFAULT_POLICY: EscalationPolicy = {
  S2: { rungs: [{ afterMinutes: 0, targets: ['primary'], by: TEXT }, ...AFTER_THE_FIRST], ...TURNS },
  S3: { rungs: [{ afterMinutes: 0, targets: ['primary'], by: TEXT_AND_CALL }, ...AFTER_THE_FIRST], ...TURNS },
  S4: {
    rungs: [
      { afterMinutes: 0, targets: ['primary', 'backup'], by: TEXT_AND_CALL },
      { afterMinutes: 2, targets: ['coordinator'], by: TEXT_AND_CALL },
      { afterMinutes: 5, targets: ['everyone'], by: TEXT_AND_CALL },
    ],
    ...TURNS,
  },
};

/** However a policy is written, and however early a rung was passed, no client waits longer for the next page. */
const LONGEST_WAIT_MS = minutes(5);

/** The rung at any index from 0: the ladder has no end. */
export function rungOf(ladder: Ladder, index: number): Rung {
  const rung = ladder.rungs[index];
  return rung ?? turnOf(ladder, index - ladder.rungs.length + 1);
}

function turnOf(ladder: Ladder, turn: number): Rung {
  const afterMinutes = (ladder.rungs.at(-1)?.afterMinutes ?? 0) + turn * ladder.turnEveryMinutes;
  const target = ladder.turns[(turn - 1) % ladder.turns.length];
  const isEveryones = turn % turnsToEveryone(ladder) === 0;
  return {
    afterMinutes,
    targets: isEveryones || target === undefined ? ['everyone'] : [target],
    by: TEXT_AND_CALL,
  };
}

/** Rounded down, so that everyone is asked at least as often as the policy says. */
function turnsToEveryone(ladder: Ladder): number {
  return Math.max(1, Math.floor(ladder.everyoneEveryMinutes / ladder.turnEveryMinutes));
}

/** Who the targets are at this instant: each person once, in the targets' order, then the team's. */
export function peopleFor(team: Team, targets: readonly Target[], at: Instant): StaffId[] {
  const { primary, backup } = whoIsOnCall(team.rotation, team.zone, at);
  const people = targets.flatMap<StaffId | null>(target => {
    switch (target) {
      case 'primary':
        return primary;
      case 'backup':
        return backup;
      case 'coordinator':
        return team.staff.filter(member => member.role === 'coordinator').map(member => member.id);
      case 'everyone':
        return team.staff.map(member => member.id);
    }
  });
  // A rotation may name someone who has left the team; nobody can page them.
  return [...new Set(people)].filter(id => id !== null).filter(id => staffById(team, id) !== undefined);
}

export interface CoveredRung {
  readonly rung: number;
  readonly people: StaffId[];
  readonly by: Rung['by'];
}

/**
 * The first rung from `fromIndex` on that reaches a person: one that nobody covers passes at once to the next. Null
 * when a whole cycle reaches nobody; then an alarm is due, and another try within five minutes.
 */
export function nextRungWithPeople(
  team: Team,
  ladder: Ladder,
  fromIndex: number,
  at: Instant,
  except: readonly StaffId[],
): CoveredRung | null {
  const firstCycleEnd = Math.max(fromIndex, ladder.rungs.length) + turnsToEveryone(ladder);
  for (let index = fromIndex; index < firstCycleEnd; index += 1) {
    const { targets, by } = rungOf(ladder, index);
    const people = peopleFor(team, targets, at).filter(id => !except.includes(id));
    if (people.length > 0) return { rung: index, people, by };
  }
  return null;
}

/**
 * When the rung after the one just fired is due: at its own time after the opening, but never more than five minutes
 * from now. A climb that is behind (after an outage, or when the crisis grew graver) catches up a minute a rung, so that
 * each person has the time to answer; the turns keep their distance, or it would page the whole team round and round.
 */
export function nextRungAt(ladder: Ladder, openedAt: Instant, firedRung: number, firedAt: Instant): Instant {
  const next = rungOf(ladder, firedRung + 1).afterMinutes;
  const apart = next - rungOf(ladder, firedRung).afterMinutes;
  const isTurn = firedRung + 1 >= ladder.rungs.length;
  const soonest = after(firedAt, minutes(isTurn ? apart : Math.min(1, apart)));
  const ownTime = after(openedAt, minutes(next));
  return later(soonest, earlier(ownTime, after(firedAt, LONGEST_WAIT_MS)));
}
