import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovingClock } from '../../local/moving-clock.ts';

const NOON = '2026-03-02T12:00:00.000Z';
let dataDir: string;
let realNow: number;
const realNowMs = () => realNow;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'handrail-clock-'));
  realNow = Date.parse(NOON);
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('a clock in real time', () => {
  const start = () => createMovingClock(dataDir, { realNowMs });

  it('shows real time and runs with it', () => {
    const clock = start();
    realNow += 1500;
    expect(clock.now()).toBe('2026-03-02T12:00:01.500Z');
    expect(clock.standing).toBe(false);
  });

  it('stays where it is held, however much real time passes', () => {
    const clock = start();
    clock.holdAt('2026-03-02T12:05:00.000Z');
    realNow += 60_000;
    expect(clock.now()).toBe('2026-03-02T12:05:00.000Z');
  });

  it('runs on from where it was held', () => {
    const clock = start();
    clock.holdAt('2026-03-02T12:05:00.000Z');
    clock.release();
    realNow += 1000;
    expect(clock.now()).toBe('2026-03-02T12:05:01.000Z');
  });

  it('does not go back when real time overtook the hold', () => {
    const clock = start();
    clock.holdAt(NOON);
    realNow += 60_000;
    clock.release();
    expect(clock.now()).toBe('2026-03-02T12:01:00.000Z');
  });

  it('keeps what it was moved on from one run to the next', () => {
    const clock = start();
    clock.holdAt('2026-03-02T13:00:00.000Z');
    clock.release();
    realNow += 1000;
    expect(start().now()).toBe('2026-03-02T13:00:01.000Z');
  });

  it('begins where a run that was killed in the middle of a move had got to', () => {
    start().holdAt('2026-04-01T00:00:00.000Z');
    realNow += 1000;
    expect(start().now()).toBe('2026-04-01T00:00:00.000Z');
  });

  it('does not mind a file that a crash cut short', () => {
    writeFileSync(join(dataDir, 'clock.json'), '{"at":"2026');
    expect(start().now()).toBe(NOON);
  });
});

describe('a standing clock', () => {
  it('stands, also after a hold and a release', () => {
    const clock = createMovingClock(dataDir, { standAt: '2026-01-07T15:00:00.000Z', realNowMs });
    clock.holdAt('2026-01-07T15:05:00.000Z');
    clock.release();
    realNow += 60_000;
    expect(clock.now()).toBe('2026-01-07T15:05:00.000Z');
    expect(clock.standing).toBe(true);
  });

  it('never goes back', () => {
    const clock = createMovingClock(dataDir, { standAt: NOON, realNowMs });
    clock.holdAt('2026-03-02T11:00:00.000Z');
    expect(clock.now()).toBe(NOON);
  });

  it('goes on from the later instant of kept data', () => {
    createMovingClock(dataDir, { standAt: NOON, realNowMs }).holdAt('2026-03-02T13:00:00.000Z');
    expect(createMovingClock(dataDir, { standAt: NOON, realNowMs }).now()).toBe('2026-03-02T13:00:00.000Z');
  });
});
