import { endOrphan } from '../../local/engine-owner.ts';
import { startEngine } from '../../local/engine.ts';

/** A process that does nothing but hold an engine, for a test to kill: `node hold-engine.ts DIR`. */
const dataDir = process.argv[2] ?? '';
await endOrphan(dataDir);
const engine = await startEngine(dataDir, {});
process.stdout.write(`${engine.endpoint}\n`);
await engine.ended;
