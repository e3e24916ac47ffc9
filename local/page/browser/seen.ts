import { useState } from 'preact/hooks';
import { z } from 'zod';

/** The last text that was looked at, by phone and the number it talks with. */
const Seen = z.record(z.string(), z.string());
type Seen = z.infer<typeof Seen>;

const KEPT_AS = 'handrail-seen';

export interface SeenTexts {
  has(phone: string, counterpart: string, sid: string): boolean;
  mark(phone: string, counterpart: string, sid: string): void;
}

/** Remembered for this tab, so that a reload does not mark everything as new again. */
export function useSeen(): SeenTexts {
  const [seen, setSeen] = useState<Seen>(kept);
  return {
    has: (phone, counterpart, sid) => seen[key(phone, counterpart)] === sid,
    mark: (phone, counterpart, sid) =>
      setSeen(before => {
        if (before[key(phone, counterpart)] === sid) return before;
        const after = { ...before, [key(phone, counterpart)]: sid };
        sessionStorage.setItem(KEPT_AS, JSON.stringify(after));
        return after;
      }),
  };
}

function key(phone: string, counterpart: string): string {
  return `${phone} ${counterpart}`;
}

function kept(): Seen {
  const parsed = Seen.safeParse(JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '{}'));
  return parsed.success ? parsed.data : {};
}
