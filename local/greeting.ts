import { whoIsOnCall } from '../core/rotation/on-call.ts';
import type { RosterTeam } from '../core/roster.ts';
import type { Instant } from '../core/time.ts';
import type { LocalRun } from './run.ts';

type Greeted = Pick<LocalRun, 'publicUrl' | 'port' | 'roster' | 'clock'>;

/** What a person needs to begin: where it is, whom to text as, and how to stop. */
export function greeting(run: Greeted, dataDir: string, standAt: Instant | undefined): string {
  const { teams, clients } = run.roster;
  const page = `http://localhost:${run.port}`;
  const client = clients[0];
  const line = teams[0]?.line ?? '';
  return [
    'Handrail is running.',
    '',
    `  Page     ${page}`,
    `  Data     ${dataDir} (kept between runs; --fresh starts empty)`,
    `  Clock    ${clockWords(run, standAt)}`,
    ...teams.map(team => `  Team     ${teamWords(team, run.clock.now())}`),
    ...(client === undefined
      ? []
      : [
          `  Try      text ${line} as client ${client.code}, ${client.phone}: on the page, or`,
          `           curl ${page}/sim/phones/${client.phone}/texts -H 'content-type: application/json' -d '{"to":"${line}","body":"i cant do this anymore"}'`,
        ]),
    '',
    'Ctrl-C stops it.',
  ].join('\n');
}

function clockWords({ clock }: Greeted, standAt: Instant | undefined): string {
  if (standAt === undefined) return `${clock.now()}, running`;
  if (clock.now() > standAt) {
    return `stands at ${clock.now()}, where the data had got to: time never goes back (--fresh starts at ${standAt})`;
  }
  return `stands at ${clock.now()}; only the page and POST /sim/clock move it`;
}

function teamWords({ id, line, desk, channel, rotation, zone, staff }: RosterTeam, now: Instant): string {
  const { primary } = whoIsOnCall(rotation, zone, now);
  const phone = staff.find(member => member.id === primary)?.phone;
  const onCall = primary === null ? 'nobody is on call' : `${primary}, ${phone ?? ''}, is on call`;
  return `${id}: line ${line}, desk ${desk}, #${channel}; ${onCall}`;
}
