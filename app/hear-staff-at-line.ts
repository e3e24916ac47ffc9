import { Decision, type Occasion } from '../core/decision.ts';
import { DeskFile } from '../core/desk-file.ts';
import type { Desk } from '../core/desk.ts';
import { type Thread, unresolvedCrisis } from '../core/thread.ts';
import type { Write } from '../core/write.ts';
import { hearOnThread, firstHeard } from './hear-client-text.ts';
import type { IncomingText } from './incoming-text.ts';
import { NotOurNumber } from './not-our-number.ts';
import type { NumberRole, Outside } from './ports.ts';
import { triageSafely } from './triage-safely.ts';

/**
 * A member of staff who texts the clients' line. In distress they are heard like a client, and their coordinator is
 * paged; otherwise it was a mistake, and they are told where the desk is.
 */
export async function hearStaffAtLine(
  outside: Outside,
  occasion: Occasion,
  text: IncomingText,
  who: { number: NumberRole; desk: Desk; thread: Thread | null },
): Promise<{ writes: readonly Write[]; result: undefined }> {
  const { team } = await outside.store.load({ team: { kind: 'team', id: who.number.team } });
  if (team === null) throw new NotOurNumber();
  const decision = new Decision(occasion);
  const assessment = await triageSafely(outside, text.body, who.thread, occasion.at);
  const isHeard =
    who.thread !== null && (unresolvedCrisis(who.thread) !== null || who.thread.conversation !== null);
  if (assessment.action === 'page' || isHeard) {
    const thread = who.thread ?? firstHeard(decision, outside, text, team, 'staff');
    hearOnThread(decision, team, thread, text, assessment);
    return { writes: decision.writes, result: undefined };
  }
  decision.add({ write: 'add-receipt', id: `sms-${text.sid}`, at: decision.at });
  const desk = new DeskFile(decision, team.id, who.desk);
  desk.recordText(text.body, text.sid);
  desk.answer(
    text.to,
    `This is the clients' line; nothing was passed on. Text commands to the desk, ${team.desk}, and clients on their own numbers. If you need someone yourself, text NOW here.`,
  );
  desk.close();
  return { writes: decision.writes, result: undefined };
}
