import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

export type HttpFunction = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** One route of the HTTP API; `{name}` in its path matches one segment. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly run: HttpFunction;
}

/** The function's timeout on AWS: what a handler reads from its context. */
const TIMEOUT_MS = 30_000;
/** What the HTTP API passes on as text; anything else, forms too, arrives in base64. */
const TEXT_TYPES = /^(text\/.*|application\/(json|javascript|xml))\s*(;|$)/i;

/** Calls the function behind a route as API Gateway's HTTP API would; null: no route leads there. */
export async function callRoute(routes: readonly Route[], request: Request): Promise<Response | null> {
  const url = new URL(request.url);
  for (const route of routes) {
    const parameters = route.method === request.method ? matched(route.path, url.pathname) : null;
    if (parameters === null) continue;
    const event = await eventOf(request, url, route, parameters);
    return responseOf(await route.run(event, contextOf(route)));
  }
  return null;
}

function matched(path: string, pathname: string): Record<string, string> | null {
  const wanted = path.split('/');
  const given = pathname.split('/');
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{') && value !== '') parameters[part.slice(1, -1)] = decoded(value);
    else if (part !== value) return null;
  }
  return parameters;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function eventOf(
  request: Request,
  url: URL,
  route: Route,
  parameters: Record<string, string>,
): Promise<APIGatewayProxyEventV2> {
  const { cookie, ...headers } = Object.fromEntries(request.headers);
  const bytes = Buffer.from(await request.arrayBuffer());
  const isText = TEXT_TYPES.test(headers['content-type'] ?? '');
  const query = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map(name => [name, url.searchParams.getAll(name).join(',')]),
  );
  const routeKey = `${route.method} ${route.path}`;
  const now = new Date();
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    ...(url.search.length > 1 && { queryStringParameters: query }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    ...(bytes.length > 0 && { body: bytes.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: bytes.length > 0 && !isText,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: url.hostname,
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
  };
}

function contextOf(route: Route): Context {
  const name = route.path.slice(1);
  const endsAt = Date.now() + TIMEOUT_MS;
  return { ...localContext(name), getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()) };
}

/** What Lambda tells a function about its call. */
export function localContext(functionName: string): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: functionName,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => TIMEOUT_MS,
    // The callbacks of long ago, which the type still asks for, are left out.
  } as unknown as Context;
}

function responseOf(result: APIGatewayProxyStructuredResultV2): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(result.headers ?? {})) headers.set(name, String(value));
  for (const cookie of result.cookies ?? []) headers.append('set-cookie', cookie);
  const { body } = result;
  const bytes =
    body === undefined || body === '' ? null : Buffer.from(body, result.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes !== null && !headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8');
  return new Response(bytes, { status: result.statusCode ?? 200, headers });
}
