import type { Job } from '../../core/job.ts';
import { type Thread, unresolvedCrisis } from '../../core/thread.ts';
import { after, type Instant, minutes } from '../../core/time.ts';

/**
 * Why an unresolved crisis is not looked after, or null when it is: a page or contact check due within five minutes, or
 * human contact newer than the client's last text, or a snooze of at most fifteen minutes.
 */
export function unattendedCrisis(thread: Thread, openJobs: readonly Job[], now: Instant): string | null {
  const crisis = unresolvedCrisis(thread);
  if (crisis === null) return null;
  const { phase } = crisis;
  if (phase.state === 'taken') {
    if (phase.waitingSince === null && crisis.lastWordAt !== null) return null;
    const { snoozedUntil } = phase;
    if (snoozedUntil !== null && snoozedUntil > after(now, minutes(15)))
      return `${crisis.code} is snoozed until ${snoozedUntil}, longer than fifteen minutes`;
    if (snoozedUntil !== null && snoozedUntil > now) return null;
  }
  const soon = after(now, minutes(5));
  const isLookedAfter = openJobs.some(
    ({ dueAt, work }) => dueAt !== null && dueAt <= soon && concerns(work, crisis.id, crisis.opening),
  );
  return isLookedAfter
    ? null
    : `${crisis.code} (${phase.state}, opening ${crisis.opening}) has no page and no check due by ${soon}`;
}

function concerns(work: Job['work'], crisisId: string, opening: number): boolean {
  if (work.kind === 'errand') return false;
  const part = work.kind === 'timer' ? work.timer : work.message.purpose;
  const isPage =
    'do' in part
      ? part.do === 'escalate' || part.do === 'contact-check' || part.do === 'page-people'
      : part.for === 'page' || part.for === 'owner-page';
  return isPage && 'opening' in part && part.crisisId === crisisId && part.opening === opening;
}
