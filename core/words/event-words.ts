import type { CrisisEvent } from '../write.ts';

/** One line of a crisis's timeline, in words: codes and staff ids only. */
export function eventText({ what, staff, detail }: Pick<CrisisEvent, 'what' | 'staff' | 'detail'>): string {
  const who = staff.join(', ');
  const because = detail === null ? '' : ` (${detail})`;
  switch (what) {
    case 'opened':
      return `Opened${because}`;
    case 'paged':
      return `Paged ${who}`;
    case 'page-failed':
      return `The page could not reach ${who}`;
    case 'passed':
      return `${who} passed`;
    case 'taken':
      return `${who} took it`;
    case 'taken-over':
      return `${who} took it over`;
    case 'backup-called':
      return `Backup called: ${who}`;
    case 'spoke':
      return `${who} spoke with the client`;
    case 'snoozed':
      return `${who} is doing something else for it; checks wait`;
    case 'owner-paged':
      return `Paged ${who} again: no word to the client yet`;
    case 'reopened':
      return `Open again${because}`;
    case 'asked-outcome':
      return `Asked ${who} how it ended`;
    case 'raised-severity':
      return `Graver now${because}`;
    case 'resolved':
      return `${who} closed it`;
    case 'nobody-reachable':
      return 'Nobody on the team could be paged; the engineer was alarmed';
  }
}
