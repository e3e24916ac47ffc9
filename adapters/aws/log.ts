import type { Log } from '../../app/ports.ts';
import { safeFacts } from './safe-facts.ts';

export interface LogOptions {
  /** Takes one line, without its end. */
  readonly write: (line: string) => void;
  /** Lambda's id of the invocation under way; it is on every line. */
  readonly invocationId: () => string;
  readonly now: () => string;
}

/** JSON lines: ids, kinds, counts and durations. `timestamp` and `level` are the names that Lambda's log filter reads. */
export function createLog({ write, invocationId, now }: LogOptions): Log {
  function line(level: 'INFO' | 'ERROR', event: string, rest: object): void {
    write(JSON.stringify({ ...rest, timestamp: now(), level, invocationId: invocationId(), event }));
  }
  return {
    info: (event, facts = {}) => line('INFO', event, safeFacts(facts)),
    error: (event, error, facts = {}) =>
      line('ERROR', event, { ...safeFacts(facts), error: describeError(error) }),
  };
}

interface DescribedError {
  readonly name: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: DescribedError;
}

const MAX_FRAMES = 12;
const MAX_CAUSES = 4;

/** Where it failed and of what kind; never its message, which may quote what it choked on (that of JSON.parse does). */
function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { name: `thrown ${typeof error}`, frames: [] };
  const stack = error.stack ?? '';
  const frames = stack
    .slice(stack.indexOf(error.message) + error.message.length)
    .split('\n')
    .map(frame => frame.trim())
    .filter(frame => /^at .*:\d+:\d+\)?$/.test(frame))
    .slice(0, MAX_FRAMES);
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' ? safeFacts({ code: error.code }) : {}),
    frames,
    ...(error.cause === undefined || depth >= MAX_CAUSES
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}
