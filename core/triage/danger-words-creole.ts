import { danger } from './danger-rule.ts';
import type { DangerRule } from './danger-rule.ts';

/** As the English ones, in plain Haitian Creole without accents. */
export const CREOLE_DANGERS: readonly DangerRule[] = [
  danger(
    'S4',
    'overdose_medical',
    'grenn-pran',
    /\b(mwen|m) (pran|vale) (tout|yon paket|anpil) (grenn|medikaman)\b|\b(mwen|m) pa ka respire\b/,
    'ht',
  ),
  danger(
    'S4',
    'abuse_violence',
    'vyolans-kounye-a',
    /\b(l|li|yo) ap (bat|frape|trangle|touye) (mwen|m)\b/,
    'ht',
  ),
  danger(
    'S3',
    'suicide',
    'entansyon',
    /\b(mwen|m'?) ?(pral|ap|vle) (touye|pann|koupe) (tet|ko) (mwen|m)\b/,
    'ht',
  ),
  danger(
    'S2',
    'suicide',
    'vle-mouri',
    /\b(mwen|m) (vle|anvi) mouri\b|\b(mwen|m) pa vle viv(?: anko)?\b/,
    'ht',
  ),
];
