import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { hashPin } from '../../adapters/pin.ts';
import { type Line, type LineOptions, startLine } from './line.ts';

/** The demo roster as its file holds it; tests change what they are about. */
export interface RosterJson {
  teams: [Record<string, unknown> & { staff: { id: string; pin: string }[] }];
  clients: (Record<string, unknown> & { code: string })[];
}

const DEMO_ROSTER = join(import.meta.dirname, '../../local/demo-roster.json');

interface OwnLine extends Omit<LineOptions, 'roster' | 'rosterFile'> {
  /** Changes the demo roster. */
  readonly roster?: (roster: RosterJson) => void | Promise<void>;
}

/** A line that belongs to one test and ends with it. */
export async function aLine({ roster, ...options }: OwnLine = {}): Promise<Line> {
  const line = await startLine({
    ...options,
    ...(roster !== undefined && { roster: await demoWith(roster) }),
  });
  onTestFinished(() => line.stop());
  return line;
}

/** Gives every member of staff the PIN `0000`, except those named here. */
export function withPins(pins: Record<string, string>): (roster: RosterJson) => Promise<void> {
  return async ({ teams: [team] }) => {
    for (const member of team.staff) member.pin = await hashPin(pins[member.id] ?? '0000');
  };
}

async function demoWith(change: (roster: RosterJson) => void | Promise<void>): Promise<RosterJson> {
  const roster = JSON.parse(await readFile(DEMO_ROSTER, 'utf8')) as RosterJson;
  await change(roster);
  return roster;
}
