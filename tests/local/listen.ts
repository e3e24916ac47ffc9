import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionReset } from '../../local/faults.ts';

export interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

/** A real HTTP server on a free port; a ConnectionReset breaks the connection as the local run does. */
export async function listen(answer: (request: Request) => Promise<Response>): Promise<Listening> {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const method = incoming.method ?? 'GET';
      const request = new Request(`http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`, {
        method,
        headers: incoming.headers as Record<string, string>,
        ...(method === 'GET' ? {} : { body: Buffer.concat(chunks) }),
      });
      try {
        const response = await answer(request);
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(await response.text());
      } catch (error) {
        if (!(error instanceof ConnectionReset)) throw error;
        incoming.socket.destroy();
      }
    })();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
