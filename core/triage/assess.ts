import { Severity } from '../thread.ts';
import type { Assessment, Category, Signal, TriageContext } from './assessment.ts';
import type { DangerRule } from './danger-rule.ts';
import { CREOLE_DANGERS } from './danger-words-creole.ts';
import { SPANISH_DANGERS } from './danger-words-spanish.ts';
import { ENGLISH_DANGERS } from './danger-words.ts';
import { normalise } from './normalise.ts';
import { ordinaryKind } from './ordinary-words.ts';

const MODEL_VERSION = 'plain-words-1';
const SCORE: Record<Severity, number> = { S0: 0.05, S1: 0.4, S2: 0.7, S3: 0.9, S4: 1 };
const DANGERS: readonly DangerRule[] = [...ENGLISH_DANGERS, ...SPANISH_DANGERS, ...CREOLE_DANGERS];

/**
 * Plain words only, and on the safe side: what names a danger pages, what is surely ordinary waits, and everything else
 * is shown to a human at once.
 */
export function assess(text: string, context: TriageContext): Assessment {
  const whole: Signal['span'] = [0, text.length];
  const { language } = context;
  if (isMostlyUnreadable(text)) {
    return assessed('S2', 'distress', 'und', [{ rule: 'unreadable-script', span: whole }]);
  }
  const dangers = dangersIn(text, context.previous);
  const [worst] = dangers;
  if (worst) {
    const signals = dangers.map(({ rule, span }) => ({ rule: rule.rule, span }));
    return assessed(worst.rule.severity, worst.rule.category, worst.rule.language ?? language, signals);
  }
  const ordinary = ordinaryKind(normalise(text).plain, context.prompt);
  if (ordinary === 'carrier-word') {
    return assessed('S1', 'opt_out_admin', language, [{ rule: ordinary, span: whole }]);
  }
  // "Tonight" is ordinary after "see you", and is not after "I can't do it any more".
  const followsOrdinary = context.previous.every(
    earlier => ordinaryKind(normalise(earlier).plain, context.prompt) !== null,
  );
  if (ordinary !== null && followsOrdinary) {
    return assessed('S0', 'routine', language, [{ rule: ordinary, span: whole }]);
  }
  return assessed('S1', 'distress', language, []);
}

function assessed(
  severity: Severity,
  category: Category,
  language: string,
  signals: readonly Signal[],
): Assessment {
  const action = actionOf(severity);
  return {
    severity,
    category,
    action,
    score: SCORE[severity],
    language,
    signals,
    modelVersion: MODEL_VERSION,
  };
}

/** The rules that fire on this text, also where a phrase began in the texts before it; the worst first. */
function dangersIn(text: string, previous: readonly string[]): { rule: DangerRule; span: Signal['span'] }[] {
  const before = previous.length === 0 ? '' : `${previous.join(' ')} `;
  const start = before.length;
  const { plain, origins } = normalise(before + text);
  const own = normalise(text);
  const found = DANGERS.flatMap(rule => {
    const alone = rule.pattern.exec(own.plain);
    if (alone) return [{ rule, span: spanOf(alone, own.origins, 0) }];
    const across = [...plain.matchAll(new RegExp(rule.pattern, 'g'))]
      .map(match => spanOf(match, origins, start))
      .find(([, to]) => to > 0);
    return across ? [{ rule, span: across }] : [];
  });
  return found.sort((one, other) => rank(other.rule.severity) - rank(one.rule.severity));
}

/** Where a match lies in the text that begins at `start`; what lies before it is cut off. */
function spanOf(match: RegExpExecArray, origins: readonly number[], start: number): Signal['span'] {
  const from = origins[match.index] ?? 0;
  const to = (origins[match.index + match[0].length - 1] ?? from) + 1;
  return [Math.max(0, from - start), Math.max(0, to - start)];
}

function actionOf(severity: Severity): Assessment['action'] {
  switch (severity) {
    case 'S0':
      return 'queue';
    case 'S1':
      return 'notify';
    case 'S2':
    case 'S3':
    case 'S4':
      return 'page';
  }
}

function rank(severity: Severity): number {
  return Severity.options.indexOf(severity);
}

/** The words of the rules are English and Spanish: of a text in another script they say nothing. */
function isMostlyUnreadable(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return letters > 0 && latin * 2 < letters;
}
