import { DESK } from '../support/demo-roster.ts';
import { days, elapsedMs, hours, minutes } from '../../core/time.ts';
import type { World } from './world.ts';

/** The turns page every five minutes; the sweep and the sending take a moment. */
const LONGEST_WITHOUT_PAGE_MS = minutes(6);

/** Nothing fails any more, every text is delivered again until it is answered, and time goes on: then all must come right. */
export async function finish(world: World): Promise<void> {
  world.beginStep(1, null);
  world.isStreamOn = true;
  world.carrier.faults = [];
  for (const text of world.texts) {
    if (!world.answered.has(text.sid)) await world.deliver(text);
  }
  await world.drainStream();
  await world.move(hours(1));
  expectPages(world);
  expectSettled(world);
  await sendFromTaker(world, code => code);
  await world.move(minutes(2));
  await sendFromTaker(world, code => `TAKEOVER ${code}`);
  await sendFromTaker(world, code => `DONE ${code} 6`);
  await world.move(days(1));
  expectWordsRead(world);
}

/** Nobody took these for an hour: they are still being paged for. */
function expectPages(world: World): void {
  const now = world.clock.now();
  for (const { crisis } of world.threads()) {
    if (crisis?.phase.state === 'taken') {
      const { waitingSince } = crisis.phase;
      if (waitingSince !== null)
        fail(world, `${crisis.code} is taken, and its client waits since ${waitingSince}`);
    }
    if (crisis?.phase.state !== 'open') continue;
    const last = world.carrier.log.findLast(({ body }) => body.includes(`Reply ${crisis.code} to take it`));
    if (last === undefined || elapsedMs(last.at, now) > LONGEST_WITHOUT_PAGE_MS)
      fail(world, `the last page for ${crisis.code} went at ${last?.at ?? 'no time'}, and it is ${now}`);
  }
}

/** Every text was sent, refused for good, or was not wanted any more. */
function expectSettled(world: World): void {
  for (const { id, work } of world.jobs()) {
    if (work.kind === 'message' && ['waiting', 'unknown'].includes(work.message.status))
      fail(world, `${id} (${work.message.purpose.for}) is still ${work.message.status}`);
  }
}

/** One case manager does this for every crisis that is not over. */
async function sendFromTaker(world: World, bodyFor: (code: string) => string): Promise<void> {
  const [from = ''] = world.staffPhones;
  for (const { crisis } of world.threads()) {
    if (crisis === null || crisis.phase.state === 'resolved') continue;
    const body = bodyFor(crisis.code);
    await world.deliver({ sid: `SM-finish-${body}`, from, to: DESK, body, media: [] });
    await world.drainStream();
  }
}

/**
 * What a client wrote went to some case manager in the end, unless the carrier refused it for good. A member of staff at
 * the clients' line is told that nothing was passed on.
 */
function expectWordsRead(world: World): void {
  const refused = world
    .jobs()
    .flatMap(({ work }) =>
      work.kind === 'message' && work.message.status === 'failed' ? work.message.body : [],
    );
  const tried = [...refused, ...world.carrier.log.map(({ body }) => body)].join('\n');
  for (const { sid, from, body } of world.texts) {
    if (world.staffPhones.includes(from)) continue;
    const [mark] = /\bc\d+x\b/.exec(body) ?? [];
    if (mark !== undefined && !tried.includes(mark)) fail(world, `nobody ever read ${mark} (${sid})`);
  }
}

function fail(world: World, what: string): void {
  world.watch.violations.push(what);
}
