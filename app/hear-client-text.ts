import { CaseFile } from '../core/case-file.ts';
import { Decision, type Occasion } from '../core/decision.ts';
import { hearClient } from '../core/hear-client.ts';
import { newThread } from '../core/new-thread.ts';
import type { Team } from '../core/team.ts';
import type { Thread } from '../core/thread.ts';
import type { Assessment } from '../core/triage/assessment.ts';
import type { Write } from '../core/write.ts';
import type { IncomingText } from './incoming-text.ts';
import { NotOurNumber } from './not-our-number.ts';
import type { NumberRole, Outside } from './ports.ts';
import { triageSafely } from './triage-safely.ts';

/**
 * A text of anybody who is not staff: to the line, or by mistake to the desk or a relay, where it is heard all the same.
 */
export async function hearClientText(
  outside: Outside,
  occasion: Occasion,
  text: IncomingText,
  who: { number: NumberRole; thread: Thread | null },
): Promise<{ writes: readonly Write[]; result: undefined }> {
  const { team, thread } = await loadLine(outside, text, who);
  const decision = new Decision(occasion);
  const assessment = await triageSafely(outside, text.body, thread, occasion.at);
  const known = thread ?? firstHeard(decision, outside, text, team, 'provisional');
  hearOnThread(decision, team, known, text, assessment);
  return { writes: decision.writes, result: undefined };
}

/** The thread with its team's line, whichever of the team's numbers was texted. */
async function loadLine(
  outside: Outside,
  text: IncomingText,
  who: { number: NumberRole; thread: Thread | null },
): Promise<{ team: Team; thread: Thread | null }> {
  const team = { kind: 'team', id: who.number.team } as const;
  if (who.number.role === 'line') {
    const loaded = await outside.store.load({ team });
    if (loaded.team === null) throw new NotOurNumber();
    return { team: loaded.team, thread: who.thread };
  }
  const loaded = await outside.store.load({
    team,
    thread: { kind: 'thread', id: outside.store.threadId(who.number.line, text.from) },
  });
  if (loaded.team === null) throw new NotOurNumber();
  return { team: loaded.team, thread: loaded.thread };
}

/** Records the text on the thread and lets the core decide what follows. */
export function hearOnThread(
  decision: Decision,
  team: Team,
  thread: Thread,
  text: IncomingText,
  assessment: Assessment,
): void {
  decision.add({ write: 'add-receipt', id: `sms-${text.sid}`, at: decision.at });
  const file = new CaseFile(decision, team, thread);
  hearClient(file, { body: text.body, media: text.media, providerId: text.sid }, assessment);
  file.close();
}

/** The thread of a number we hear from for the first time, with a client code of its own. */
export function firstHeard(
  decision: Decision,
  outside: Outside,
  text: IncomingText,
  team: Team,
  kind: 'provisional' | 'staff',
): Thread {
  const code = decision.occasion.clientCode;
  const id = outside.store.threadId(team.line, text.from);
  decision.add({
    write: 'claim-client-code',
    client: {
      code,
      team: team.id,
      threadIds: [id],
      details: {
        name: null,
        dateOfBirth: null,
        phone: text.from,
        address: null,
        dispatchNumber: null,
        safetyPlan: null,
        contacts: [],
        mustNotKnow: [],
        cautions: [],
      },
    },
  });
  return newThread({
    id,
    team: team.id,
    phone: text.from,
    kind,
    people: [{ code, name: null, language: 'en', ownCaseManager: null }],
    discreetSafetyReply: null,
  });
}
