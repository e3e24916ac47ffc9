import { describe, expect, test } from 'vitest';
import type { FunctionName } from '../../lib/stages.ts';
import { permissionsOf, resourcesOf, templatesOf } from './template.ts';

const { service } = templatesOf();

const common = [
  'kms:Decrypt on the key',
  'kms:Decrypt on the key',
  'kms:DescribeKey on the key',
  'kms:Encrypt on the key',
  'kms:GenerateDataKey on the key',
  'logs:CreateLogStream on its logs',
  'logs:PutLogEvents on its logs',
  'secretsmanager:GetSecretValue on the secret',
  'sns:Publish on the alarms',
];
const read = ['dynamodb:BatchGetItem on the table', 'dynamodb:GetItem on the table'];
const query = ['dynamodb:Query on the table'];
const write = [
  'dynamodb:ConditionCheckItem on the table',
  'dynamodb:DeleteItem on the table',
  'dynamodb:PutItem on the table',
  'dynamodb:UpdateItem on the table',
];

describe('a function may do this and nothing else', () => {
  test.each<[FunctionName, string[]]>([
    ['sms', [...read, ...query, ...write]],
    ['sms-status', [...read, ...query, ...write]],
    ['slack', [...read, ...query, ...write]],
    ['card', [...read, ...write]],
    [
      'deliver',
      [
        ...read,
        ...query,
        ...write,
        'dynamodb:DescribeStream on the stream',
        'dynamodb:GetRecords on the stream',
        'dynamodb:GetShardIterator on the stream',
        'dynamodb:ListStreams on everything',
        'sqs:GetQueueAttributes on its dead letters',
        'sqs:GetQueueUrl on its dead letters',
        'sqs:SendMessage on its dead letters',
      ],
    ],
    [
      'clock',
      [...read, ...query, ...write, 'dynamodb:Query on the due-index', 'sqs:SendMessage on its dead letters'],
    ],
  ])('%s', (name, allowed) => {
    expect(permissionsOf(service, name)).toEqual([...common, ...allowed].sort());
  });

  test('no role has a managed policy or one that is not listed above', () => {
    const roles = resourcesOf(service, 'AWS::IAM::Role').filter(
      ([, role]) => 'ManagedPolicyArns' in role.Properties || 'Policies' in role.Properties,
    );
    expect(roles).toEqual([]);
    expect(resourcesOf(service, 'AWS::IAM::Policy')).toHaveLength(6);
  });

  test('the key works only through DynamoDB and Secrets Manager', () => {
    const keyStatements = resourcesOf(service, 'AWS::IAM::Policy')
      .flatMap(
        ([, policy]) =>
          (policy.Properties['PolicyDocument'] as { Statement: { Action: string; Condition?: unknown }[] })
            .Statement,
      )
      .filter(statement => JSON.stringify(statement.Action).includes('kms:'));
    expect(keyStatements).toHaveLength(12);
    const services = keyStatements.map(statement => statement.Condition);
    expect(new Set(services.map(condition => JSON.stringify(condition)))).toEqual(
      new Set([
        '{"StringEquals":{"kms:ViaService":"dynamodb.us-east-1.amazonaws.com"}}',
        '{"StringEquals":{"kms:ViaService":"secretsmanager.us-east-1.amazonaws.com"}}',
      ]),
    );
  });
});
