import { assess } from '../core/triage/assess.ts';
import type { Assessment } from '../core/triage/assessment.ts';
import type { Thread } from '../core/thread.ts';
import { elapsedMs, type Instant, minutes } from '../core/time.ts';
import type { Outside } from './ports.ts';

/** Texts of one sender within this time are read together. */
const CONTEXT_MS = minutes(15);

/** Triage that fails safe: a text it cannot read pages a human, and the engineer hears of it. Never silence. */
export async function triageSafely(
  outside: Pick<Outside, 'alarms' | 'log'>,
  body: string,
  thread: Thread | null,
  at: Instant,
): Promise<Assessment> {
  const language = thread?.people[0]?.language ?? 'en';
  const previous = (thread?.recent ?? [])
    .filter(text => elapsedMs(text.at, at) <= CONTEXT_MS)
    .map(text => text.body);
  try {
    return assess(body, { previous, prompt: null, language });
  } catch (error) {
    outside.log.error('triage-failed', error);
    await outside.alarms.raise({
      name: 'triage-failed',
      what: 'Triage could not read a text, which therefore pages as S2. Texts page needlessly until this is mended.',
      ids: {},
    });
    return {
      severity: 'S2',
      category: 'distress',
      action: 'page',
      score: 1,
      language,
      signals: [{ rule: 'triage-failed', span: [0, 0] }],
      modelVersion: 'none',
    };
  }
}
