import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { leaseFrom } from '../../app/lease.ts';
import { elapsedMs } from '../../core/time.ts';
import { functionFacts } from '../../lib/functions.ts';
import { resource, resourcesOf, templatesOf } from './template.ts';

const { service } = templatesOf({ alarmEmail: 'engineer@example.org' });
const names = Object.keys(functionFacts);
const logical = (name: string) => name.replace('-', '');

describe('the functions', () => {
  test.each(names)('%s runs Node 24 on arm64 and knows where its table, secrets and alarms are', name => {
    expect(resource(service, 'AWS::Lambda::Function', `${logical(name)}Function`).Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogFormat: 'JSON' },
      Environment: {
        Variables: {
          TABLE_NAME: expect.anything() as unknown,
          SECRET_ID: expect.anything() as unknown,
          PUBLIC_URL: expect.anything() as unknown,
          ALARM_TOPIC_ARN: expect.anything() as unknown,
          REGION: 'us-east-1',
        },
      },
    });
  });

  test('every log is kept for as long as the stage says, and outlives the stack in production', () => {
    const logs = resourcesOf(service, 'AWS::Logs::LogGroup');
    expect(logs).toHaveLength(names.length + 1);
    for (const [, log] of logs) {
      expect(log).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 3653 } });
    }
  });

  test.each(names)('%s wakes the engineer when it fails or is throttled, in words about people', name => {
    const facts = functionFacts[name as keyof typeof functionFacts];
    for (const [alarm, metric] of [
      ['Errors', 'Errors'],
      ['Throttles', 'Throttles'],
    ]) {
      const { Properties } = resource(service, 'AWS::CloudWatch::Alarm', `${logical(name)}${alarm}`);
      expect(Properties['MetricName']).toBe(metric);
      expect(Properties['AlarmDescription']).toContain(facts.errorImpact);
    }
  });

  test('nobody is killed at work on a job that somebody else may already have', () => {
    const timeoutMs = (name: string) =>
      Number(resource(service, 'AWS::Lambda::Function', `${name}Function`).Properties['Timeout']) * 1000;
    const now = '2026-03-02T14:00:00.000Z';
    const leaseMs = elapsedMs(now, leaseFrom(now));
    const clockSkewMs = 30_000;
    expect(leaseMs).toBeGreaterThan(timeoutMs('deliver') + clockSkewMs);
    expect(leaseMs).toBeGreaterThan(timeoutMs('clock'));
    expect(timeoutMs('clock')).toBeGreaterThan(60_000);
  });
});

describe('deliver', () => {
  test('is fed by the stream with nothing but jobs due at their creation, and may fail record by record', () => {
    const { Properties } = resource(service, 'AWS::Lambda::EventSourceMapping');
    expect(Properties).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      ParallelizationFactor: 10,
      MaximumRetryAttempts: 2,
      MaximumRecordAgeInSeconds: 300,
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^deliverDeadLetters/), 'Arn'] } },
      },
    });
    const { Filters } = Properties['FilterCriteria'] as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { now: { S: [{ exists: true }] } } } },
    ]);
  });
});

describe('the clock', () => {
  test('starts every minute, is never tried again for an old minute, and leaves word when it could not start', () => {
    expect(resource(service, 'AWS::Events::Rule').Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [expect.stringMatching(/^clockFunction/), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^clockDeadLetters/), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 60 },
        },
      ],
    });
    expect(resource(service, 'AWS::Lambda::EventInvokeConfig').Properties).toMatchObject({
      MaximumEventAgeInSeconds: 60,
      MaximumRetryAttempts: 0,
    });
  });

  test('may run twice at once, for a minute that runs into the next', () => {
    const { Properties } = resource(service, 'AWS::Lambda::Function', 'clockFunction');
    expect(Properties['ReservedConcurrentExecutions']).toBe(2);
  });
});

describe('the alarms', () => {
  test('all tell the topic when they start and when they end, and where to read what to do', () => {
    const alarms = resourcesOf(service, 'AWS::CloudWatch::Alarm');
    expect(alarms).toHaveLength(names.length * 2 + 2 + 4);
    const topic = [{ Ref: expect.stringMatching(/^Alarms/) as string }];
    for (const [, { Properties }] of alarms) {
      expect(Properties).toMatchObject({ AlarmActions: topic, OKActions: topic });
      expect(Properties['AlarmDescription']).toMatch(/What to do: docs\/runbook\.md, ".+"\.$/);
    }
  });

  test('name a heading of the runbook that is there', () => {
    const runbook = readFileSync('docs/runbook.md', 'utf8');
    for (const [, { Properties }] of resourcesOf(service, 'AWS::CloudWatch::Alarm')) {
      const heading = /runbook\.md, "(.+)"\.$/.exec(String(Properties['AlarmDescription']))?.[1] ?? 'none';
      expect(runbook).toContain(`\n### ${heading}\n`);
    }
  });

  test('fire on silence where silence is the fault', () => {
    for (const prefix of ['ClockStopped', 'DueJobsWait']) {
      const { Properties } = resource(service, 'AWS::CloudWatch::Alarm', prefix);
      expect(Properties['TreatMissingData']).toBe('breaching');
    }
  });

  test('fire when dead letters wait, the stream is behind, or a job has been due for long', () => {
    const metricAndThreshold = (prefix: string) => {
      const { Properties } = resource(service, 'AWS::CloudWatch::Alarm', prefix);
      return [Properties['MetricName'], Properties['Threshold']];
    };
    expect(metricAndThreshold('deliverDeadLettersWaiting')).toEqual([
      'ApproximateNumberOfMessagesVisible',
      1,
    ]);
    expect(metricAndThreshold('clockDeadLettersWaiting')).toEqual(['ApproximateNumberOfMessagesVisible', 1]);
    expect(metricAndThreshold('StreamBehind')).toEqual(['IteratorAge', 15_000]);
    expect(metricAndThreshold('DueJobsWait')).toEqual(['OldestDueSeconds', 30]);
  });

  test('reach the address of the stage', () => {
    expect(resource(service, 'AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'engineer@example.org',
    });
  });
});

describe('the door', () => {
  test('has these routes and no other', () => {
    const routes = resourcesOf(service, 'AWS::ApiGatewayV2::Route').map(
      ([, { Properties }]) => Properties['RouteKey'],
    );
    expect(routes.sort()).toEqual([
      'GET /card/{token}',
      'POST /card/{token}',
      'POST /slack/events',
      'POST /twilio/sms',
      'POST /twilio/sms-status',
    ]);
  });

  test('logs the route of a request and never its path, query, body or address', () => {
    const { AccessLogSettings } = resource(service, 'AWS::ApiGatewayV2::Stage').Properties as {
      AccessLogSettings: { Format: string };
    };
    const kept = [...AccessLogSettings.Format.matchAll(/\$context\.([\w.]+)/g)].map(match => match[1]);
    expect(kept.sort()).toEqual([
      'error.messageString',
      'integrationLatency',
      'requestId',
      'requestTime',
      'responseLatency',
      'responseLength',
      'routeKey',
      'status',
    ]);
  });

  test('tells the webhook with the fragment that makes Twilio come again', () => {
    service.hasOutput('TwilioWebhook', {
      Value: Match.objectLike({
        'Fn::Join': ['', Match.arrayWith(['/twilio/sms#rc=3&rp=all&rt=4000&tt=15000'])],
      }),
    });
  });

  test('answers on its domain alone where the stage has one, and the functions verify against it', () => {
    const named = templatesOf({
      domain: {
        name: 'line.example.org',
        certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1',
      },
    }).service;
    expect(resource(named, 'AWS::ApiGatewayV2::Api').Properties['DisableExecuteApiEndpoint']).toBe(true);
    expect(resource(named, 'AWS::Lambda::Function', 'smsFunction').Properties).toMatchObject({
      Environment: { Variables: { PUBLIC_URL: 'https://line.example.org' } },
    });
  });
});

describe('dead letters', () => {
  test('are encrypted, travel over TLS alone and are kept for two weeks', () => {
    const queues = resourcesOf(service, 'AWS::SQS::Queue');
    expect(queues).toHaveLength(2);
    for (const [, { Properties }] of queues) {
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
    }
    for (const [, policy] of resourcesOf(service, 'AWS::SQS::QueuePolicy')) {
      expect(JSON.stringify(policy.Properties)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
    }
  });
});
