import type { CaseFile } from '../case-file.ts';
import type { Crisis, Thread } from '../thread.ts';
import { after, elapsedMs, hours, later, minutes } from '../time.ts';
import { ownerPageText } from '../words/staff-words.ts';
import { aboutOpening, crisisOf, isCurrent } from './paging.ts';
import { reopenCrisis } from './opening.ts';

/** Taken is not done: without a word to the client the owner is paged again after three minutes … */
const PAGE_OWNER_AFTER_MS = minutes(3);
/** … and after five the crisis reopens. */
const REOPEN_AFTER_MS = minutes(5);
/** After a snooze ends, this long between paging the owner and reopening. */
const GRACE_MS = REOPEN_AFTER_MS - PAGE_OWNER_AFTER_MS;
const SNOOZE_MS = minutes(15);
/** A silence of this length is asked about; in an emergency of half of it. */
const SILENCE_MS = minutes(10);
const SILENCE_S4_MS = minutes(5);
const ASK_AGAIN_MS = minutes(30);
/** From this question on the coordinator is told too. */
const COORDINATOR_FROM_ASK = 3;
const REMEMBER_CRISIS_MS = hours(24);

type Taken = Extract<Crisis['phase'], { state: 'taken' }>;

/** The client waits for a human word from now: after the take, or after a text that followed the last word. */
export function beginWait(file: CaseFile): void {
  const taken = takenPhase(file);
  if (taken?.waitingSince !== null) return;
  const wait = taken.wait + 1;
  file.changeCrisis({ phase: { ...taken, waitingSince: file.at, wait } });
  const checkAt = later(after(file.at, PAGE_OWNER_AFTER_MS), taken.snoozedUntil ?? file.at);
  file.decision.later('crisis', checkAt, { do: 'contact-check', ...aboutOpening(file), wait, last: false });
}

/** A human spoke to the client: nobody waits. When the client then falls silent, the owner is asked what happened. */
export function noteWord(file: CaseFile): void {
  file.changeCrisis({ lastWordAt: file.at });
  const taken = takenPhase(file);
  if (taken === null) return;
  const wait = taken.wait + 1;
  file.changeCrisis({ phase: { ...taken, waitingSince: null, wait, snoozedUntil: null } });
  const silence = crisisOf(file).severity === 'S4' ? SILENCE_S4_MS : SILENCE_MS;
  file.decision.later('crisis', after(file.at, silence), {
    do: 'silence-check',
    ...aboutOpening(file),
    wait,
    asks: 1,
  });
}

/** The owner says what they are doing (`DID`): whatever would be asked of them waits a quarter of an hour, and not longer. */
export function snooze(file: CaseFile): void {
  const taken = takenPhase(file);
  if (taken === null) return;
  const until = after(file.at, SNOOZE_MS);
  const wait = taken.wait + 1;
  file.changeCrisis({ phase: { ...taken, snoozedUntil: until, wait } });
  file.event('snoozed', [taken.owner]);
  const made = { ...aboutOpening(file), wait };
  if (taken.waitingSince === null)
    file.decision.later('crisis', until, { do: 'silence-check', ...made, asks: 1 });
  else file.decision.later('crisis', until, { do: 'contact-check', ...made, last: false });
}

/** Still no word to the client: page the owner, then, the second time, reopen. */
export function checkContact(
  file: CaseFile,
  timer: { crisisId: string; opening: number; wait: number; last: boolean },
): void {
  if (!isCurrent(file, timer)) return;
  const taken = takenPhase(file);
  if (taken?.waitingSince == null || taken.wait !== timer.wait) return;
  const waitedMinutes = Math.floor(elapsedMs(taken.waitingSince, file.at) / minutes(1));
  const crisis = crisisOf(file);
  if (timer.last) {
    file.tellStaff(
      'crisis',
      taken.owner,
      `${crisis.code} is open again: no word to ${file.person.code} for ${waitedMinutes} min, so the next person is being paged. Typing to them on their number takes it back.`,
    );
    reopenCrisis(file, `no word for ${waitedMinutes} minutes`);
    return;
  }
  file.event('owner-paged', [taken.owner]);
  file.tellStaff('crisis', taken.owner, ownerPageText(crisis, file.thread, file.team.id, waitedMinutes), {
    for: 'owner-page',
    ...aboutOpening(file),
    wait: taken.wait,
    staff: taken.owner,
  });
  file.decision.later('crisis', after(file.at, GRACE_MS), {
    do: 'contact-check',
    ...aboutOpening(file),
    wait: taken.wait,
    last: true,
  });
}

/** The carrier could not reach the owner: waiting longer for them helps nobody. */
export function ownerPageFailed(
  file: CaseFile,
  page: { crisisId: string; opening: number; wait: number },
): void {
  if (!isCurrent(file, page)) return;
  const taken = takenPhase(file);
  if (taken?.waitingSince != null && taken.wait === page.wait)
    reopenCrisis(file, 'the owner could not be reached');
}

/** Human and client both silent since the last word: ask the owner what happened, again each half hour. */
export function checkSilence(
  file: CaseFile,
  timer: { crisisId: string; opening: number; wait: number; asks: number },
): void {
  if (!isCurrent(file, timer)) return;
  const taken = takenPhase(file);
  if (taken?.waitingSince !== null || taken.wait !== timer.wait) return;
  const crisis = crisisOf(file);
  file.event('asked-outcome', [taken.owner]);
  file.tellStaff(
    'crisis',
    taken.owner,
    `${crisis.code}: ${file.person.code} is silent since your last word. What happened? DONE ${crisis.code} closes it, DID ${crisis.code} says what you are doing, BACKUP ${crisis.code} wakes another.`,
  );
  if (timer.asks >= COORDINATOR_FROM_ASK) {
    for (const member of file.team.staff) {
      if (member.role === 'coordinator' && member.id !== taken.owner) {
        file.tellStaff(
          'crisis',
          member.id,
          `${crisis.code} (${file.team.id}): ${taken.owner} was asked ${timer.asks} times how it ended and has not said. Please call them.`,
        );
      }
    }
  }
  file.decision.later('crisis', after(file.at, ASK_AGAIN_MS), {
    do: 'silence-check',
    ...aboutOpening(file),
    wait: timer.wait,
    asks: timer.asks + 1,
  });
}

/** Whether a crisis of this thread is unresolved or ended less than a day ago. */
export function crisisWithinADay(thread: Thread, at: string): boolean {
  const phase = thread.crisis?.phase;
  if (phase === undefined) return false;
  return phase.state !== 'resolved' || elapsedMs(phase.at, at) < REMEMBER_CRISIS_MS;
}

export function takenPhase(file: CaseFile): Taken | null {
  const phase = file.thread.crisis?.phase;
  return phase?.state === 'taken' ? phase : null;
}
