import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** The Lambda functions, by the name of their folder in `functions/`. */
export type FunctionName = 'sms' | 'sms-status' | 'slack' | 'card' | 'deliver' | 'clock';

export interface StageSettings {
  readonly region: string;
  /** The stable name that Twilio signs and staff open. Null: API Gateway's own name, which changes if the API is made anew. */
  readonly domain: { readonly name: string; readonly certificateArn: string } | null;
  /** Who is woken by alarms. Null: subscribe to the topic by other means. */
  readonly alarmEmail: string | null;
  readonly logRetention: RetentionDays;
  /**
   * Concurrency set aside for a function, which is also its limit. An account that may run fewer than 1,000 functions at
   * once (new ones start at 10) refuses a deployment that reserves it: ask for the quota first, as the runbook says.
   */
  readonly reservedConcurrency: Partial<Record<FunctionName, number>>;
  /** What becomes of logs and queues with their stack. The table, its key and the secrets are always retained. */
  readonly removalPolicy: RemovalPolicy;
}

/** Every stage in sight, so that a difference between them is a decision somebody can read. */
export const stages = {
  dev: {
    region: 'us-east-1',
    domain: null,
    alarmEmail: null,
    logRetention: RetentionDays.ONE_MONTH,
    reservedConcurrency: {},
    removalPolicy: RemovalPolicy.DESTROY,
  },
  prod: {
    region: 'us-east-1',
    domain: null,
    alarmEmail: null,
    logRetention: RetentionDays.TEN_YEARS,
    // The doors and the senders each have their own, so that a flood at one door leaves the pages running. Two clocks:
    // one minute's sweep may run into the next.
    reservedConcurrency: { sms: 100, 'sms-status': 100, slack: 50, card: 10, deliver: 100, clock: 2 },
    removalPolicy: RemovalPolicy.RETAIN,
  },
} satisfies Record<string, StageSettings>;
