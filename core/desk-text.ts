import type { Disposition } from './thread.ts';

export type CommandWord =
  | 'TAKE'
  | 'TAKEOVER'
  | 'WHO'
  | 'LIST'
  | 'MENU'
  | 'CARD'
  | 'NOTE'
  | 'CALL'
  | 'PASS'
  | 'BACKUP'
  | 'SPOKE'
  | 'DID'
  | 'DONE';

/**
 * What a member of staff typed, at the desk or on a relay. `code` is a crisis code (it begins with a digit) or a client
 * code (a letter), whichever they typed; null where they left it to the relay or to the one open crisis.
 */
export type DeskText =
  | { readonly kind: 'take'; readonly code: string }
  /** `rest`: what stood beside the code (`omw`), which on a line without relays may be meant for the client. */
  | { readonly kind: 'take-client'; readonly clientCode: string; readonly rest: string }
  /** "On it", without saying which. */
  | { readonly kind: 'claim' }
  | About<'takeover' | 'card' | 'call' | 'pass' | 'backup' | 'spoke'>
  | Saying<'note' | 'did'>
  /** `disposition` null: ask with the numbered list. `rest` is what they said of it. */
  | {
      readonly kind: 'done';
      readonly code: string | null;
      readonly disposition: Disposition | null;
      readonly rest: string;
    }
  | { readonly kind: 'who' | 'list' | 'menu' | 'send' }
  /** Noted, and no more: it never takes. */
  | { readonly kind: 'ok' }
  /** Written by the phone, not by its owner. */
  | { readonly kind: 'tapback' | 'driving' }
  | { readonly kind: 'number'; readonly n: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'to-client'; readonly clientCode: string; readonly body: string }
  /** Begins like a command and may be words for a client: neither carried out nor forwarded, but asked about. */
  | { readonly kind: 'unclear'; readonly looksLike: CommandWord; readonly body: string }
  | { readonly kind: 'text'; readonly body: string };

/** One type for each kind, so that a switch narrows to it. */
type About<Kind extends string> = Kind extends string
  ? { readonly kind: Kind; readonly code: string | null }
  : never;
type Saying<Kind extends string> = Kind extends string
  ? { readonly kind: Kind; readonly code: string | null; readonly text: string }
  : never;
