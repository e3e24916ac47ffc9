import { Duration } from 'aws-cdk-lib';
import type { TableUse } from './data-access.ts';
import type { FunctionName } from './stages.ts';

export interface FunctionFacts {
  readonly description: string;
  /** What its failure means for a client or a case manager. */
  readonly errorImpact: string;
  readonly timeout: Duration;
  readonly uses: readonly TableUse[];
}

// Twilio hangs up after 4 s and Slack after 3; the rest is for a commit under way to end cleanly.
const doorTimeout = Duration.seconds(10);

/** What each function is for, what its failure costs, and all it may do with the table, side by side. */
export const functionFacts = {
  sms: {
    description: 'Inbound texts of clients and staff',
    errorImpact:
      'Texts to the line are refused: a client in danger may not reach anyone. Twilio tries each text three more times within seconds, then drops it.',
    timeout: doorTimeout,
    uses: ['read', 'query', 'write'],
  },
  'sms-status': {
    description: 'Delivery reports of texts',
    errorImpact:
      'The line does not learn that a page failed, so the next person is woken when the timer ends and not at once.',
    timeout: doorTimeout,
    uses: ['read', 'query', 'write'],
  },
  slack: {
    description: 'Slack: buttons and commands',
    errorImpact: 'Buttons and commands in Slack do nothing. Taking a crisis by text still works.',
    timeout: doorTimeout,
    uses: ['read', 'query', 'write'],
  },
  card: {
    description: 'The one-time page of a safety card',
    errorImpact: 'A case manager with a client in danger cannot open the address and the safety plan.',
    timeout: doorTimeout,
    uses: ['read', 'write'],
  },
  deliver: {
    description: 'Carries out jobs due now, from the stream of the table',
    errorImpact:
      'Pages and replies leave up to ten seconds late: the clock carries out what this function does not.',
    // The lease of a job (65 s) must outlast it by 30 s, the most that two machines' clocks are taken to differ.
    timeout: Duration.seconds(30),
    uses: ['read', 'query', 'write'],
  },
  clock: {
    description: 'Sweeps jobs that have fallen due, every ten seconds for a minute',
    errorImpact:
      'Nothing that is due later happens: crises do not escalate, nobody is reminded of a client who waits, failed pages are not tried again.',
    // A minute, and a little to end in. It stays below the lease of a job (65 s): even a clock that hangs in the middle of
    // its first job is gone before anybody else may take that job. Each job is leased when its turn comes.
    timeout: Duration.seconds(64),
    uses: ['read', 'query', 'write', 'due'],
  },
} satisfies Record<FunctionName, FunctionFacts>;
