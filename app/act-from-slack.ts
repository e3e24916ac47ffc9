import { CaseFile } from '../core/case-file.ts';
import { passCrisis, resolveCrisis } from '../core/crisis/ending.ts';
import { takeCrisis } from '../core/crisis/taking.ts';
import { Decision } from '../core/decision.ts';
import { DeskFile } from '../core/desk-file.ts';
import type { StaffMember } from '../core/team.ts';
import type { Disposition } from '../core/thread.ts';
import type { Write } from '../core/write.ts';
import { commitDecision } from './commit-decision.ts';
import { occasionOf } from './occasion.ts';
import type { Outside } from './ports.ts';

/** What a button or form of Slack asks for. `receipt` is the same when Slack delivers the same press twice. */
export type SlackAct = { readonly code: string; readonly slackUser: string; readonly receipt: string } & (
  | { readonly act: 'take' | 'pass' }
  | {
      readonly act: 'resolve';
      readonly disposition: Disposition;
      readonly agreedBy: 'welfare-check-requested' | 'coordinator-agreed' | null;
    }
);

const AGREED = {
  'welfare-check-requested': 'Welfare check requested.',
  'coordinator-agreed': 'Coordinator agreed.',
};

/** Take, Pass or Resolve from the team's channel. The client's words go to the phone, never here. */
export async function actFromSlack(outside: Outside, act: SlackAct): Promise<{ text: string }> {
  const { status, result } = await commitDecision(outside, async attempt => {
    const { crisisCode } = await outside.store.load({ crisisCode: { kind: 'crisisCode', code: act.code } });
    if (crisisCode === null) return nothing(`There is no crisis ${act.code}.`);
    const { team, thread } = await outside.store.load({
      team: { kind: 'team', id: crisisCode.team },
      thread: { kind: 'thread', id: crisisCode.threadId },
    });
    const member = team?.staff.find(person => person.slackUser === act.slackUser);
    if (team === null || thread === null || member === undefined) {
      return nothing(`${act.code} belongs to another team. Its people and its coordinator can act on it.`);
    }
    if (thread.crisis?.id !== crisisCode.crisisId) return nothing(`${act.code} is closed.`);
    const decision = new Decision(occasionOf(outside, attempt));
    decision.add({ write: 'add-receipt', id: act.receipt, at: decision.at });
    const file = new CaseFile(decision, team, thread);
    const result = await decide(outside, file, member, act);
    file.close();
    return { writes: decision.writes, result };
  });
  return { text: status === 'duplicate' ? 'Done already.' : result };
}

async function decide(outside: Outside, file: CaseFile, member: StaffMember, act: SlackAct): Promise<string> {
  switch (act.act) {
    case 'take':
      return take(outside, file, member, act.code);
    case 'pass':
      return passCrisis(file, member.id);
    case 'resolve':
      return resolveCrisis(
        file,
        member.id,
        act.disposition,
        act.agreedBy === null ? '' : AGREED[act.agreedBy],
      ).answer;
  }
}

async function take(outside: Outside, file: CaseFile, member: StaffMember, code: string): Promise<string> {
  const { desk } = await outside.store.load({ desk: { kind: 'desk', phone: member.phone } });
  if (desk === null)
    return 'Your phone is not set up for the line. Ask your engineer to import the roster again.';
  const before = file.thread.crisis?.phase;
  if (before?.state === 'resolved') return `${code} is closed.`;
  if (before?.state === 'taken' && before.owner !== member.id) {
    return `${code} is with ${before.owner}. Text TAKEOVER ${code} to the desk to make it yours.`;
  }
  const deskFile = new DeskFile(file.decision, file.team.id, desk);
  takeCrisis(file, deskFile, file.team.desk);
  deskFile.close();
  return `${code} is yours. What they wrote is on your phone; answer them there.`;
}

function nothing(result: string): { writes: readonly Write[]; result: string } {
  return { writes: [], result };
}
