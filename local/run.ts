import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createDocumentClient } from '../adapters/dynamodb/client.ts';
import { importRoster } from '../adapters/dynamodb/seed.ts';
import { createTableIfMissing, type Table } from '../adapters/dynamodb/table.ts';
import type { Outside } from '../app/ports.ts';
import { nextDigest } from '../core/hours.ts';
import type { Roster } from '../core/roster.ts';
import type { Instant } from '../core/time.ts';
import { createAdvance, type Move } from './advance.ts';
import { createBackground } from './background.ts';
import { createChanges } from './changes.ts';
import { prepareDataDir } from './data-dir.ts';
import { sufferFaults } from './dynamodb-faults.ts';
import { startEngine } from './engine.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFunctions } from './functions.ts';
import { createMovingClock, type MovingClock } from './moving-clock.ts';
import { createLocalOutside } from './outside.ts';
import { createPage } from './page/serve.ts';
import { loadRoster, phonesOf, workspaceOf } from './roster.ts';
import { createRouter } from './router.ts';
import { logFile } from './log-file.ts';
import { type Handle, listen } from './server.ts';
import { readSettings } from './settings.ts';
import { createSimRoutes, refusal } from './sim-routes.ts';
import { createSlackStandIn } from './slack/stand-in.ts';
import { tailStream } from './stream.ts';
import { createTwilioStandIn } from './twilio/stand-in.ts';
import { createUnderWay } from './under-way.ts';

export interface RunOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly dataDir: string;
  /** Start empty. */
  readonly fresh?: boolean;
  /** Null: the demo roster. */
  readonly rosterFile?: string | null;
  /** Stand still, from this instant on. */
  readonly standAt?: Instant | undefined;
  readonly env?: NodeJS.ProcessEnv;
  /** Tells the person at the keyboard. */
  readonly say?: (line: string) => void;
}

/** The whole line on this computer. */
export interface LocalRun {
  readonly port: number;
  /** Where providers and people reach it. */
  readonly publicUrl: string;
  readonly roster: Roster;
  readonly clock: MovingClock;
  readonly outside: Outside;
  readonly faults: Faults;
  /** Settles, with what the engine said last, if it ends although nobody stopped it. */
  readonly engineEnded: Promise<string>;
  /** Moves the clock, as `POST /sim/clock` does. */
  move(move: Move): Promise<void>;
  /** Finishes what is under way and ends the engine. */
  stop(): Promise<void>;
}

/** Undoes one step of the start; the last step is undone first. */
type Closer = () => Promise<void> | void;

export async function startLocalRun(options: RunOptions): Promise<LocalRun> {
  const closers: Closer[] = [];
  const stop = async () => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
  };
  try {
    return { ...(await start(options, closers)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: RunOptions, closers: Closer[]): Promise<Omit<LocalRun, 'stop'>> {
  const { dataDir, env = process.env, say = console.log } = options;
  const roster = loadRoster(options.rosterFile ?? null);

  // Listens first: a taken port ends the start before anything is touched, and port 0 has its number.
  const notNow: Handle = () =>
    Promise.resolve(refusal(503, 'The line is starting or stopping: ask again soon.'));
  let handle = notNow;
  const server = await listen(options.port, request => handle(request), console.error);
  closers.push(() => server.close());
  const base = `http://127.0.0.1:${server.port}`;
  const settings = readSettings(env, server.port, base);

  await prepareDataDir(dataDir, options.fresh ?? false);
  const clock = createMovingClock(dataDir, { standAt: options.standAt });
  const engine = await startEngine(dataDir, env);
  closers.push(() => engine.stop());

  const client = createDocumentClient({ region: settings.line.region, endpoint: engine.endpoint });
  closers.push(() => client.destroy());
  const { outside, table } = createLocalOutside({ settings, client, clock, log: logFile(dataDir, say), say });
  const onError = (error: unknown) => outside.log.error('local-run-failed', error);
  await createTableIfMissing(client, table.name);
  await importRoster(table, outside, roster, team => nextDigest(team.hours, team.zone, clock.now()));

  const faults = createFaults();
  sufferFaults(client, faults);
  const changes = createChanges();
  const standIn = { dataDir, webhookBase: base, clock, faults };
  const twilio = createTwilioStandIn({
    ...standIn,
    ...phonesOf(roster),
    publicUrl: settings.line.publicUrl,
    accountSid: settings.twilioAccountSid,
    authToken: settings.line.twilioAuthToken,
    onChange: () => changes.publish('phones'),
  });
  const slack = createSlackStandIn({
    ...standIn,
    ...workspaceOf(roster),
    signingSecret: settings.line.slackSigningSecret,
    botToken: settings.line.slackBotToken,
    onChange: () => changes.publish('slack'),
  });

  const functions = createFunctions(outside);
  const underWay = createUnderWay();
  const stream = await tailStream({
    client: streamsClient(settings.line.region, engine.endpoint),
    streamArn: await streamArnOf(table),
    deliver: functions.deliver,
    onChange: () => {
      changes.publish('jobs');
      background.changed();
    },
    onError,
  });
  const background = createBackground({
    jobs: outside.jobs,
    clock,
    sweepOnce: functions.sweep,
    stream,
    standIns: [twilio, slack, underWay],
    begun: () => underWay.begun(),
    onError,
  });
  const advance = createAdvance(clock, background);
  const move = async (to: Move) => {
    await background.alone(() => advance(to));
    changes.publish('clock');
  };
  const page = createPage();
  const sim = createSimRoutes({ ...outside, clock, move, roster, changes });

  handle = createRouter({
    routes: functions.routes,
    parts: [
      request => page.handle(request),
      request => twilio.handle(request),
      request => slack.handle(request),
      request => faults.handle(request),
      sim,
    ],
    underWay,
    onAnswered: () => stream.nudge(),
    onError,
  });
  closers.push(async () => {
    await background.stop();
    await stream.stop();
    twilio.stop();
    await underWay.idle();
    handle = notNow;
  });
  twilio.resume();
  background.changed();
  return {
    port: server.port,
    publicUrl: settings.line.publicUrl,
    roster,
    clock,
    outside,
    faults,
    engineEnded: engine.ended,
    move,
  };
}

function streamsClient(region: string, endpoint: string): DynamoDBStreamsClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new DynamoDBStreamsClient({ region, endpoint, credentials });
}

async function streamArnOf({ client, name }: Table): Promise<string> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  if (Table?.LatestStreamArn === undefined) throw new Error(`The table ${name} has no stream.`);
  return Table.LatestStreamArn;
}
