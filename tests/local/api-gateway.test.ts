import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { callRoute, type HttpFunction, type Route } from '../../local/api-gateway.ts';

let seen: { event: APIGatewayProxyEventV2; context: Context };
const run: HttpFunction = (event, context) => {
  seen = { event, context };
  return Promise.resolve({
    statusCode: 201,
    headers: { 'x-answer': 'yes' },
    body: 'done',
    cookies: ['a=1', 'b=2'],
  });
};
let routes: Route[];
beforeEach(() => {
  routes = [
    { method: 'POST', path: '/twilio/sms', run },
    { method: 'GET', path: '/card/{token}', run },
  ];
});

const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  callRoute(routes, new Request(`http://localhost:3000${path}`, { method: 'POST', body, headers }));

describe('a call through API Gateway', () => {
  it('brings a form in base64, as the HTTP API does', async () => {
    await post('/twilio/sms?a=1&a=2&b=%20', 'Body=h%C3%A9', {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Twilio-Signature': 'abc=',
      Cookie: 'one=1; two=2',
    });
    expect(seen.event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /twilio/sms',
      rawPath: '/twilio/sms',
      rawQueryString: 'a=1&a=2&b=%20',
      queryStringParameters: { a: '1,2', b: ' ' },
      headers: { 'x-twilio-signature': 'abc=' },
      cookies: ['one=1', 'two=2'],
      requestContext: { http: { method: 'POST', path: '/twilio/sms' }, stage: '$default' },
      isBase64Encoded: true,
      body: Buffer.from('Body=h%C3%A9').toString('base64'),
    });
    expect(seen.event.headers).not.toHaveProperty('cookie');
  });

  it('brings JSON as text', async () => {
    await post('/twilio/sms', '{"ä":1}', { 'content-type': 'application/json; charset=utf-8' });
    expect(seen.event).toMatchObject({ isBase64Encoded: false, body: '{"ä":1}' });
  });

  it('loses no byte of a body that is no text', async () => {
    const bytes = Uint8Array.of(0, 255, 128, 10);
    await post('/twilio/sms', bytes, { 'content-type': 'application/octet-stream' });
    expect(Buffer.from(seen.event.body ?? '', 'base64')).toEqual(Buffer.from(bytes));
  });

  it('fills in what the path names', async () => {
    await callRoute(routes, new Request('http://localhost:3000/card/abc%2Fd'));
    expect(seen.event.pathParameters).toEqual({ token: 'abc/d' });
    expect(seen.event).not.toHaveProperty('body');
  });

  it('gives the function a context with time left', async () => {
    await post('/twilio/sms', '');
    expect(seen.context.getRemainingTimeInMillis()).toBeGreaterThan(20_000);
    expect(seen.context.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('turns the result into a response', async () => {
    const response = await post('/twilio/sms', '');
    expect(response?.status).toBe(201);
    expect(response?.headers.get('x-answer')).toBe('yes');
    expect(response?.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response?.text()).toBe('done');
  });

  it('decodes a result in base64', async () => {
    routes = [
      {
        method: 'GET',
        path: '/card/{token}',
        run: () => Promise.resolve({ statusCode: 200, isBase64Encoded: true, body: '/w==' }),
      },
    ];
    const response = await callRoute(routes, new Request('http://localhost/card/x'));
    expect(new Uint8Array((await response?.arrayBuffer()) ?? [])).toEqual(new Uint8Array([255]));
  });

  it.each([
    ['another method', 'GET', '/twilio/sms'],
    ['another path', 'POST', '/twilio/smss'],
    ['a longer path', 'GET', '/card/abc/more'],
    ['a path with nothing where a name belongs', 'GET', '/card/'],
  ])('leads nowhere for %s', async (_, method, path) => {
    expect(await callRoute(routes, new Request(`http://localhost${path}`, { method }))).toBeNull();
  });
});
