import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { LineApi } from './constructs/line-api.ts';
import { LineFunction } from './constructs/line-function.ts';
import { watchTheLine } from './constructs/watch-the-line.ts';
import { grantSecret, grantStream, grantTable } from './data-access.ts';
import type { DataStack } from './data-stack.ts';
import { functionFacts } from './functions.ts';
import type { FunctionName, StageSettings } from './stages.ts';

export interface ServiceStackProps extends StackProps {
  readonly data: DataStack;
  readonly settings: StageSettings;
}

/** All that runs. It holds nothing that could be lost: it may be deleted and deployed again beside the data. */
export class ServiceStack extends Stack {
  private readonly data: DataStack;
  private readonly settings: StageSettings;
  private readonly alarms: Topic;
  private readonly door: LineApi;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    this.data = props.data;
    this.settings = props.settings;

    this.alarms = new Topic(this, 'Alarms', { displayName: 'Handrail', enforceSSL: true });
    if (this.settings.alarmEmail !== null) {
      this.alarms.addSubscription(new EmailSubscription(this.settings.alarmEmail));
    }
    this.door = new LineApi(this, 'Door', { settings: this.settings });

    const { POST, GET } = HttpMethod;
    this.door.route('/twilio/sms', [POST], this.add('sms', 'http').lambda);
    this.door.route('/twilio/sms-status', [POST], this.add('sms-status', 'http').lambda);
    this.door.route('/slack/events', [POST], this.add('slack', 'http').lambda);
    this.door.route('/card/{token}', [GET, POST], this.add('card', 'http').lambda);
    const deliver = this.addDeliver();
    const clock = this.addClock();
    watchTheLine(this, { api: this.door.api, deliver, clock, topic: this.alarms });
    this.tellWhatToFillIn();
  }

  private add(name: FunctionName, invokedBy: 'http' | 'stream' | 'schedule'): LineFunction {
    const { uses, ...facts } = functionFacts[name];
    const added = new LineFunction(this, name, {
      ...facts,
      name,
      invokedBy,
      settings: this.settings,
      alarms: this.alarms,
      environment: {
        TABLE_NAME: this.data.table.tableName,
        SECRET_ID: this.data.secret.secretArn,
        PUBLIC_URL: this.door.publicUrl,
        ALARM_TOPIC_ARN: this.alarms.topicArn,
        REGION: this.region,
      },
    });
    grantTable(added.lambda, this.data, uses);
    grantSecret(added.lambda, this.data);
    this.alarms.grantPublish(added.lambda);
    return added;
  }

  private addDeliver(): LineFunction {
    const deliver = this.add('deliver', 'stream');
    grantStream(deliver.lambda, this.data.streamArn);
    deliver.lambda.addEventSourceMapping('Stream', {
      eventSourceArn: this.data.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      // A filter cannot compare times, so a job due at its creation carries the marker `now`.
      filters: [
        {
          pattern: JSON.stringify({
            eventName: ['INSERT'],
            dynamodb: { NewImage: { now: { S: [{ exists: true }] } } },
          }),
        },
      ],
      batchSize: 10,
      parallelizationFactor: 10,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // A record that keeps failing must not hold back the pages behind it. Giving up here loses nothing: the job is
      // still in the due-index, and the clock carries it out.
      retryAttempts: 2,
      maxRecordAge: Duration.minutes(5),
      ...(deliver.deadLetters === null ? {} : { onFailure: new SqsDlq(deliver.deadLetters) }),
    });
    Validations.of(deliver).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'dynamodb:ListStreams, which Lambda needs to poll a stream, knows no narrower resource.',
    });
    return deliver;
  }

  private addClock(): LineFunction {
    const clock = this.add('clock', 'schedule');
    new Rule(this, 'EveryMinute', {
      description: 'Starts the clock of Handrail',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [
        new LambdaFunction(clock.lambda, {
          maxEventAge: Duration.minutes(1),
          retryAttempts: 2,
          ...(clock.deadLetters === null ? {} : { deadLetterQueue: clock.deadLetters }),
        }),
      ],
    });
    return clock;
  }

  private tellWhatToFillIn(): void {
    const { publicUrl } = this.door;
    // Without the fragment Twilio drops a text when the line answers anything but 2xx.
    const retries = '#rc=3&rp=all&rt=4000&tt=15000';
    const outputs = {
      TwilioWebhook: ['Webhook (POST) of every Twilio number', `${publicUrl}/twilio/sms${retries}`],
      SlackRequestUrl: ['Every request URL of the Slack app', `${publicUrl}/slack/events`],
      SecretsToFillIn: ['Secret that takes the credentials', this.data.secret.secretArn],
      TableName: ['The table', this.data.table.tableName],
      AlarmTopic: ['Topic of all alarms', this.alarms.topicArn],
    } as const;
    for (const [name, [description, value]] of Object.entries(outputs)) {
      new CfnOutput(this, name, { description, value });
    }
  }
}
