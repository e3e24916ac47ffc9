import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Two tries of this length still leave time to answer Twilio, which waits four seconds. */
const REQUEST_TIMEOUT_MS = 1_500;
/** A local engine shares the computer with everything else and may pause. */
const LOCAL_REQUEST_TIMEOUT_MS = 10_000;
const CONNECTION_TIMEOUT_MS = 1_000;
const MAX_ATTEMPTS = 3;

export interface DynamoDbSettings {
  readonly region: string;
  /** A local engine's address; null is DynamoDB itself, with the function's own role. */
  readonly endpoint: string | null;
}

export function createDocumentClient({ region, endpoint }: DynamoDbSettings): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    region,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: endpoint === null ? REQUEST_TIMEOUT_MS : LOCAL_REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
    // Local engines want a signature but check none.
    ...(endpoint !== null && { endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  });
  return DynamoDBDocumentClient.from(client, {
    // An undefined value inside a row is a mistake and fails; empty strings stay empty strings.
    marshallOptions: { removeUndefinedValues: false, convertEmptyValues: false },
  });
}
