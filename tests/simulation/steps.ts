import type { Seeded } from '../support/seeded.ts';
import type { CarrierFault } from './carrier.ts';
import type { Fault } from './fragile.ts';

const CLIENT_SAYS = {
  crisis: 'i cant do this anymore',
  emergency: 'i took all my pills',
  question: 'can you call my landlord',
  silence: 'stop texting me',
  ordinary: 'thanks see you tuesday at 10',
  now: 'NOW',
  stop: 'STOP',
  start: 'START',
  empty: ' ',
} as const;
export type ClientSays = keyof typeof CLIENT_SAYS;

const STAFF_SAY = [
  'take',
  'take',
  'take',
  'on it',
  'takeover',
  'pass',
  'backup',
  'spoke',
  'did',
  'done',
  'done-bare',
  'number',
  'reply',
  'reply',
  'reply',
  'reply-by-code',
  'reply-at-desk',
  'command-on-relay',
  'send',
  'ok',
  'tapback',
  'list',
  'card',
] as const;
export type StaffSays = (typeof STAFF_SAY)[number];

/** One thing that happens. `chance` seeds all that is drawn while it does, so that steps can be left out of a replay. */
export type Step = {
  readonly chance: number;
  readonly fault: (Fault & { readonly at: number }) | null;
} & Happening;

export type Happening =
  | { readonly step: 'client-texts'; readonly client: number; readonly says: ClientSays }
  | { readonly step: 'staff-texts'; readonly staff: number; readonly says: StaffSays }
  | { readonly step: 'slack'; readonly staff: number; readonly act: 'take' | 'pass' | 'resolve' }
  /** An earlier text is delivered again, or one that was not answered at last is. */
  | { readonly step: 'webhook-again' }
  | { readonly step: 'at-once'; readonly these: readonly Happening[] }
  | { readonly step: 'time'; readonly ms: number }
  | { readonly step: 'stream'; readonly on: boolean }
  | { readonly step: 'carrier'; readonly faults: readonly CarrierFault[] }
  | { readonly step: 'statuses'; readonly order: 'late' | 'reversed' | 'twice' }
  | { readonly step: 'job-twice' };

const CARRIER_FAULTS = ['refused', 'undelivered', 'busy', 'lost-answer', 'lost-request'] as const;
const MOVES_MS = [5, 20, 60, 61, 130, 180, 300, 301, 620, 1_000, 3_700, 40_000].map(
  seconds => seconds * 1000,
);
const FAULTS = ['dies-before', 'dies-after', 'fails-before', 'fails-after'] as const;

export function drawSteps(chance: Seeded, count: number): Step[] {
  return Array.from({ length: count }, () => ({
    chance: chance.below(2 ** 31),
    fault: chance.happens(0.2)
      ? { at: chance.below(4), atCall: 1 + chance.below(7), how: chance.pick(FAULTS) }
      : null,
    ...happening(chance),
  }));
}

function happening(chance: Seeded): Happening {
  const lot = chance.below(100);
  if (lot < 26) return clientTexts(chance);
  if (lot < 54) return staffTexts(chance);
  if (lot < 58)
    return { step: 'slack', staff: chance.below(4), act: chance.pick(['take', 'pass', 'resolve']) };
  if (lot < 63) return { step: 'webhook-again' };
  if (lot < 69)
    return {
      step: 'at-once',
      these: Array.from({ length: 2 + chance.below(2) }, () =>
        chance.happens(0.5) ? clientTexts(chance) : staffTexts(chance),
      ),
    };
  if (lot < 86) return { step: 'time', ms: chance.pick(MOVES_MS) };
  if (lot < 88) return { step: 'stream', on: chance.happens(0.5) };
  if (lot < 94)
    return {
      step: 'carrier',
      faults: Array.from({ length: 1 + chance.below(3) }, () => chance.pick(CARRIER_FAULTS)),
    };
  if (lot < 97) return { step: 'statuses', order: chance.pick(['late', 'reversed', 'twice']) };
  return { step: 'job-twice' };
}

function clientTexts(chance: Seeded): Happening {
  const says = chance.pick(Object.keys(CLIENT_SAYS) as ClientSays[]);
  // Stop words end most of what there is to see.
  const isRare = says === 'stop' || says === 'silence' || says === 'empty';
  return {
    step: 'client-texts',
    client: chance.below(8),
    says: isRare && chance.happens(0.7) ? 'question' : says,
  };
}

function staffTexts(chance: Seeded): Happening {
  return { step: 'staff-texts', staff: chance.below(4), says: chance.pick(STAFF_SAY) };
}

/** Words with a mark that tells them from all others; reserved and ordinary ones stand alone. */
export function wordsOf(says: ClientSays, mark: string): string {
  const words = CLIENT_SAYS[says];
  return ['ordinary', 'now', 'stop', 'start', 'empty'].includes(says) ? words : `${words} ${mark}`;
}

export function isMarked(says: ClientSays): boolean {
  return wordsOf(says, '!') !== wordsOf(says, '?');
}
