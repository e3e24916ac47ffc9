import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface LineAlarmProps {
  /** What it means for a client or a case manager, in words. It is what the woken engineer reads. */
  readonly errorImpact: string;
  /** The heading of the runbook that says what to do. */
  readonly runbook: string;
  readonly metric: IMetric;
  readonly fires: 'at or above' | 'below';
  readonly threshold: number;
  /** How many periods of the metric in a row. */
  readonly periods?: number;
  /** Whether silence is the fault itself. */
  readonly silence: 'is fine' | 'fires';
  readonly topic: ITopic;
}

/** An alarm that says whom it hurts and where to read what to do, and tells the topic when it starts and when it ends. */
export class LineAlarm extends Construct {
  constructor(scope: Construct, id: string, props: LineAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmDescription: `${props.errorImpact} What to do: docs/runbook.md, "${props.runbook}".`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator:
        props.fires === 'below'
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData:
        props.silence === 'fires' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(props.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
