import type { CaseFile } from '../case-file.ts';
import type { StaffId } from '../team.ts';
import type { CrisisSeverity } from '../thread.ts';
import { after, minutes } from '../time.ts';
import { rungOf } from '../escalation.ts';
import { aboutOpening, crisisOf, fireRung, isCurrent, pagePeople, union } from './paging.ts';

const FIRST_UPDATE_MS = minutes(10);
const LATER_UPDATES_MS = minutes(30);

export interface WhyOpened {
  readonly severity: CrisisSeverity;
  readonly category: string;
  /** Names of the rules that fired; never the client's words. */
  readonly signals: readonly string[];
  /** The record of the text that opened it. */
  readonly seq: number;
}

/** Opens a crisis on the thread: pages, then tells the client so, and sets every clock that keeps it from being forgotten. */
export function openCrisis(file: CaseFile, why: WhyOpened): void {
  const { decision, thread } = file;
  const code = decision.occasion.crisisCode;
  const id = decision.nextId();
  decision.add({
    write: 'claim-crisis-code',
    claim: { code, crisisId: id, threadId: thread.id, team: file.team.id, claimedAt: file.at },
  });
  file.change({
    crisis: {
      id,
      code,
      severity: why.severity,
      category: why.category,
      signals: [...why.signals],
      firstOpenedAt: file.at,
      openedBySeq: why.seq,
      opening: 1,
      openedAt: file.at,
      rung: -1,
      heldFromSeq: Math.min(thread.waiting?.fromSeq ?? why.seq, why.seq),
      phase: { state: 'open' },
      paged: [],
      passed: [],
      failed: [],
      lastWordAt: null,
      events: 0,
      timeline: [],
      slack: null,
    },
    endedCrisis: thread.crisis,
    unread: null,
  });
  holdWaiting(file);
  // The category is health information: it stays in the store, and the timeline is shown in Slack.
  file.event('opened', [], why.severity);
  beginPaging(file, firstRung(file, why.severity));
  const owner = file.thread.conversation?.owner;
  if (owner !== undefined) pageToo(file, [owner], 'owner of the conversation');
}

/** The same crisis, open again under its code: the next person is paged and whoever takes it becomes the owner. */
export function reopenCrisis(file: CaseFile, because: string, passed: readonly StaffId[] = []): void {
  const crisis = crisisOf(file);
  const lapsed = crisis.phase.state === 'taken' ? [crisis.phase.owner] : [];
  // Woken to help and not told otherwise: they are the nearest.
  const helpers = crisis.paged.filter(id => !lapsed.includes(id) && !passed.includes(id));
  file.changeCrisis({
    opening: crisis.opening + 1,
    openedAt: file.at,
    heldFromSeq: file.thread.waiting?.fromSeq ?? file.thread.lastSeq + 1,
    phase: { state: 'open' },
    paged: [],
    passed: [...passed],
    failed: [],
  });
  holdWaiting(file);
  file.event('reopened', [], because);
  beginPaging(file, crisis.rung + 1, lapsed);
  pageToo(file, helpers, 'woken as backup');
}

/** What waited for a reader waits for the take now. */
function holdWaiting(file: CaseFile): void {
  if (file.thread.waiting === null) return;
  file.decision.add({ write: 'clear-waiting', ...file.about });
  file.change({ waiting: null });
}

/** A graver text during an open crisis: the ladder of the graver severity begins now. */
export function raiseSeverity(file: CaseFile, severity: CrisisSeverity): void {
  const crisis = crisisOf(file);
  if (severity <= crisis.severity) return;
  file.changeCrisis({ severity });
  file.event('raised-severity', [], severity);
  if (crisis.phase.state === 'open') {
    file.changeCrisis({ rung: -1 });
    fireRung(file, firstRung(file, severity));
  } else if (crisis.phase.state === 'taken') {
    file.tellStaff(
      'crisis',
      crisis.phase.owner,
      `${crisis.code} is graver now: ${severity}. Read their last text. BACKUP ${crisis.code} wakes another.`,
    );
  }
}

/** Tells a client whom nobody has taken yet the truth: still trying, 911, 988. After ten minutes, then each half hour. */
export function updateClient(
  file: CaseFile,
  timer: { crisisId: string; opening: number; count: number },
): void {
  if (!isCurrent(file, timer) || crisisOf(file).phase.state !== 'open') return;
  file.tellClient('crisis', { say: 'still-trying' }, { for: 'client-update', ...aboutOpening(file) });
  file.decision.later('crisis', after(file.at, LATER_UPDATES_MS), {
    do: 'update-client',
    ...aboutOpening(file),
    count: timer.count + 1,
  });
}

/** The page first: the safety reply says that somebody is being alerted, and it is committed with the page. */
function beginPaging(file: CaseFile, fromRung: number, except: readonly StaffId[] = []): void {
  fireRung(file, fromRung, except);
  file.tellClient('crisis', { say: 'safety-reply' }, { for: 'safety-reply', ...file.about });
  file.decision.later('crisis', after(file.at, FIRST_UPDATE_MS), {
    do: 'update-client',
    ...aboutOpening(file),
    count: 1,
  });
}

/** Staff in distress are their coordinator's to look after: the climb begins there. */
function firstRung(file: CaseFile, severity: CrisisSeverity): number {
  if (file.thread.kind !== 'staff') return 0;
  const ladder = file.team.policy[severity];
  const found = ladder.rungs.findIndex((_, index) =>
    rungOf(ladder, index).targets.some(target => target === 'coordinator' || target === 'everyone'),
  );
  return found === -1 ? 0 : found;
}

/** Pages people beside those of the rung, unless they are among them. */
function pageToo(file: CaseFile, people: readonly StaffId[], because: string): void {
  const crisis = crisisOf(file);
  const others = people.filter(id => !crisis.paged.includes(id));
  if (others.length === 0) return;
  file.changeCrisis({ paged: union(crisis.paged, others) });
  file.event('paged', others, because);
  pagePeople(file, crisis.rung, others);
}
