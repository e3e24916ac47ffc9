import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** "Received, nothing to say": texts leave through the outbox, never as the answer of a webhook. */
export function emptyTwiml(): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
  };
}
