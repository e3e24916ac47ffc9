import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * Makes an event such as Bolt's receiver reads right: it decodes base64 as ASCII, which breaks the signature of
 * any other letter, and it knows a content type only without parameters.
 */
export function readable(event: APIGatewayProxyEventV2): APIGatewayProxyEventV2 {
  const others = Object.entries(event.headers).filter(([name]) => name.toLowerCase() !== 'content-type');
  const type = event.headers['content-type']?.split(';')[0]?.trim();
  // Anything else Bolt would refuse as unreadable before it looks at the signature.
  const isJson = type === 'application/json';
  const headers = {
    ...Object.fromEntries(others),
    'content-type': isJson ? type : 'application/x-www-form-urlencoded',
  };
  const body = event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString('utf8')
    : (event.body ?? '');
  return { ...event, headers, body, isBase64Encoded: false };
}
