import type { CaseFile } from '../case-file.ts';
import { type CoveredRung, nextRungAt, nextRungWithPeople, peopleFor, rungOf } from '../escalation.ts';
import type { Ladder, StaffId } from '../team.ts';
import type { Crisis, CrisisSeverity } from '../thread.ts';
import { elapsedMs, minutes, after } from '../time.ts';
import { backupPageText, pageText } from '../words/staff-words.ts';

/**
 * How many people one transaction pages. A page is one row; beside it stand the thread, the record, the receipt and the
 * timers, and DynamoDB takes 100 actions in all. The rest of a large team follows in transactions of their own.
 */
const PAGES_A_TRANSACTION = 40;

/** The rung that an alarm's retry climbs from when nobody at all could be found. */
const TRY_AGAIN_MS = minutes(5);

function ladderOf(file: CaseFile, crisis: Crisis): Ladder {
  return file.team.policy[crisis.severity];
}

export function crisisOf(file: CaseFile): Crisis {
  const { crisis } = file.thread;
  if (crisis === null) throw new Error(`Thread ${file.thread.id} has no crisis`);
  return crisis;
}

/** What a page or timer made for this opening carries, to know later whether it is stale. */
export function aboutOpening(file: CaseFile): {
  team: string;
  threadId: string;
  crisisId: string;
  opening: number;
} {
  const { id, opening } = crisisOf(file);
  return { ...file.about, crisisId: id, opening };
}

/** Whether what was made for an opening still concerns the thread's crisis. */
export function isCurrent(file: CaseFile, made: { crisisId: string; opening: number }): boolean {
  const { crisis } = file.thread;
  return crisis?.id === made.crisisId && crisis.opening === made.opening && crisis.phase.state !== 'resolved';
}

/**
 * Pages the people of the first rung from `fromRung` on that anybody covers, and sets the timer for the one after it.
 * Who that is, is decided now: people are resolved when a rung fires. With nobody to page at all the agency's engineer
 * is woken, and the climb tries again in five minutes.
 *
 * @param except left out this once, because they just failed the client or ask for another: it must wake somebody new
 */
export function fireRung(file: CaseFile, fromRung: number, except: readonly StaffId[] = []): void {
  const covered = coveredRung(file, fromRung, except);
  if (covered === null) {
    nobodyReachable(file, fromRung);
    return;
  }
  const crisis = crisisOf(file);
  const ladder = ladderOf(file, crisis);
  const isEveryone = rungOf(ladder, covered.rung).targets.includes('everyone');
  file.changeCrisis({
    rung: covered.rung,
    paged: union(crisis.paged, covered.people),
    // "Not me" holds until everyone is asked again.
    passed: isEveryone ? [] : crisis.passed,
  });
  file.event('paged', covered.people, `rung ${covered.rung}`);
  pagePeople(file, covered.rung, covered.people);
  file.decision.later('crisis', nextRungAt(ladder, crisis.openedAt, covered.rung, file.at), {
    do: 'escalate',
    ...aboutOpening(file),
    severity: crisis.severity,
    rung: covered.rung + 1,
  });
}

/** Those who said "not me" are left out while anybody else is there; when everyone is asked, so are they. */
function coveredRung(file: CaseFile, fromRung: number, except: readonly StaffId[]): CoveredRung | null {
  const crisis = crisisOf(file);
  const ladder = ladderOf(file, crisis);
  const never = themselves(file);
  const find = (leftOut: readonly StaffId[]) =>
    nextRungWithPeople(file.team, ladder, fromRung, file.at, union(never, leftOut));
  const covered = find(union(crisis.passed, except)) ?? find(crisis.passed) ?? find([]);
  if (covered === null || !rungOf(ladder, covered.rung).targets.includes('everyone')) return covered;
  const all = peopleFor(file.team, ['everyone'], file.at).filter(id => !never.includes(id));
  const others = all.filter(id => !except.includes(id));
  return { ...covered, people: others.length > 0 ? others : all };
}

/** Nobody is paged for themselves: a member of staff in distress is asked for by the others. */
function themselves({ team, thread }: CaseFile): StaffId[] {
  return team.staff.filter(member => member.phone === thread.phone).map(member => member.id);
}

/** The timer of a rung: fires it, unless a failed page or a PASS fired it early, or a graver ladder began. */
export function escalate(
  file: CaseFile,
  timer: { crisisId: string; opening: number; severity: CrisisSeverity; rung: number },
): void {
  if (!isCurrent(file, timer) || crisisOf(file).severity !== timer.severity) return;
  const crisis = crisisOf(file);
  if (crisis.phase.state === 'open' && crisis.rung < timer.rung) fireRung(file, timer.rung);
}

/** Pages these people, a transaction's worth now and the others in jobs of their own. */
export function pagePeople(file: CaseFile, rung: number, people: readonly StaffId[]): void {
  const crisis = crisisOf(file);
  const waitedMinutes = Math.floor(elapsedMs(crisis.firstOpenedAt, file.at) / minutes(1));
  const text = pageText(crisis, file.thread, file.team.id, waitedMinutes);
  for (const staff of people.slice(0, PAGES_A_TRANSACTION)) {
    file.tellStaff('crisis', staff, text, { for: 'page', ...aboutOpening(file), rung, staff });
  }
  const rest = people.slice(PAGES_A_TRANSACTION);
  if (rest.length > 0)
    file.decision.now('crisis', { do: 'page-people', ...aboutOpening(file), rung, staff: rest });
}

/** Wakes the next person of the ladder beside the owner, who asked for help. */
export function pageBackup(file: CaseFile, owner: StaffId): readonly StaffId[] {
  const crisis = crisisOf(file);
  const except = [owner, ...crisis.passed, ...crisis.failed, ...themselves(file)];
  const covered = nextRungWithPeople(file.team, ladderOf(file, crisis), crisis.rung + 1, file.at, except);
  if (covered === null) return [];
  // Help, and no alarm: more than one transaction holds are not woken for it.
  const people = covered.people.slice(0, PAGES_A_TRANSACTION);
  file.changeCrisis({ rung: covered.rung, paged: union(crisis.paged, people) });
  file.event('backup-called', people);
  const text = backupPageText(crisis, file.thread, file.team.id, owner);
  for (const staff of people)
    file.tellStaff('crisis', staff, text, { for: 'backup-page', ...aboutOpening(file), staff });
  return people;
}

/**
 * The carrier could not reach the person: the climb does not wait for its timer. Each person's failure counts once an
 * opening, and only on the newest rung (an older one has been followed already), so that phones that all fail do not
 * page each other round in a circle.
 */
export function pageFailed(
  file: CaseFile,
  page: { crisisId: string; opening: number; rung: number; staff: StaffId },
): void {
  if (!isCurrent(file, page)) return;
  const crisis = crisisOf(file);
  if (crisis.failed.includes(page.staff)) return;
  const failed = union(crisis.failed, [page.staff]);
  file.changeCrisis({ failed });
  file.event('page-failed', [page.staff]);
  if (crisis.phase.state === 'open' && crisis.rung === page.rung) fireRung(file, page.rung + 1, failed);
}

/** A page for help that could not be delivered wakes the next person, once for each; the owner hears when nobody is left. */
export function backupPageFailed(
  file: CaseFile,
  page: { crisisId: string; opening: number; staff: StaffId },
): void {
  if (!isCurrent(file, page)) return;
  const crisis = crisisOf(file);
  if (crisis.phase.state !== 'taken' || crisis.failed.includes(page.staff)) return;
  file.changeCrisis({ failed: union(crisis.failed, [page.staff]) });
  file.event('page-failed', [page.staff]);
  const { owner } = crisis.phase;
  if (pageBackup(file, owner).length === 0) {
    file.tellStaff(
      'crisis',
      owner,
      `Nobody else could be reached for ${crisis.code}. Call 911 if a life is in danger.`,
    );
  }
}

export function union(one: readonly StaffId[], other: readonly StaffId[]): StaffId[] {
  return [...new Set([...one, ...other])];
}

function nobodyReachable(file: CaseFile, fromRung: number): void {
  const crisis = crisisOf(file);
  file.event('nobody-reachable');
  file.decision.now('crisis', {
    do: 'raise-alarm',
    name: 'nobody-to-page',
    what: 'A crisis is open and its team has nobody who could be paged. Call the team, and put people on its rotation.',
    ids: { crisis: crisis.code, team: file.team.id },
  });
  file.decision.later('crisis', after(file.at, TRY_AGAIN_MS), {
    do: 'escalate',
    ...aboutOpening(file),
    severity: crisis.severity,
    rung: Math.max(fromRung, crisis.rung + 1),
  });
}
