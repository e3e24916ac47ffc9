import { actFromSlack } from '../../app/act-from-slack.ts';
import { carryOut } from '../../app/carry-out.ts';
import { isPage } from '../../core/delivery.ts';
import type { RelayUse } from '../../core/desk.ts';
import type { PhoneNumber } from '../../core/team.ts';
import { isStartWord, isStopWord } from '../../core/reserved-words.ts';
import { CM_1, DESK, K2A, LINE, M4C, R7D, RELAYS, STRANGER, T3F, W8H, Z5J } from '../support/demo-roster.ts';
import { unattendedCrisis } from '../support/unattended-crisis.ts';
import { type Happening, isMarked, type StaffSays, type Step, wordsOf } from './steps.ts';
import type { World } from './world.ts';

/** One of the staff is among them: staff in distress text the line too. */
const CLIENTS = [K2A, M4C, R7D, T3F, W8H, Z5J, STRANGER, CM_1];
const STAFF_COMMANDS = {
  takeover: 'TAKEOVER',
  pass: 'PASS',
  backup: 'BACKUP',
  spoke: 'SPOKE',
  done: 'DONE',
} as const;

/** Plays one step and what follows from it at once, then looks whether all that must hold does. */
export async function play(world: World, step: Step): Promise<void> {
  world.beginStep(step.chance, step.fault);
  world.words.isRacing = step.step === 'at-once';
  await happen(world, step);
  await world.drainStream();
  if (step.step !== 'statuses') await world.report(world.chance.happens(0.8) ? 'in order' : 'late');
  await world.drainStream();
  world.words.isRacing = false;
  check(world);
}

async function happen(world: World, step: Happening): Promise<void> {
  switch (step.step) {
    case 'client-texts':
      return clientTexts(world, step);
    case 'staff-texts':
      return staffTexts(world, step.staff, step.says);
    case 'slack':
      return pressInSlack(world, step);
    case 'webhook-again': {
      const unanswered = world.texts.filter(text => !world.answered.has(text.sid));
      const candidates = unanswered.length > 0 ? unanswered : world.texts;
      if (candidates.length > 0) await world.deliver(world.chance.pick(candidates));
      return;
    }
    case 'at-once':
      await Promise.all(step.these.map(happening => happen(world, happening)));
      return;
    case 'time':
      return world.move(step.ms);
    case 'stream':
      world.isStreamOn = step.on;
      return;
    case 'carrier':
      world.carrier.faults.push(...step.faults);
      return;
    case 'statuses':
      return world.report(step.order);
    case 'job-twice': {
      const jobs = world.jobs().filter(job => job.dueAt !== null);
      if (jobs.length === 0) return;
      const job = world.chance.pick(jobs);
      await Promise.all([1, 2].map(() => world.execute(outside => carryOut(outside, job))));
    }
  }
}

async function clientTexts(
  world: World,
  { client, says }: Extract<Happening, { step: 'client-texts' }>,
): Promise<void> {
  const from = CLIENTS[client] ?? K2A;
  const body = wordsOf(says, isMarked(says) ? world.words.markClient(from) : '');
  await text(world, from, LINE, body);
}

async function text(world: World, from: PhoneNumber, to: PhoneNumber, body: string): Promise<void> {
  const sid = `SM-in-${world.texts.length + 1}`;
  // The carrier keeps these books too.
  if (isStopWord(body)) world.carrier.optedOut.add(`${to} ${from}`);
  if (isStartWord(body, world.carrier.optedOut.has(`${to} ${from}`)))
    world.carrier.optedOut.delete(`${to} ${from}`);
  const incoming = { sid, from, to, body, media: [] };
  world.texts.push(incoming);
  await world.deliver(incoming);
}

async function staffTexts(world: World, staff: number, says: StaffSays): Promise<void> {
  const from = world.staffPhones[staff] ?? CM_1;
  const code = aCode(world, from);
  const uses = world.desk(from)?.relays ?? [];
  const use = uses.length === 0 ? null : world.chance.pick(uses);
  const typed = typedBy(world, says, code, use);
  if (typed !== null) await text(world, from, typed.to, typed.body);
}

function typedBy(
  world: World,
  says: StaffSays,
  code: string | null,
  use: RelayUse | null,
): { to: PhoneNumber; body: string } | null {
  const relay = use?.relay ?? world.chance.pick(RELAYS);
  const forThem = () => world.words.markStaff(use === null ? [] : phonesOf(world, use));
  switch (says) {
    case 'take':
      return code === null ? null : { to: DESK, body: code };
    case 'takeover':
    case 'pass':
    case 'backup':
    case 'spoke':
      return code === null ? null : { to: DESK, body: `${STAFF_COMMANDS[says]} ${code}` };
    case 'done':
      return code === null ? null : { to: DESK, body: `DONE ${code} ${1 + world.chance.below(6)}` };
    case 'did':
      return code === null ? null : { to: DESK, body: `DID ${code} driving there` };
    case 'done-bare':
      return code === null ? null : { to: DESK, body: `DONE ${code}` };
    case 'number':
      return { to: DESK, body: String(1 + world.chance.below(8)) };
    case 'on it':
      return { to: DESK, body: 'on it' };
    case 'reply':
      return use === null ? null : { to: relay, body: `how are you ${forThem()}` };
    case 'reply-by-code':
      return use === null ? null : { to: DESK, body: `${use.clientCode} how are you ${forThem()}` };
    case 'reply-at-desk': {
      return { to: DESK, body: `how are you ${forThem()}` };
    }
    case 'command-on-relay':
      return use === null ? null : { to: relay, body: `did you eat ${forThem()}` };
    case 'send':
      return { to: world.chance.happens(0.5) ? relay : DESK, body: 'SEND' };
    case 'ok':
      return { to: use === null ? DESK : relay, body: 'ok' };
    case 'tapback':
      return { to: DESK, body: 'Liked “CRISIS”' };
    case 'list':
      return { to: DESK, body: 'LIST' };
    case 'card':
      return use === null ? null : { to: DESK, body: `CARD ${use.clientCode}` };
  }
}

function phonesOf(world: World, use: RelayUse): PhoneNumber[] {
  return world.threads().flatMap(thread => (thread.id === use.threadId ? thread.phone : []));
}

/** A code from this phone's pages, mostly the newest. */
function aCode(world: World, phone: PhoneNumber): string | null {
  const codes = world.carrier.shownOn(phone).flatMap(({ body }) => /CRISIS (\w+) /.exec(body)?.[1] ?? []);
  const newest = codes.at(-1);
  if (newest === undefined) return null;
  return world.chance.happens(0.7) ? newest : world.chance.pick(codes);
}

async function pressInSlack(
  world: World,
  { staff, act }: Extract<Happening, { step: 'slack' }>,
): Promise<void> {
  const from = world.staffPhones[staff] ?? CM_1;
  const code = aCode(world, from);
  if (code === null) return;
  const slackUser = ['U0CM1', 'U0CM2', 'U0CM3', 'U0COORD'][staff] ?? '';
  const press = { code, slackUser, receipt: `slack-${world.chance.next()}` };
  await world.execute(outside =>
    actFromSlack(
      outside,
      act === 'resolve'
        ? { ...press, act, disposition: 'no-danger-found', agreedBy: null }
        : { ...press, act },
    ),
  );
}

/** What must hold after every step. */
function check(world: World): void {
  const { watch } = world;
  const jobs = world.jobs();
  const now = world.clock.now();
  for (const thread of world.threads()) {
    const problem = unattendedCrisis(thread, jobs, now);
    if (problem !== null) watch.violations.push(problem);
  }
  for (const sid of world.answered) {
    if (watch.stored.get(sid) !== 1) watch.violations.push(`${sid} was answered and is not stored once`);
  }
  watch.checkSafetyReplies();
  checkSendings(world);
  for (const phone of world.staffPhones) {
    const open = (world.desk(phone)?.relays ?? []).filter(use => use.until === null && use.relay !== null);
    if (new Set(open.map(use => use.relay)).size < open.length)
      watch.violations.push(`${phone} has two conversations on one relay`);
  }
}

/** A text goes at most once; a page rather twice than never. */
function checkSendings(world: World): void {
  const taken = new Map<string, number>();
  for (const { messageId } of world.carrier.log) taken.set(messageId, (taken.get(messageId) ?? 0) + 1);
  const purposes = new Map(
    world
      .jobs()
      .flatMap(job => (job.work.kind === 'message' ? [[job.id, job.work.message.purpose] as const] : [])),
  );
  for (const [id, times] of taken) {
    const purpose = purposes.get(id);
    if (times > 1 && purpose !== undefined && !isPage(purpose))
      world.watch.violations.push(`${id} (${purpose.for}) went ${times} times`);
  }
}
