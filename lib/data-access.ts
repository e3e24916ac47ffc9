import { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { type DataStack, DUE_INDEX } from './data-stack.ts';

/**
 * What a function may do with the table. Nobody may scan it, delete it or change its settings.
 * - `read`: rows whose keys are known.
 * - `query`: rows of one partition.
 * - `write`: TransactWriteItems, which is these four actions.
 * - `due`: the index of jobs to carry out.
 */
export type TableUse = 'read' | 'query' | 'write' | 'due';

const actionsOf = {
  read: ['dynamodb:BatchGetItem', 'dynamodb:GetItem'],
  query: ['dynamodb:Query'],
  write: ['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  due: ['dynamodb:Query'],
} satisfies Record<TableUse, readonly string[]>;

// CDK's own grants allow Scan and more, and write the reader's name into the key's policy, which would make the data
// depend on the service. These name each action and stay with the reader.

export function grantTable(to: IGrantable, { table, key }: DataStack, uses: readonly TableUse[]): void {
  for (const use of uses) {
    const resource = use === 'due' ? `${table.tableArn}/index/${DUE_INDEX}` : table.tableArn;
    allow(to, actionsOf[use], resource);
  }
  // DynamoDB asks for these in the name of whoever uses a table with a customer-managed key; they work through it alone.
  to.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: onlyThrough('dynamodb', table),
    }),
  );
}

/** Lets a function be fed by the stream at `streamArn`. */
export function grantStream(to: IGrantable, streamArn: string): void {
  allow(to, ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], streamArn);
  // Lambda asks for it before it polls, and it knows no narrower resource.
  allow(to, ['dynamodb:ListStreams'], '*');
}

export function grantSecret(to: IGrantable, { secret, key }: DataStack): void {
  allow(to, ['secretsmanager:GetSecretValue'], secret.secretArn);
  to.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      conditions: onlyThrough('secretsmanager', secret),
    }),
  );
}

function allow(to: IGrantable, actions: string[], resource: string): void {
  to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [resource] }));
}

function onlyThrough(service: string, inStackOf: IConstruct): Record<string, Record<string, string>> {
  return { StringEquals: { 'kms:ViaService': `${service}.${Stack.of(inStackOf).region}.amazonaws.com` } };
}
