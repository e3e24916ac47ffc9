import { ulid } from 'ulid';
import { readRow } from '../../adapters/dynamodb/items.ts';
import { createJobs } from '../../adapters/dynamodb/jobs.ts';
import { importRoster } from '../../adapters/dynamodb/seed.ts';
import { createStore } from '../../adapters/dynamodb/store.ts';
import { advanceFate } from '../../app/advance-fate.ts';
import { carryOut } from '../../app/carry-out.ts';
import { hearText } from '../../app/hear-text.ts';
import type { IncomingText } from '../../app/incoming-text.ts';
import type { Alarms, Chance, Outside } from '../../app/ports.ts';
import { clientCodeFrom, crisisCodeFrom } from '../../core/codes.ts';
import { nextDigest } from '../../core/hours.ts';
import type { Job } from '../../core/job.ts';
import type { Desk } from '../../core/desk.ts';
import type { PhoneNumber, StaffId } from '../../core/team.ts';
import type { Thread } from '../../core/thread.ts';
import { after, epochMs, type Instant } from '../../core/time.ts';
import { loadRoster } from '../../local/roster.ts';
import { LINE, WEDNESDAY_MORNING } from '../support/demo-roster.ts';
import { type Change, MemoryTable, type Row } from '../support/memory-table.ts';
import { countingStopwatch, standingClock } from '../support/outside.ts';
import { Seeded } from '../support/seeded.ts';
import { SimulatedCarrier } from './carrier.ts';
import { type Fault, fragile } from './fragile.ts';
import { Watch } from './watch.ts';
import { WordWatch } from './word-watch.ts';

const roster = loadRoster(null);
/** A sweep that goes on finding due jobs is stuck. */
const MOST_SWEEPS = 60;

/** The use cases with the real store on a table in memory, and everything outside them as the steps will have it. */
export class World {
  readonly clock = standingClock(WEDNESDAY_MORNING);
  readonly watch = new Watch();
  readonly memory = new MemoryTable(change => this.#changed(change));
  readonly carrier: SimulatedCarrier;
  readonly words: WordWatch;
  readonly outside: Outside;
  /** Sids that were answered with 2xx. */
  readonly answered = new Set<string>();
  readonly texts: IncomingText[] = [];
  /** Drawn from anew at each step. */
  chance = new Seeded(1);
  /** Everybody who ever had the conversation of a phone. */
  readonly owners = new Map<PhoneNumber, Set<StaffId>>();
  isStreamOn = true;
  fault: (Fault & { at: number }) | null = null;
  #stream: Job[] = [];
  #executions = 0;
  /** Rows never change, they are replaced: each is read once. */
  readonly #read = new WeakMap<Row, Job>();

  constructor() {
    this.words = new WordWatch(this);
    this.carrier = new SimulatedCarrier(this.clock, text => this.words.sending(text));
    const chanceAndTime = { clock: this.clock, chance: this.#chance(), stopwatch: countingStopwatch() };
    const { table } = this.memory;
    const alarms: Alarms = {
      raise: alarm => {
        this.words.mustNotShow('an alarm', alarm);
        return Promise.resolve();
      },
    };
    const forJobs = { ...chanceAndTime, alarms };
    this.outside = {
      ...chanceAndTime,
      store: createStore(table, chanceAndTime),
      jobs: createJobs(table, forJobs),
      carrier: this.carrier,
      slack: {
        showCrisis: (channel, post, existing) => {
          this.words.mustNotShow('Slack', post);
          return Promise.resolve(existing ?? { channel, ts: `${post.code}.1` });
        },
      },
      alarms,
      log: {
        info: (event, facts) => this.words.mustNotShow(`the log of ${event}`, facts),
        error: (event, error, facts) =>
          this.words.mustNotShow(`the log of ${event}`, [
            error instanceof Error ? error.message : error,
            facts,
          ]),
      },
      settings: {
        publicUrl: 'https://line.example.org',
        twilioAuthToken: 'token',
        slackSigningSecret: 'secret',
        slackBotToken: 'xoxb',
        slackApiUrl: 'https://slack.example.org/',
        region: 'us-east-1',
      },
    };
  }

  async begin(): Promise<void> {
    await importRoster(this.memory.table, this.outside, roster, team =>
      nextDigest(team.hours, team.zone, this.clock.now()),
    );
  }

  get staffPhones(): PhoneNumber[] {
    return roster.teams.flatMap(team => team.staff.map(member => member.phone));
  }

  phoneOf(staff: StaffId): PhoneNumber | undefined {
    return roster.teams.flatMap(team => team.staff).find(member => member.id === staff)?.phone;
  }

  thread(phone: PhoneNumber): Thread | null {
    const row = this.memory.row(this.memory.table.keys.thread(this.outside.store.threadId(LINE, phone)));
    return row === null ? null : readRow.thread(row);
  }

  desk(phone: PhoneNumber): Desk | null {
    const { keys } = this.memory.table;
    const row = this.memory.row(keys.desk(keys.deskId(phone)));
    return row === null ? null : readRow.desk(row);
  }

  threads(): Thread[] {
    return this.#rows('thread').map(readRow.thread);
  }

  jobs(): Job[] {
    return this.#rows('job').map(row => {
      const job = this.#read.get(row) ?? readRow.job(row);
      this.#read.set(row, job);
      return job;
    });
  }

  /** A webhook: only when all went well does the carrier hear 2xx. */
  async deliver(text: IncomingText): Promise<void> {
    const result = await this.execute(outside => hearText(outside, text));
    if (result === 'done') this.answered.add(text.sid);
  }

  /** Runs a use case as a process of its own, which the step's fault may end. */
  async execute(useCase: (outside: Outside) => Promise<unknown>): Promise<'done' | 'failed' | 'died'> {
    const isHit = this.fault !== null && this.fault.at === this.#executions;
    this.#executions += 1;
    if (!isHit || this.fault === null) return outcomeOf(useCase(this.outside));
    const { outside, died } = fragile(this.outside, this.fault);
    return Promise.race([outcomeOf(useCase(outside)), died]);
  }

  /** What the stream hands over, until it has nothing more. */
  async drainStream(): Promise<void> {
    for (let job = this.#stream.shift(); job !== undefined; job = this.#stream.shift()) {
      const due = job;
      await this.execute(outside => carryOut(outside, due));
    }
  }

  async report(order: 'late' | 'reversed' | 'twice' | 'in order'): Promise<void> {
    if (order === 'late') return;
    const reports = this.carrier.reports.splice(0);
    const sequence = order === 'reversed' ? reports.toReversed() : reports;
    for (const report of order === 'twice' ? [...sequence, ...sequence] : sequence)
      await this.execute(outside => advanceFate(outside, report));
  }

  /** Lets time pass, stopping at each instant a job is due, as the clock's function would. */
  async move(ms: number): Promise<void> {
    const target = after(this.clock.now(), ms);
    while (this.watch.violations.length === 0) {
      const next = await this.outside.jobs.nextDueAt();
      if (next === null || next > target) break;
      if (next > this.clock.now()) this.clock.at = next;
      await this.sweep();
      await this.report('in order');
      await this.drainStream();
    }
    this.clock.at = target;
  }

  async sweep(): Promise<void> {
    for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps += 1) {
      const due = await this.outside.jobs.due(this.clock.now(), 50);
      if (due.length === 0) return;
      for (const job of due) await this.execute(outside => carryOut(outside, job));
    }
    const stuck = await this.outside.jobs.due(this.clock.now(), 3);
    this.watch.violations.push(
      `stuck: ${stuck.map(job => `${job.id} ${JSON.stringify(job.work)}`).join(' ')}`,
    );
  }

  beginStep(chance: number, fault: (Fault & { at: number }) | null): void {
    this.chance = new Seeded(chance);
    this.fault = fault;
    this.#executions = 0;
  }

  #changed(change: Change): void {
    this.watch.see(change);
    if (change.after?.['row'] === 'thread') this.#noteOwner(readRow.thread(change.after));
    const { before, after: row } = change;
    if (before === null && row?.['now'] !== undefined && this.isStreamOn) this.#stream.push(readRow.job(row));
  }

  #noteOwner({ phone, conversation }: Thread): void {
    if (conversation === null) return;
    this.owners.set(phone, (this.owners.get(phone) ?? new Set()).add(conversation.owner));
  }

  #rows(kind: string) {
    return this.memory.rows().filter(row => row['row'] === kind);
  }

  #chance(): Chance {
    const draw = () => this.chance.next();
    const numbers = (count: number) => Array.from({ length: count }, draw);
    return {
      ulid: (at: Instant) => ulid(epochMs(at), draw),
      crisisCode: length => crisisCodeFrom(numbers(length), length),
      clientCode: length => clientCodeFrom(numbers(length), length),
      token: () => numbers(8).join('-'),
      jitter: draw,
    };
  }
}

async function outcomeOf(run: Promise<unknown>): Promise<'done' | 'failed'> {
  try {
    await run;
    return 'done';
  } catch {
    return 'failed';
  }
}
