import type { Time } from './clock.ts';
import type { Job } from './contract.ts';
import { Jobs } from './contract.ts';
import { dueWords } from './due-words.ts';
import { useLive } from './live.ts';
import { countdown, timeOrDay } from './times.ts';

const SHOWN = 5;

/** What the line will do by itself, soonest first. */
export function DueNext({ time }: { time: Time }) {
  const jobs = firstOfEachKind(useLive(['jobs', 'clock'], '/sim/jobs', Jobs) ?? []);
  return (
    <section class="due" aria-labelledby="due-title">
      <h2 id="due-title">Due next</h2>
      {jobs.length === 0 && <p class="quiet">Nothing is waiting.</p>}
      <ol>
        {jobs.slice(0, SHOWN).map(job => (
          <li key={job.id} class={`lane-${job.lane}`}>
            <span class="due-what">
              {dueWords(job)}
              {job.about != null && <span class="code">{job.about}</span>}
            </span>
            <time dateTime={job.dueAt} title={timeOrDay(new Date(job.dueAt), time.now, time.zone)}>
              {countdown(new Date(job.dueAt), time.now)}
            </time>
          </li>
        ))}
      </ol>
      {jobs.length > SHOWN && <p class="quiet">and {jobs.length - SHOWN} more</p>}
    </section>
  );
}

/** Each text sets checks of its own; for a viewer the soonest of a kind stands for them all. */
function firstOfEachKind(jobs: readonly Job[]): Job[] {
  return jobs.filter(
    (job, at) => jobs.findIndex(other => other.what === job.what && other.about === job.about) === at,
  );
}
