import { CaseFile } from '../core/case-file.ts';
import { useOfRelay } from '../core/conversation.ts';
import { Decision, type Occasion } from '../core/decision.ts';
import { DeskFile } from '../core/desk-file.ts';
import { readDeskText } from '../core/desk-command.ts';
import { hearStaff, type StaffSubject } from '../core/desk-commands/hear-staff.ts';
import { type Subject, subjectOf } from '../core/desk-commands/subject.ts';
import type { Desk } from '../core/desk.ts';
import { isStopWord } from '../core/reserved-words.ts';
import type { TeamId } from '../core/team.ts';
import type { ClientCard, CrisisCode, Write } from '../core/write.ts';
import type { IncomingText } from './incoming-text.ts';
import type { NumberRole, Outside } from './ports.ts';

const NOTHING: StaffSubject = { file: null, board: null, team: null, unknownCode: null, closedCode: null };

/** A text of a member of staff to the desk or to a relay. */
export async function hearStaffText(
  outside: Outside,
  occasion: Occasion,
  text: IncomingText,
  who: { number: NumberRole; desk: Desk; crisisCode: CrisisCode | null; client: ClientCard | null },
): Promise<{ writes: readonly Write[]; result: undefined }> {
  const { number } = who;
  const decision = new Decision(occasion);
  decision.add({ write: 'add-receipt', id: `sms-${text.sid}`, at: decision.at });
  const desk = new DeskFile(decision, number.team, who.desk);
  desk.recordText(text.body, text.sid);
  const use = number.role === 'relay' ? useOfRelay(desk, text.to) : null;
  const read = readDeskText(text.body);
  const subject = await loadSubject(outside, decision, who, wantedOf());
  hearStaff(
    desk,
    {
      body: text.body,
      read,
      mediaCount: text.media.length,
      askedOn: text.to,
      use,
      publicUrl: outside.settings.publicUrl,
    },
    subject,
  );
  subject.file?.close();
  desk.close();
  return { writes: decision.writes, result: undefined };

  function wantedOf(): Subject {
    return isStopWord(text.body)
      ? { about: 'team' }
      : subjectOf(read, use, desk.questionOn(text.to), desk.desk);
  }
}

/** The second read: what the text is about. */
async function loadSubject(
  outside: Outside,
  decision: Decision,
  who: { number: NumberRole; desk: Desk; crisisCode: CrisisCode | null; client: ClientCard | null },
  wanted: Subject,
): Promise<StaffSubject> {
  switch (wanted.about) {
    case 'nothing':
      return NOTHING;
    case 'board': {
      const board = await outside.store.openCrises();
      return { ...NOTHING, board: board.filter(crisis => who.desk.teams.includes(crisis.team)) };
    }
    case 'team': {
      const { team } = await outside.store.load({ team: { kind: 'team', id: who.number.team } });
      return { ...NOTHING, team };
    }
    case 'thread':
      return loadFile(outside, decision, who.desk, wanted, wanted.clientCode);
    case 'code': {
      const { crisisCode, client } = who;
      const leadsTo =
        crisisCode?.code === wanted.code
          ? { team: crisisCode.team, threadId: crisisCode.threadId, crisisId: crisisCode.crisisId }
          : client?.code === wanted.code && client.threadIds[0] !== undefined
            ? { team: client.team, threadId: client.threadIds[0] }
            : null;
      if (leadsTo === null || !who.desk.teams.includes(leadsTo.team))
        return { ...NOTHING, unknownCode: wanted.code };
      return loadFile(outside, decision, who.desk, leadsTo, wanted.code);
    }
  }
}

async function loadFile(
  outside: Outside,
  decision: Decision,
  desk: Desk,
  where: { team: TeamId; threadId: string; crisisId?: string },
  code: string,
): Promise<StaffSubject> {
  const { team, thread } = await outside.store.load({
    team: { kind: 'team', id: where.team },
    thread: { kind: 'thread', id: where.threadId },
  });
  const isOlderCrisis = where.crisisId !== undefined && thread?.crisis?.id !== where.crisisId;
  if (team === null || thread === null || !desk.teams.includes(thread.team)) {
    return { ...NOTHING, unknownCode: code };
  }
  if (isOlderCrisis) return { ...NOTHING, closedCode: code };
  return { ...NOTHING, file: new CaseFile(decision, team, thread) };
}
