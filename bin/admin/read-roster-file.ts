import { readFile } from 'node:fs/promises';
import { type Roster, readRoster } from '../../core/roster.ts';
import { AdminProblem } from './admin-problem.ts';

export async function readRosterFile(path: string): Promise<Roster> {
  const reading = readRoster(await readJson(path));
  switch (reading.outcome) {
    case 'good':
      return reading.roster;
    case 'wrong':
      throw new AdminProblem(`${path} cannot be imported:\n${reading.problems.join('\n')}`);
  }
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new AdminProblem(`${path} cannot be read: is the path right?`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AdminProblem(`${path} is not JSON: a comma or a bracket is wrong or missing.`, { cause });
  }
}
