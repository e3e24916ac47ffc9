import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Alarms, Log } from '../../app/ports.ts';
import { TooBusy } from '../../app/too-busy.ts';
import { RequestRefused } from './http-errors.ts';

/** The one place where an error becomes an HTTP answer. What nobody expected is logged and alarmed, never swallowed. */
export function answerErrors(
  edge: string,
  outside: { readonly alarms: Alarms; readonly log: Log },
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    name: 'answer-errors',
    async onError({ error, event }) {
      if (error instanceof RequestRefused) {
        outside.log.info('request-refused', { edge, status: error.statusCode });
        return plain(error.statusCode, error.message);
      }
      if (error instanceof TooBusy) {
        outside.log.info('too-busy', { edge });
        return plain(503, 'Too busy just now. Nothing was changed; please send it again.', {
          'retry-after': String(error.retryAfterSeconds),
        });
      }
      const requestId = requestIdOf(event);
      outside.log.error('request-failed', error, { edge, requestId });
      await raiseAlarm(requestId);
      return plain(
        500,
        'Something went wrong here, and the engineer on duty was told. Please send it again.',
      );
    },
  };

  async function raiseAlarm(requestId: string): Promise<void> {
    try {
      await outside.alarms.raise({
        name: 'request-failed',
        what: `A request to ${edge} failed for an unexpected reason. Find the request id in the logs.`,
        ids: { edge, requestId },
      });
    } catch (alarmError) {
      // The caller must still hear 500, so that the provider sends it again.
      outside.log.error('alarm-failed', alarmError, { edge, requestId });
    }
  }
}

function plain(
  statusCode: number,
  sentence: string,
  headers: Record<string, string> = {},
): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: sentence };
}

/** Test events and other callers of the function may come without a request context. */
function requestIdOf(event: Partial<APIGatewayProxyEventV2>): string {
  return event.requestContext?.requestId ?? 'none';
}
