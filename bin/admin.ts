import { Command } from 'commander';
import { chance } from '../adapters/aws/chance.ts';
import { systemClock } from '../adapters/aws/system-clock.ts';
import { importRoster } from '../adapters/dynamodb/seed.ts';
import { createStore } from '../adapters/dynamodb/store.ts';
import { hashPin } from '../adapters/pin.ts';
import { realStopwatch } from '../adapters/real-time.ts';
import { nextDigest } from '../core/hours.ts';
import { AdminProblem } from './admin/admin-problem.ts';
import { askSecretly } from './admin/ask-secretly.ts';
import { openTable } from './admin/open-table.ts';
import { readRosterFile } from './admin/read-roster-file.ts';
import { verifyChain } from './admin/verify-chain.ts';

const chanceAndTime = { clock: systemClock, chance, stopwatch: realStopwatch };

const program = new Command('npm run admin --').description(
  'Commands for the engineer of the agency. The table is the one that TABLE_NAME and REGION name; docs/runbook.md says more.',
);

program
  .command('import-roster')
  .description('make the table agree with a roster file; what has happened since stays')
  .argument('<file>', 'the roster, as JSON')
  .action(async (file: string) => {
    const roster = await readRosterFile(file);
    const table = await openTable(process.env);
    const outside = { ...chanceAndTime, store: createStore(table, chanceAndTime) };
    const now = systemClock.now();
    await importRoster(table, outside, roster, team => nextDigest(team.hours, team.zone, now));
    console.log(`Imported. Teams: ${roster.teams.length}, clients: ${roster.clients.length}.`);
  });

program
  .command('verify-chain')
  .description('check that no contact record of a client was changed or removed')
  .argument('<client>', 'the client code, such as K2A')
  .action(async (clientCode: string) => {
    const store = createStore(await openTable(process.env), chanceAndTime);
    for (const { threadId, records, brokenAt } of await verifyChain(store, clientCode.toUpperCase())) {
      if (brokenAt === null) {
        console.log(`Thread ${threadId}: ${records} records, all as they were written.`);
      } else {
        process.exitCode = 1;
        console.log(`Thread ${threadId}: BROKEN at record ${brokenAt}: it was changed or removed, or moved.`);
      }
    }
  });

program
  .command('pin')
  .description('ask for a PIN and print what the roster keeps of it')
  .action(async () => {
    const pin = await askSecretly('PIN (6 to 12 digits): ');
    if (!/^\d{6,12}$/.test(pin)) throw new AdminProblem('A PIN has 6 to 12 digits. Nothing was printed.');
    console.log(await hashPin(pin));
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof AdminProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
