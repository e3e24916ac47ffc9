export type Changed = 'phones' | 'slack' | 'clock' | 'jobs';

/** Tells the page what to read again. */
export interface Changes {
  publish(what: Changed): void;
  /** `GET /sim/changes`: Server-Sent Events. */
  subscribe(): Response;
}

/** A proxy or a sleeping laptop may drop a silent connection. */
const HEARTBEAT_MS = 20_000;
/** Many changes at once are one piece of news. */
const GATHER_MS = 30;

export function createChanges(): Changes {
  const listeners = new Set<(line: string) => void>();
  const gathered = new Set<Changed>();

  const flush = () => {
    for (const what of gathered) {
      for (const tell of listeners) tell(`data: ${JSON.stringify({ what })}\n\n`);
    }
    gathered.clear();
  };

  return {
    publish: what => {
      if (gathered.size === 0) setTimeout(flush, GATHER_MS).unref();
      gathered.add(what);
    },
    subscribe: () => {
      const encoder = new TextEncoder();
      let leave: () => void = () => undefined;
      const stream = new ReadableStream<Uint8Array>({
        start: controller => {
          const tell = (line: string) => controller.enqueue(encoder.encode(line));
          const heartbeat = setInterval(() => tell(': still here\n\n'), HEARTBEAT_MS).unref();
          listeners.add(tell);
          leave = () => {
            clearInterval(heartbeat);
            listeners.delete(tell);
          };
          tell(': connected\n\n');
        },
        cancel: () => leave(),
      });
      return new Response(stream, {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      });
    },
  };
}
