import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { answerErrors } from '../../adapters/http/answer-errors.ts';
import type { HttpHandler } from '../../adapters/http/twilio-webhook.ts';
import { isCardLinkOpen, openCard } from '../../app/open-card.ts';
import type { Outside } from '../../app/ports.ts';
import { cardPage, gonePage, pinPage } from './pages.ts';

const PATH = '/card/{token}';

/** The one-time page of a safety card: GET asks for the PIN, POST opens the card with it. */
export function createCardHandler(outside: Outside): HttpHandler {
  const handler = middy(async (event: APIGatewayProxyEventV2) => {
    const token = event.pathParameters?.['token'] ?? '';
    return event.requestContext.http.method === 'POST' ? open(token, pinOf(event)) : ask(token);
  }).use(answerErrors(PATH, outside));
  return (event, context) => handler(event, context);

  async function ask(token: string): Promise<APIGatewayProxyStructuredResultV2> {
    return (await isCardLinkOpen(outside, token)) ? page(200, pinPage(null)) : page(410, gonePage());
  }

  async function open(token: string, pin: string): Promise<APIGatewayProxyStructuredResultV2> {
    const opened = await openCard(outside, token, pin);
    switch (opened.outcome) {
      case 'open':
        return page(200, cardPage(opened.card));
      case 'wrong-pin':
        return opened.triesLeft > 0
          ? page(
              403,
              pinPage(
                `That is not your PIN. ${opened.triesLeft} more ${opened.triesLeft === 1 ? 'try' : 'tries'}.`,
              ),
            )
          : page(410, gonePage());
      case 'no-pin':
        return page(403, pinPage('No PIN is set for you. Your engineer sets one with the roster.'));
      case 'no-link':
        return page(410, gonePage());
    }
  }
}

function pinOf(event: APIGatewayProxyEventV2): string {
  const body = event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString('utf8')
    : (event.body ?? '');
  return new URLSearchParams(body).get('pin') ?? '';
}

/** A card is nobody else's business: no cache keeps it, no page frames it, no link it holds tells where it was opened. */
function page(statusCode: number, body: string): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    },
    body,
  };
}
