import type { CrisisSeverity } from '../thread.ts';
import type { Category } from './assessment.ts';

export interface DangerRule {
  readonly rule: string;
  readonly severity: CrisisSeverity;
  readonly category: Category;
  readonly pattern: RegExp;
  /** The language whose words these are; unset: English. */
  readonly language?: string;
}

export const danger = (
  severity: CrisisSeverity,
  category: Category,
  rule: string,
  pattern: RegExp,
  language?: string,
): DangerRule => ({ rule, severity, category, pattern, ...(language === undefined ? {} : { language }) });
