import { Duration, Names } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { LineAlarm } from './line-alarm.ts';
import type { LineFunction } from './line-function.ts';

export interface Watched {
  readonly api: HttpApi;
  readonly deliver: LineFunction;
  readonly clock: LineFunction;
  readonly topic: ITopic;
}

const period = Duration.minutes(1);

/** Alarms on what the line does as a whole, beside those of each function. */
export function watchTheLine(scope: Construct, { api, deliver, clock, topic }: Watched): void {
  new LineAlarm(scope, 'DoorAnswers5xx', {
    errorImpact:
      'Twilio or Slack got a server error for an answer. Twilio tries each text three more times within seconds, then drops it.',
    runbook: 'The door answers 5xx',
    metric: api.metricServerError({ period, statistic: 'Sum' }),
    fires: 'at or above',
    threshold: 1,
    silence: 'is fine',
    topic,
  });

  new LineAlarm(scope, 'StreamBehind', {
    errorImpact:
      'The stream is more than 15 seconds behind: pages leave with the clock, up to ten seconds late, and not at once.',
    runbook: 'The stream is behind',
    metric: deliver.lambda.metric('IteratorAge', { period, statistic: 'Maximum' }),
    fires: 'at or above',
    threshold: Duration.seconds(15).toMilliseconds(),
    silence: 'is fine',
    topic,
  });

  new LineAlarm(scope, 'ClockStopped', {
    errorImpact:
      'The clock has not run for three minutes: crises do not escalate and failed pages are not tried again. Telephone whoever is on call.',
    runbook: 'The clock has stopped',
    metric: clock.lambda.metricInvocations({ period, statistic: 'Sum' }),
    fires: 'below',
    threshold: 1,
    periods: 3,
    silence: 'fires',
    topic,
  });

  // Each sweep logs how long its oldest due job had waited. A filter on the log makes it a number, and the clock needs no
  // permission to write metrics. The namespace is the stage's own: two stages may share an account.
  const oldestDue = new MetricFilter(scope, 'OldestDue', {
    logGroup: clock.logGroup,
    filterPattern: FilterPattern.numberValue('$.oldestDueSeconds', '>=', 0),
    metricNamespace: `Handrail/${Names.uniqueResourceName(scope, { maxLength: 60 })}`,
    metricName: 'OldestDueSeconds',
    metricValue: '$.oldestDueSeconds',
  });
  new LineAlarm(scope, 'DueJobsWait', {
    errorImpact:
      'A job has been due for more than 30 seconds, or the clock no longer says: a page or an escalation is late.',
    runbook: 'Due jobs wait',
    metric: oldestDue.metric({ period, statistic: 'Maximum' }),
    fires: 'at or above',
    threshold: 30,
    periods: 2,
    silence: 'fires',
    topic,
  });
}
