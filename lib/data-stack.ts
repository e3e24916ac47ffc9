import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** The sparse index over jobs by lane, shard and instant that the clock sweeps. */
export const DUE_INDEX = 'due';

/** What must outlive every deployment: the table, its key, the secrets. Nothing here is replaced by a new version of the code. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly table: TableV2;
  readonly streamArn: string;
  readonly secret: Secret;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: true });

    // Without the key the table is noise, so the key is kept as long as the table is.
    this.key = new Key(this, 'Key', {
      description: 'Handrail: encrypts the table and the secrets',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });

    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: DUE_INDEX,
          partitionKey: { name: 'due', type: AttributeType.STRING },
          sortKey: { name: 'dueAt', type: AttributeType.STRING },
          projectionType: ProjectionType.ALL,
        },
      ],
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      dynamoStream: StreamViewType.NEW_IMAGE,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined)
      throw new Error('The table has no stream, and deliver would never hear of a job.');
    this.streamArn = tableStreamArn;

    // Never change `generateSecretString`: CloudFormation would generate the secret anew. The pepper keys every phone's
    // thread, so with another pepper no client would be recognised any more. The runbook says how the rest is filled in.
    this.secret = new Secret(this, 'Secrets', {
      description:
        'Handrail: KEY_PEPPER (generated, never to be changed) and the credentials of Twilio and Slack',
      encryptionKey: this.key,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'KEY_PEPPER',
        excludePunctuation: true,
        passwordLength: 64,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The pepper must never change, and the tokens are rotated at Twilio and Slack by a person, as the runbook says.',
    });
  }
}
