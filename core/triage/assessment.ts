import type { Severity } from '../thread.ts';

export type Category =
  | 'suicide'
  | 'self_harm'
  | 'harm_to_others'
  | 'overdose_medical'
  | 'abuse_violence'
  | 'child_abuse'
  | 'psychosis'
  | 'third_party'
  | 'missing_person'
  | 'distress'
  | 'routine'
  | 'opt_out_admin';

export interface TriageContext {
  /** Earlier texts of the same sender in the last 15 minutes, oldest first. */
  readonly previous: readonly string[];
  /** What the line last asked. */
  readonly prompt: 'checkin' | 'appointment' | 'medication' | null;
  /** BCP-47, as enrolled. */
  readonly language: string;
}

/** How soon a human who can act must read a text, and why. */
export interface Assessment {
  readonly severity: Severity;
  readonly category: Category;
  readonly action: 'page' | 'notify' | 'queue';
  /** 0 surely ordinary, 1 surely an emergency. */
  readonly score: number;
  readonly language: string;
  /** Rules that fired, and where in the text; never the words themselves. */
  readonly signals: readonly Signal[];
  readonly modelVersion: string;
}

export interface Signal {
  readonly rule: string;
  /** From and up to, in UTF-16 units of the text. */
  readonly span: readonly [number, number];
}
