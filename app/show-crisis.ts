import type { Errand, Job } from '../core/job.ts';
import { staffById, type Team } from '../core/team.ts';
import { type Crisis, isShared, type Thread } from '../core/thread.ts';
import type { Write } from '../core/write.ts';
import { askedOf } from './errand-job.ts';
import { putOffOnFailure } from './job-failed.ts';
import { leaseFrom } from './lease.ts';
import type { CrisisPost, Outside } from './ports.ts';

type Show = Extract<Errand, { errand: 'show-crisis' }>;

/** How often the thread may change between the post and the note of where it is. */
const TRIES = 20;

/**
 * Brings the crisis's one message in the team's channel up to date: always to what is true now, so that it does not
 * matter how many changes asked for it, or in which order.
 */
export async function showCrisis(outside: Outside, job: Job, errand: Show): Promise<void> {
  const { team, thread } = await load(outside, errand);
  const crisis = crisisOf(thread, errand);
  const leaseUntil = leaseFrom(outside.clock.now());
  const claimed = await outside.store.commit([
    {
      write: 'claim-errand',
      id: job.id,
      attempts: job.attempts,
      born: askedOf(job).born,
      errand,
      leaseUntil,
    },
  ]);
  if (claimed !== 'committed') return;
  const ours = { ...job, attempts: job.attempts + 1 };
  await putOffOnFailure(outside, ours, async () => {
    const finish: Write = { write: 'finish-errand', id: ours.id, attempts: ours.attempts, ...askedOf(job) };
    const place =
      crisis === null
        ? null
        : await outside.slack.showCrisis(team.channel, postOf(team, thread, crisis), crisis.slack);
    await finishAt(outside, errand, finish, place, thread);
  });
}

async function finishAt(
  outside: Outside,
  errand: Show,
  finish: Write,
  place: Crisis['slack'],
  loaded: Thread,
): Promise<void> {
  let thread = loaded;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const noted = place === null ? [] : notePlace(thread, errand, place);
    const result = await outside.store.commit([...noted, finish]);
    if (result === 'committed') return;
    // Asked for again meanwhile: where the message is must be known before it is shown again.
    if (result === 'gone' && (noted.length === 0 || (await outside.store.commit(noted)) === 'committed')) {
      return showAgain(outside, finish);
    }
    ({ thread } = await load(outside, errand));
  }
  throw new Error('The thread kept changing while its crisis was shown');
}

/** The crisis, also when a later one of the same client has taken its place in the row. */
function crisisOf({ crisis, endedCrisis }: Thread, { crisisId }: Show): Crisis | null {
  return [crisis, endedCrisis].find(one => one?.id === crisisId) ?? null;
}

function notePlace(thread: Thread, errand: Show, place: { channel: string; ts: string }): Write[] {
  const crisis = crisisOf(thread, errand);
  if (crisis === null || crisis.slack?.ts === place.ts) return [];
  const shown = { ...crisis, slack: place };
  const isNow = thread.crisis?.id === crisis.id;
  return [
    { write: 'save-thread', thread: { ...thread, ...(isNow ? { crisis: shown } : { endedCrisis: shown }) } },
  ];
}

async function showAgain(outside: Outside, finish: Write): Promise<void> {
  if (finish.write !== 'finish-errand') return;
  const { job } = await outside.store.load({ job: { kind: 'job', id: finish.id } });
  if (
    job?.work.kind === 'errand' &&
    job.work.errand.errand === 'show-crisis' &&
    job.attempts === finish.attempts
  ) {
    await showCrisis(outside, job, job.work.errand);
  }
}

async function load(outside: Outside, errand: Show): Promise<{ team: Team; thread: Thread }> {
  const { team, thread } = await outside.store.load({
    team: { kind: 'team', id: errand.team },
    thread: { kind: 'thread', id: errand.threadId },
  });
  if (team === null || thread === null) throw new Error(`The thread of crisis ${errand.crisisId} is gone`);
  return { team, thread };
}

function postOf(team: Team, thread: Thread, crisis: Crisis): CrisisPost {
  const { phase } = crisis;
  const slackUser = (id: string) => staffById(team, id)?.slackUser ?? null;
  return {
    code: crisis.code,
    team: team.id,
    severity: crisis.severity,
    clientCodes: thread.people.map(person => person.code),
    shared: isShared(thread),
    openedAt: crisis.firstOpenedAt,
    opening: crisis.opening,
    zone: team.zone,
    state: phase.state === 'taken' && phase.waitingSince === null ? 'in contact' : phase.state,
    ownerSlackUser:
      phase.state === 'taken'
        ? slackUser(phase.owner)
        : phase.state === 'resolved'
          ? slackUser(phase.by)
          : null,
    pagedSlackUsers: crisis.paged.flatMap(id => slackUser(id) ?? []),
    timeline: crisis.timeline,
  };
}
