import { Command } from 'commander';
import { resolve } from 'node:path';
import { instantOf } from '../local/advance.ts';
import { greeting } from '../local/greeting.ts';
import { type LocalRun, startLocalRun } from '../local/run.ts';
import { sentenceOf, StartProblem } from '../local/start-problem.ts';

const program = new Command('handrail')
  .description('Runs the whole line on this computer, with stand-ins for Twilio and Slack.')
  .option('--port <number>', 'where the page and the line listen', '3000')
  .option('--data <dir>', 'where everything is kept between runs', '.handrail')
  .option('--fresh', 'start empty', false)
  .option('--roster <file>', 'who is who (default: the demo roster)')
  .option('--clock <instant>', 'start then and stand still, such as 2026-03-02T14:00:00Z')
  .parse();
const options = program.opts<{
  port: string;
  data: string;
  fresh: boolean;
  roster?: string;
  clock?: string;
}>();

try {
  const dataDir = resolve(options.data);
  const standAt = options.clock === undefined ? undefined : instantOf(options.clock);
  const run = await startLocalRun({
    port: portOf(options.port),
    dataDir,
    fresh: options.fresh,
    rosterFile: options.roster ?? null,
    standAt,
  });
  keepGoing(run);
  stopOnSignals(run);
  console.log(greeting(run, dataDir, standAt));
} catch (error) {
  endWith(sentenceOf(error));
}

function portOf(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new StartProblem(
    `"${text}" is no port: give a number from 1 to 65535 with --port, such as --port 3000.`,
  );
}

/** No single failure stops the line; whoever sits here hears of it. */
function keepGoing({ outside }: LocalRun): void {
  const report = (error: unknown) => {
    outside.log.error('unhandled', error);
    void outside.alarms.raise({
      name: 'unhandled',
      what: `Something failed where nothing should (${error instanceof Error ? error.name : typeof error}); handrail.log says where.`,
      ids: {},
    });
  };
  process.on('unhandledRejection', report);
  process.on('uncaughtException', report);
}

function stopOnSignals(run: LocalRun): void {
  let stopping = false;
  const stop = () => {
    // Asked a second time: whoever asks does not want to wait for what is under way.
    if (stopping) process.exit(130);
    stopping = true;
    console.log('Stopping; the data is kept.');
    void run.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  void run.engineEnded.then(lastWords => {
    if (!stopping)
      endWith(`The DynamoDB engine ended by itself ("${lastWords}"): start again, the data is kept.`);
  });
}

function endWith(sentence: string): void {
  console.error(sentence);
  process.exit(1);
}
