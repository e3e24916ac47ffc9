import { createServer, type Server } from 'node:http';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createDocumentClient } from '../../../adapters/dynamodb/client.ts';

let server: Server | undefined;
afterEach(() => server?.close());

const Body = z.object({ ClientRequestToken: z.string() });

/** Carries out the first request and loses the answer. */
async function forgetfulEndpoint(bodies: string[]): Promise<string> {
  const listening = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => (body += String(chunk)));
    request.on('end', () => {
      bodies.push(body);
      if (bodies.length === 1) request.socket.destroy();
      else response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
    });
  });
  server = listening;
  await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

const put = new TransactWriteCommand({
  TransactItems: [{ Put: { TableName: 'handrail', Item: { pk: 'a', sk: 'b' } } }],
});

test('a transaction whose answer was lost is repeated with the same token, so that it cannot happen twice', async () => {
  const bodies: string[] = [];
  const client = createDocumentClient({ region: 'us-east-1', endpoint: await forgetfulEndpoint(bodies) });
  await client.send(put);
  const tokens = bodies.map(body => Body.parse(JSON.parse(body)).ClientRequestToken);
  expect(tokens).toHaveLength(2);
  expect(new Set(tokens).size).toBe(1);
});

test('an undefined value inside a row is a mistake, not an absent value', async () => {
  const client = createDocumentClient({ region: 'us-east-1', endpoint: 'http://127.0.0.1:1' });
  const broken = new TransactWriteCommand({
    TransactItems: [
      { Put: { TableName: 'handrail', Item: { pk: 'a', sk: 'b', person: { name: undefined } } } },
    ],
  });
  await expect(client.send(broken)).rejects.toThrow(/undefined/);
});
