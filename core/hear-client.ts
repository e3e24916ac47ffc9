import type { CaseFile } from './case-file.ts';
import { touchConversation } from './conversation.ts';
import { beginWait, crisisWithinADay } from './crisis/contact.ts';
import { openCrisis, raiseSeverity } from './crisis/opening.ts';
import { isWorkingTime, nextDigest, nightEnds } from './hours.ts';
import type { Media } from './record.ts';
import { asksForSilence, isStartWord, isStopWord } from './reserved-words.ts';
import {
  type CrisisSeverity,
  CrisisSeverity as PagingSeverity,
  type Thread,
  unresolvedCrisis,
} from './thread.ts';
import { after, minutes } from './time.ts';
import type { Assessment } from './triage/assessment.ts';
import { clockText } from './wall-clock.ts';

/** A notified text that nobody answered or marked for this long becomes a page. */
const UNREAD_BECOMES_PAGE_MS = minutes(15);
const RECENT_TEXTS = 3;

export interface ClientText {
  readonly body: string;
  readonly media: readonly Media[];
  /** The carrier's id of the text. */
  readonly providerId: string;
}

/**
 * A text of a client, or of a number nobody knows: recorded, read, and given the way of its gravity. A page opens a
 * crisis (or adds to the open one), a notified text goes to the on-call phone at once, an ordinary one in working hours
 * or with the morning digest.
 */
export function hearClient(file: CaseFile, text: ClientText, assessment: Assessment): void {
  const seq = recordText(file, text, opensCrisis(file, text, assessment));
  if (seq === 1) greetUnknown(file, assessment);
  if (isStopWord(text.body)) {
    optOut(file, seq);
    return;
  }
  if (isStartWord(text.body, file.thread.optedOut)) file.change({ optedOut: false, pausedSince: null });
  if (asksForSilence(text.body)) file.change({ pausedSince: file.thread.pausedSince ?? file.at });
  if (isEmpty(text)) askAboutEmpty(file);

  const paging = PagingSeverity.safeParse(assessment.severity);
  const crisis = unresolvedCrisis(file.thread);
  if (crisis !== null) {
    if (paging.success) raiseSeverity(file, paging.data);
    continueCrisis(file, seq);
  } else if (paging.success) {
    openCrisis(file, { ...whyOf(assessment), severity: paging.data, seq });
  } else if (assessment.action === 'notify' || file.thread.pausedSince === file.at) {
    notify(file, seq);
  } else {
    queue(file, seq);
  }
}

/** A notified text that is still unread becomes a page: nobody may have seen it. */
export function checkUnread(file: CaseFile, timer: { fromSeq: number }): void {
  const { unread } = file.thread;
  if (unread?.fromSeq !== timer.fromSeq) return;
  openCrisis(file, {
    severity: 'S2',
    category: 'distress',
    signals: ['unread-for-15-minutes'],
    seq: unread.fromSeq,
  });
}

/** Known before the text is recorded, because a text that opens a crisis belongs to it. */
function opensCrisis(file: CaseFile, text: ClientText, assessment: Assessment): boolean {
  if (unresolvedCrisis(file.thread) !== null) return false;
  if (isStopWord(text.body)) return crisisWithinADay(file.thread, file.at);
  return PagingSeverity.safeParse(assessment.severity).success;
}

function recordText(file: CaseFile, text: ClientText, isOpening: boolean): number {
  const { thread } = file;
  const modality = isStopWord(text.body)
    ? 'opt-out'
    : isStartWord(text.body, thread.optedOut)
      ? 'opt-in'
      : 'text';
  const author =
    thread.kind === 'staff'
      ? 'a member of staff'
      : `client ${thread.people.map(person => person.code).join(' or ')}`;
  const record = file.record({
    direction: 'inbound',
    modality,
    author,
    body: text.body,
    media: text.media,
    providerId: text.providerId,
    ...(isOpening && { crisisCode: file.decision.occasion.crisisCode }),
  });
  const entry = { seq: record.seq, at: file.at, body: text.body, mediaCount: text.media.length };
  file.change({ recent: [...thread.recent, entry].slice(-RECENT_TEXTS) });
  touchConversation(file);
  return record.seq;
}

/** During a crisis every text is part of it: held while it is open, forwarded to its owner once it is taken. */
function continueCrisis(file: CaseFile, seq: number): void {
  beginWait(file);
  if (unresolvedCrisis(file.thread)?.phase.state === 'taken') forward(file, seq);
}

function notify(file: CaseFile, seq: number): void {
  if (file.thread.unread === null) {
    file.change({ unread: { fromSeq: seq, since: file.at } });
    file.decision.later('crisis', after(file.at, UNREAD_BECOMES_PAGE_MS), {
      do: 'unread-check',
      ...file.about,
      fromSeq: seq,
    });
  }
  passOn(file, seq);
}

function queue(file: CaseFile, seq: number): void {
  if (file.thread.conversation !== null || isWorkingTime(file.team.hours, file.team.zone, file.at)) {
    passOn(file, seq);
    return;
  }
  waitForReader(file, seq);
  file.decision.add({ write: 'add-waiting', team: file.team.id, threadId: file.thread.id });
  answerAtNight(file);
}

/** To the owner of the conversation, or, through a decision of its own, to whoever should read it now. */
function passOn(file: CaseFile, seq: number): void {
  if (file.thread.conversation !== null) {
    forward(file, seq);
    return;
  }
  waitForReader(file, seq);
  file.decision.now('human', { do: 'give', ...file.about });
}

function waitForReader(file: CaseFile, seq: number): void {
  if (file.thread.waiting === null) file.change({ waiting: { fromSeq: seq, since: file.at } });
}

export function forward(file: CaseFile, fromSeq: number): void {
  const lane = unresolvedCrisis(file.thread) === null ? 'human' : 'crisis';
  file.decision.ask(lane, { errand: 'forward', ...file.about, fromSeq, shown: null, waitsFor: null });
}

/** Forwards from an earlier text on: to a reader who has not had it, also when forwarding is past it already. */
export function forwardAgain(
  file: CaseFile,
  fromSeq: number,
  shown: NonNullable<Thread['rewind']>['shown'],
): void {
  const before = file.thread.rewind;
  file.change({
    rewind: { fromSeq: Math.min(before?.fromSeq ?? fromSeq, fromSeq), shown: shown ?? before?.shown ?? null },
  });
  forward(file, fromSeq);
}

/** The honest answer outside working hours: once until somebody reads, and never to a client who asked for silence. */
function answerAtNight(file: CaseFile): void {
  const { nightAnswerUntil, pausedSince, kind } = file.thread;
  const answered = nightAnswerUntil !== null && file.at < nightAnswerUntil;
  if (answered || pausedSince !== null || kind === 'provisional') return;
  const { hours, zone } = file.team;
  file.change({ nightAnswerUntil: nightEnds(hours, zone, file.at) });
  const readAt = clockText(zone, nextDigest(hours, zone, file.at).at);
  file.tellClient('human', { say: 'night-answer', readAt }, { for: 'client-automatic', ...file.about });
}

/** A bare stop word is honoured, and a human is told to call; within a day of a crisis it pages. */
function optOut(file: CaseFile, seq: number): void {
  file.change({ optedOut: true });
  if (unresolvedCrisis(file.thread) !== null) continueCrisis(file, seq);
  else if (crisisWithinADay(file.thread, file.at)) {
    openCrisis(file, {
      severity: 'S2',
      category: 'opt_out_admin',
      signals: ['opt-out-within-a-day-of-a-crisis'],
      seq,
    });
  } else notify(file, seq);
}

/** An unknown number gets one reply; in a crisis that is the safety reply, which names the program too. The coordinator is told. */
function greetUnknown(file: CaseFile, assessment: Assessment): void {
  if (file.thread.kind !== 'provisional') return;
  const code = file.person.code;
  for (const member of file.team.staff) {
    if (member.role === 'coordinator')
      file.tellStaff(
        'human',
        member.id,
        `An unknown number wrote to ${file.team.id} for the first time. It is ${code} until you know who it is; whoever is on call gets its texts.`,
      );
  }
  if (assessment.action === 'page') return;
  file.tellClient('human', { say: 'unknown-number' }, { for: 'client-automatic', ...file.about });
}

function isEmpty(text: ClientText): boolean {
  return text.body.trim() === '' && text.media.length === 0;
}

/** An unknown number has had its one reply, or gets it to this text. */
function askAboutEmpty(file: CaseFile): void {
  if (file.thread.pausedSince !== null || file.thread.kind === 'provisional') return;
  file.tellClient('human', { say: 'empty-text' }, { for: 'client-automatic', ...file.about });
}

function whyOf(assessment: Assessment): {
  severity: CrisisSeverity | 'S0' | 'S1';
  category: string;
  signals: string[];
} {
  return {
    severity: assessment.severity,
    category: assessment.category,
    signals: assessment.signals.map(signal => signal.rule),
  };
}
