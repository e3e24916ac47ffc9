import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Faults } from './faults.ts';

/** What the SDK hands to the connection, and what it wants back. */
interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

const ERRORS = {
  'http-500': { status: 500, type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' },
  'http-429': {
    status: 400,
    type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  },
} as const;

/** Lets faults strike between the SDK and the engine, below the SDK's own retries. */
export function sufferFaults(client: DynamoDBDocumentClient, faults: Pick<Faults, 'take'>): void {
  client.middlewareStack.add(
    next => async args => {
      const fault = faults.take('dynamodb', operationOf(args), {});
      switch (fault) {
        case 'http-500':
        case 'http-429':
          return { response: errorAnswer(ERRORS[fault].status, ERRORS[fault].type), output: {} as never };
        case 'reset-before':
          throw connectionReset();
        case 'reset-after':
          await next(args);
          throw connectionReset();
        case 'error-30003':
        case 'status-undelivered':
        case 'status-lost':
        case null:
          return next(args);
      }
    },
    // The innermost place: what is answered here is read as if it came over the wire.
    { step: 'deserialize', priority: 'low', name: 'sufferFaults' },
  );
}

function operationOf(args: { request?: unknown }): string {
  const { headers } = args.request as { headers: Record<string, string> };
  return headers['x-amz-target']?.split('.')[1] ?? '';
}

function errorAnswer(statusCode: number, type: string): HttpAnswer {
  return {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: Buffer.from(JSON.stringify({ __type: type, message: 'A fault of the local run.' })),
  };
}

/** Named as the SDK's own connection handler names it. */
function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
}
