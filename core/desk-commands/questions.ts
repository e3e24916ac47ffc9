import type { CaseFile } from '../case-file.ts';
import { resolveCrisis } from '../crisis/ending.ts';
import type { DeskFile } from '../desk-file.ts';
import type { PendingQuestion } from '../desk.ts';
import { DISPOSITIONS_BY_NUMBER } from '../disposition-words.ts';
import { writeToClient } from '../write-to-client.ts';
import type { StaffText } from './hear-staff.ts';
import { openConversations } from './subject.ts';

/** A question is answered by the next thing a person says there, or not at all: what they say later may mean something else. */
export function forgetQuestion(desk: DeskFile, { read, askedOn }: StaffText): PendingQuestion | null {
  const question = desk.questionOn(askedOn);
  const mayAnswer = ['send', 'number', 'tapback', 'driving'].includes(read.kind);
  if (!mayAnswer) desk.forgetQuestion(askedOn);
  return mayAnswer ? null : question;
}

/** SEND, or the number of a disposition: the answer to what was last asked on this number. */
export function answerQuestion(desk: DeskFile, text: StaffText, file: CaseFile): void {
  const { askedOn, read, use } = text;
  const question = desk.questionOn(askedOn);
  const isAbout = question?.threadId === file.thread.id;
  if (read.kind === 'send') {
    if (isAbout && question.ask === 'send') {
      desk.forgetQuestion(askedOn);
      const open = openConversations(desk.desk).find(one => one.threadId === file.thread.id) ?? null;
      writeToClient(file, desk, { ...text, body: question.body, mediaCount: 0, use: open, confirmed: true });
    } else desk.answer(askedOn, 'Nothing waits for SEND here. Nothing was sent.');
    return;
  }
  if (isAbout && question.ask === 'disposition' && file.thread.crisis?.code === question.code) {
    answerDisposition(desk, text, file);
    return;
  }
  if (use !== null) writeToClient(file, desk, { ...text, confirmed: false });
  else desk.answer(askedOn, 'Nothing is asked of you just now. MENU lists the commands.');
}

function answerDisposition(desk: DeskFile, { askedOn, read }: StaffText, file: CaseFile): void {
  const disposition = read.kind === 'number' ? DISPOSITIONS_BY_NUMBER[read.n - 1] : undefined;
  if (disposition === undefined) {
    desk.answer(askedOn, `Answer with a number from 1 to ${DISPOSITIONS_BY_NUMBER.length}.`);
    return;
  }
  const closing = resolveCrisis(file, desk.desk.staff, disposition, '');
  if (closing.closed) desk.forgetQuestion(askedOn);
  desk.answer(askedOn, closing.answer);
}
