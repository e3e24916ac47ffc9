import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { createJobs } from '../../adapters/dynamodb/jobs.ts';
import { createStore } from '../../adapters/dynamodb/store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { realStopwatch } from '../../adapters/real-time.ts';
import type { Chance, Clock, Jobs, Stopwatch, Store } from '../../app/ports.ts';
import type { Job } from '../../core/job.ts';
import type { Write } from '../../core/write.ts';
import { noAlarms, standingClock, stillChance } from '../support/outside.ts';
import { describeFatesAndErrands } from './fates-and-errands.contract.ts';
import { describeJobs } from './jobs.contract.ts';
import { describeLists } from './lists.contract.ts';
import { describeStore } from './store.contract.ts';

type Row = Record<string, unknown>;

/** One table of its own for each test, and ways to look behind the store. */
export class World {
  readonly alarms = noAlarms;
  readonly clock: Clock = standingClock();
  readonly stopwatch: Stopwatch = realStopwatch;
  readonly chance: Chance = { ...stillChance, jitter: Math.random };
  #table: Table | null = null;

  use(table: Table): void {
    this.#table = table;
  }

  get table(): Table {
    if (this.#table === null) throw new Error('The table is made before each test');
    return this.#table;
  }

  get store(): Store {
    return createStore(this.table, this);
  }

  get jobs(): Jobs {
    return createJobs(this.table, this);
  }

  async put(...writes: Write[]): Promise<void> {
    expect(await this.store.commit(writes)).toBe('committed');
  }

  async rows(): Promise<Row[]> {
    const { client, name } = this.table;
    const { Items = [] } = await client.send(new ScanCommand({ TableName: name, ConsistentRead: true }));
    return Items;
  }

  async row(jobId: string): Promise<Row | undefined> {
    return (await this.rows()).find(item => item['pk'] === this.table.keys.job(jobId).pk);
  }

  async loadJob(id: string): Promise<Job | null> {
    return (await this.store.load({ job: { kind: 'job', id } })).job;
  }
}

/** What every engine that holds Handrail's rows must do. */
export function describeContract<Engine extends { stop(): Promise<void> }>(
  engineName: string,
  start: () => Promise<Engine>,
  tableOn: (engine: Engine) => Promise<Table>,
): void {
  describe(`on ${engineName}`, () => {
    const world = new World();
    let engine: Engine;

    beforeAll(async () => {
      engine = await start();
    });
    afterAll(() => engine.stop());
    beforeEach(async () => world.use(await tableOn(engine)));

    describeStore(world);
    describeLists(world);
    describeJobs(world);
    describeFatesAndErrands(world);
  });
}
