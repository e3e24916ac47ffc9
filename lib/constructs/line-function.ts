import { join } from 'node:path';
import { Duration, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName, StageSettings } from '../stages.ts';
import { LineAlarm } from './line-alarm.ts';

const projectRoot = join(import.meta.dirname, '..', '..');

// Bolt and its dependencies are CommonJS and call `require` for Node's own modules, which an ES module does not have.
const requireForCommonJs =
  "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);";

export interface LineFunctionProps {
  readonly name: FunctionName;
  readonly description: string;
  /** What its failure means for a client or a case manager, in words; it becomes the text of its alarms. */
  readonly errorImpact: string;
  /** An HTTP caller learns of a failure itself; what a stream or a schedule could not hand over goes to a dead-letter queue. */
  readonly invokedBy: 'http' | 'stream' | 'schedule';
  readonly timeout: Duration;
  readonly environment: Record<string, string>;
  readonly settings: StageSettings;
  readonly alarms: ITopic;
}

/** A function of the line with the house's defaults, and nobody's permission to anything but its own logs. */
export class LineFunction extends Construct {
  readonly lambda: NodejsFunction;
  readonly logGroup: LogGroup;
  readonly deadLetters: Queue | null;

  constructor(scope: Construct, id: string, props: LineFunctionProps) {
    super(scope, id);
    const { settings } = props;

    this.logGroup = new LogGroup(this, 'Logs', {
      retention: settings.logRetention,
      removalPolicy: settings.removalPolicy,
    });
    // Not the managed policy, which may write to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(role);

    this.deadLetters =
      props.invokedBy === 'http'
        ? null
        : new Queue(this, 'DeadLetters', {
            encryption: QueueEncryption.SQS_MANAGED,
            enforceSSL: true,
            retentionPeriod: Duration.days(14),
            removalPolicy: settings.removalPolicy,
          });

    if (this.deadLetters !== null) {
      Validations.of(this.deadLetters).acknowledge({
        id: 'AwsSolutions-SQS3',
        reason:
          'It is itself the dead-letter queue, of a stream or a schedule, where the rule does not look.',
      });
    }

    const reserved = settings.reservedConcurrency[props.name];
    this.lambda = new NodejsFunction(this, 'Function', {
      description: props.description,
      entry: join(projectRoot, 'functions', props.name, 'index.ts'),
      handler: 'handler',
      projectRoot,
      depsLockFilePath: join(projectRoot, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // Lambda gives processor in proportion to memory; below this, cold starts take seconds.
      memorySize: 1024,
      timeout: props.timeout,
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
      ...(props.invokedBy === 'schedule' && this.deadLetters !== null
        ? // The next tick is the retry; an old one is of no use.
          { deadLetterQueue: this.deadLetters, retryAttempts: 0, maxEventAge: Duration.minutes(1) }
        : {}),
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        mainFields: ['module', 'main'],
        banner: requireForCommonJs,
        // The SDK travels with the code: a faster cold start, and the version that was tested.
        externalModules: [],
        // Legible stack traces matter more here than kilobytes.
        minify: false,
        keepNames: true,
        sourceMap: true,
        sourcesContent: false,
      },
    });

    this.watch(props);
  }

  private watch({ errorImpact, name, alarms }: LineFunctionProps): void {
    const everyMinute = { period: Duration.minutes(1), statistic: 'Sum' };
    const common = { fires: 'at or above', threshold: 1, silence: 'is fine', topic: alarms } as const;
    new LineAlarm(this, 'Errors', {
      ...common,
      errorImpact: `${name} fails. ${errorImpact}`,
      runbook: 'A function fails',
      metric: this.lambda.metricErrors(everyMinute),
    });
    new LineAlarm(this, 'Throttles', {
      ...common,
      errorImpact: `${name} is refused for want of concurrency. ${errorImpact}`,
      runbook: 'A function is throttled',
      metric: this.lambda.metricThrottles(everyMinute),
    });
    if (this.deadLetters !== null) {
      new LineAlarm(this, 'DeadLettersWaiting', {
        ...common,
        errorImpact: `Something was given up on its way to ${name}. ${errorImpact}`,
        runbook: 'Dead letters wait',
        metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
          period: Duration.minutes(1),
          statistic: 'Maximum',
        }),
      });
    }
  }
}
