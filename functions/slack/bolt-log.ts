import { LogLevel, type Logger } from '@slack/bolt';
import type { Log } from '../../app/ports.ts';

/**
 * What Bolt says, as log lines of ours. Its debug and info lines are dropped at any setting: at debug level it
 * writes whole events, and an event holds what a person typed.
 */
export function boltLog(log: Log): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said: unknown[]) => log.error('slack.bolt-warned', errorIn(said)),
    error: (...said: unknown[]) => log.error('slack.bolt-failed', errorIn(said)),
    getLevel: () => LogLevel.WARN,
    setLevel: () => undefined,
    setName: () => undefined,
  };
}

function errorIn(said: readonly unknown[]): unknown {
  return (
    said.find(part => part instanceof Error) ?? new Error(typeof said[0] === 'string' ? said[0] : 'no words')
  );
}
