import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { createDocumentClient } from '../../adapters/dynamodb/client.ts';
import { createKeys } from '../../adapters/dynamodb/keys.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { AdminProblem } from './admin-problem.ts';

const Environment = z.object({
  TABLE_NAME: z.string().min(1),
  REGION: z.string().min(1),
  /** A local engine's address; without it, DynamoDB itself. */
  DYNAMODB_ENDPOINT: z.url().optional(),
  KEY_PEPPER: z.string().min(32).optional(),
  SECRET_ID: z.string().min(1).optional(),
});

const Pepper = z.object({ KEY_PEPPER: z.string().min(32) });

/** The table that the environment names, with the pepper that its keys were made with. */
export async function openTable(variables: NodeJS.ProcessEnv): Promise<Table> {
  const parsed = Environment.safeParse(variables);
  if (!parsed.success) {
    const names = parsed.error.issues.map(issue => issue.path.join('.')).join(', ');
    throw new AdminProblem(`Set ${names} in the environment; docs/runbook.md says to what.`);
  }
  const { TABLE_NAME: name, REGION: region, DYNAMODB_ENDPOINT: endpoint = null } = parsed.data;
  const pepper = parsed.data.KEY_PEPPER ?? (await fetchPepper(region, parsed.data.SECRET_ID));
  return { name, region, client: createDocumentClient({ region, endpoint }), keys: createKeys(pepper) };
}

async function fetchPepper(region: string, secretId: string | undefined): Promise<string> {
  if (secretId === undefined) {
    throw new AdminProblem(
      'Set SECRET_ID (on AWS) or KEY_PEPPER (elsewhere): without the pepper no key is found.',
    );
  }
  const client = new SecretsManagerClient({ region });
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  return Pepper.parse(JSON.parse(SecretString)).KEY_PEPPER;
}
