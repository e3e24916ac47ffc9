import type { DeskFile } from '../desk-file.ts';
import { whoIsOnCall } from '../rotation/on-call.ts';
import type { PhoneNumber, StaffId, Team } from '../team.ts';
import { elapsedMs, minutes } from '../time.ts';
import { clockText, wallClock } from '../wall-clock.ts';
import { MENU } from '../words/staff-words.ts';
import type { OpenCrisis } from '../write.ts';
import type { StaffText } from './hear-staff.ts';
import { openConversations } from './subject.ts';

/** Crises this person was paged for and nobody has taken. */
function openPages(board: readonly OpenCrisis[], staff: StaffId): readonly OpenCrisis[] {
  return board.filter(crisis => crisis.owner === null && crisis.paged.includes(staff));
}

/** A text at the desk that names nobody: only what is open for this person can say what it may have meant. */
export function answerFromBoard(desk: DeskFile, text: StaffText, board: readonly OpenCrisis[]): void {
  const { read, askedOn } = text;
  const pages = openPages(board, desk.desk.staff);
  const [only] = pages;
  if (read.kind === 'claim' && only !== undefined && pages.length === 1) {
    desk.decision.now('crisis', {
      do: 'take',
      team: only.team,
      threadId: only.threadId,
      crisisId: only.crisisId,
      staff: desk.desk.staff,
      deskPhone: desk.desk.phone,
    });
    return;
  }
  const how = pages
    .map(
      crisis =>
        `Reply ${crisis.code} to take it${pages.length > 1 ? ` (${crisis.clientCodes.join(' or ')})` : ''}.`,
    )
    .join(' ');
  switch (read.kind) {
    case 'tapback':
    case 'driving':
      if (how !== '') desk.answer(askedOn, `Not taken yet. ${how}`, 'crisis');
      return;
    case 'ok':
    case 'claim':
      desk.answer(
        askedOn,
        how === '' ? 'No page is open to you. LIST shows the open crises.' : `Not taken yet. ${how}`,
        'crisis',
      );
      return;
    case 'unclear':
      desk.answer(
        askedOn,
        `Not done: that begins like the command ${read.looksLike} and is not complete. ${how === '' ? '' : `${how} `}${MENU}`,
      );
      return;
    case 'text':
      desk.answer(askedOn, `${conversationsText(desk)}${how === '' ? '' : `${how} `}${MENU}`);
      return;
    default:
      desk.answer(
        askedOn,
        `Which one? Say ${read.kind.toUpperCase()} and its code. ${how === '' ? boardText(board, desk) : how}`,
      );
  }
}

export function listBoard(desk: DeskFile, askedOn: PhoneNumber, board: readonly OpenCrisis[]): void {
  desk.answer(askedOn, boardText(board, desk));
}

export function tellWhoIsOn(desk: DeskFile, askedOn: PhoneNumber, team: Team): void {
  desk.answer(askedOn, whoIsOnText(team, desk.decision.at));
}

/** `north: cm-1 until Mon 9:00 AM; backup cm-2.` */
export function whoIsOnText(team: Team, at: string): string {
  const { primary, backup, shift } = whoIsOnCall(team.rotation, team.zone, at);
  if (primary === null || shift === null) {
    const coordinators = team.staff.filter(member => member.role === 'coordinator').map(member => member.id);
    return `${team.id}: nobody is on call. Pages go to ${coordinators.join(', ') || 'everyone on the team'}.`;
  }
  const until = `${WEEKDAYS[wallClock(team.zone, shift.to).weekday - 1] ?? ''} ${wallClock(team.zone, shift.to).date} ${clockText(team.zone, shift.to)}`;
  return `${team.id}: ${primary} is on call until ${until}.${backup === null ? '' : ` Backup: ${backup}.`}`;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function boardText(board: readonly OpenCrisis[], desk: DeskFile): string {
  const mine = board.filter(crisis => desk.desk.teams.includes(crisis.team));
  if (mine.length === 0) return 'No crisis is open.';
  const lines = mine.map(crisis => {
    const age = Math.floor(elapsedMs(crisis.openedAt, desk.decision.at) / minutes(1));
    return `${crisis.code} (${crisis.team}) ${crisis.severity} ${crisis.clientCodes.join(' or ')}, ${age} min, ${crisis.owner ?? 'NOT TAKEN'}`;
  });
  return lines.join('\n');
}

function conversationsText(desk: DeskFile): string {
  const codes = openConversations(desk.desk).map(use => use.clientCode);
  return codes.length === 0
    ? ''
    : `Not sent. To write to a client type on their number, or begin with their code (${codes.join(', ')}). `;
}
