import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StartProblem } from './start-problem.ts';

/** Dynoxide's release; kept equal to package.json's by a test. */
export const ENGINE_VERSION = '1.2.1';
const INSTALL_LIMIT_MS = 120_000;

/** The machine as npm names it. */
export interface Platform {
  readonly platform: string;
  readonly arch: string;
}

/**
 * The path of the DynamoDB engine's binary. `npm ci` brings the one for Linux on x64; another platform's own package
 * is fetched once, into `installDir`.
 */
export async function engineBinary(installDir: string, machine: Platform = process): Promise<string> {
  const name = `@dynoxide/${machine.platform}-${machine.arch}`;
  const file = machine.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  const found = installed(name, file, import.meta.url) ?? installed(name, file, join(installDir, 'x'));
  if (found !== null) return found;
  await install(name, installDir);
  const fetched = installed(name, file, join(installDir, 'x'));
  if (fetched === null) throw new StartProblem(missing(name));
  return fetched;
}

function installed(name: string, file: string, from: string): string | null {
  try {
    const path = join(dirname(createRequire(from).resolve(`${name}/package.json`)), file);
    return existsSync(path) ? path : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

async function install(name: string, dir: string): Promise<void> {
  const wanted = ['install', '--prefix', resolve(dir), '--no-save', '--no-audit', '--no-fund'];
  try {
    await promisify(execFile)('npm', [...wanted, `${name}@${ENGINE_VERSION}`], {
      timeout: INSTALL_LIMIT_MS,
      shell: process.platform === 'win32',
    });
  } catch (cause) {
    throw new StartProblem(missing(name), { cause });
  }
}

function missing(name: string): string {
  return `The DynamoDB engine is not installed and npm could not fetch ${name}@${ENGINE_VERSION}: run "npm ci" again with a connection to the registry, or set DYNAMODB_ENDPOINT to a DynamoDB that runs already.`;
}
