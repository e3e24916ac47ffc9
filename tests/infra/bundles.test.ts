import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DataStack } from '../../lib/data-stack.ts';
import { functionFacts } from '../../lib/functions.ts';
import { ServiceStack } from '../../lib/service-stack.ts';
import { stages } from '../../lib/stages.ts';

let outdir: string;

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'handrail-bundles-'));
  const app = new App({ outdir });
  const env = { region: stages.prod.region };
  const data = new DataStack(app, 'data', { env });
  new ServiceStack(app, 'service', { env, data, settings: stages.prod });
  app.synth();
}, 120_000);

afterAll(() => rmSync(outdir, { recursive: true }));

/** Starts a bundle as Lambda would, but with an empty environment, and gives what it says before it ends. */
function start(bundle: string): Promise<string> {
  return new Promise(resolve => {
    execFile(process.execPath, [bundle], { env: {} }, (_error, _out, err) => resolve(err));
  });
}

test('every bundle loads as an ES module, with no package beside it, and stops at what is not configured', async () => {
  const bundles = readdirSync(outdir).filter(name => name.startsWith('asset.'));
  expect(bundles).toHaveLength(Object.keys(functionFacts).length);
  for (const bundle of bundles) {
    expect(await start(join(outdir, bundle, 'index.mjs'))).toMatch(/NotConfigured: .*TABLE_NAME/);
  }
});
