import { describe, expect, test } from 'vitest';
import { tableDefinition } from '../../adapters/dynamodb/table.ts';
import { resource, templatesOf } from './template.ts';

const { data } = templatesOf();
const table = resource(data, 'AWS::DynamoDB::GlobalTable');
const key = resource(data, 'AWS::KMS::Key');
const secret = resource(data, 'AWS::SecretsManager::Secret');

describe('the data stack', () => {
  test('makes the very table that the store is tested with', () => {
    const { TableName, ...tested } = tableDefinition('any');
    expect(TableName).toBe('any');
    const { StreamEnabled, ...StreamSpecification } = tested.StreamSpecification ?? {};
    expect(StreamEnabled).toBe(true);
    expect(table.Properties).toMatchObject({
      BillingMode: tested.BillingMode,
      AttributeDefinitions: tested.AttributeDefinitions,
      KeySchema: tested.KeySchema,
      GlobalSecondaryIndexes: tested.GlobalSecondaryIndexes,
      StreamSpecification,
    });
  });

  test('keeps the table when anybody deletes the stack, and refuses to delete the table itself', () => {
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties['Replicas']).toEqual([
      expect.objectContaining({
        Region: 'us-east-1',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    ]);
  });

  test('encrypts the table and the secret with a key of its own that rotates and is kept as long as they are', () => {
    expect(table.Properties['SSESpecification']).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
    expect(table.Properties['Replicas']).toEqual([
      expect.objectContaining({
        SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } },
      }),
    ]);
    expect(secret.Properties['KmsKeyId']).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });
    expect(key.Properties).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 30 });
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('never makes the pepper anew: a change of these fields would, and no client would be recognised any more', () => {
    expect(secret.Properties['GenerateSecretString']).toEqual({
      ExcludePunctuation: true,
      GenerateStringKey: 'KEY_PEPPER',
      PasswordLength: 64,
      SecretStringTemplate: '{}',
    });
    expect(secret).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('gives no row a time to live: nothing of the record expires', () => {
    expect(table.Properties).not.toHaveProperty('TimeToLiveSpecification');
  });

  test('knows nothing of the service, which can be deleted and deployed beside it', () => {
    expect(JSON.stringify(data.toJSON())).not.toContain('service:');
    expect(JSON.stringify(key.Properties['KeyPolicy'])).not.toContain('Role');
  });
});
