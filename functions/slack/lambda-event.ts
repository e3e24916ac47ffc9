import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * Makes an event such as Bolt's receiver reads right: it decodes base64 as ASCII, which breaks the signature of
 * any other letter, and it knows a content type only without parameters.
 */
export function readable(event: APIGatewayProxyEventV2): APIGatewayProxyEventV2 {
  const headers = Object.fromEntries(
    Object.entries(event.headers).map(([name, value]) =>
      name.toLowerCase() === 'content-type' ? [name, value?.split(';')[0]?.trim()] : [name, value],
    ),
  );
  const body = event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString('utf8')
    : (event.body ?? '');
  return { ...event, headers, body, isBase64Encoded: false };
}
