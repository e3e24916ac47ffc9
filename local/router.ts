import { callRoute, type Route } from './api-gateway.ts';
import { ConnectionReset } from './faults.ts';
import type { Handle } from './server.ts';
import { refusal } from './sim-routes.ts';
import type { UnderWay } from './under-way.ts';

/** Answers what is its own; null for any other path. */
type Part = (request: Request) => Promise<Response | null>;

export interface RouterOptions {
  /** The line's own functions, as API Gateway routes them. */
  readonly routes: readonly Route[];
  /** The stand-ins, the page, and what the run itself answers. */
  readonly parts: readonly Part[];
  readonly underWay: UnderWay;
  /** The line answered: something may have been committed. */
  readonly onAnswered: () => void;
  readonly onError: (error: unknown) => void;
}

export function createRouter({ routes, parts, underWay, onAnswered, onError }: RouterOptions): Handle {
  const line: Part = async request => {
    const response = await underWay.count(() => callRoute(routes, request));
    if (response !== null) onAnswered();
    return response;
  };

  return async request => {
    const { pathname } = new URL(request.url);
    try {
      if (pathname === '/healthz') return Response.json({ ok: true });
      for (const part of [...parts, line]) {
        const response = await part(request);
        if (response !== null) return response;
      }
      return refusal(404, `${request.method} ${pathname} is not served here.`);
    } catch (error) {
      if (error instanceof ConnectionReset) throw error;
      onError(error);
      return refusal(500, 'That failed inside; the terminal of the local run says where.');
    }
  };
}
