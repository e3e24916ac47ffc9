import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConnectionReset } from './faults.ts';
import { StartProblem } from './start-problem.ts';

export type Handle = (request: Request) => Promise<Response>;

export interface LocalServer {
  readonly port: number;
  close(): Promise<void>;
}

/** API Gateway takes no larger body. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Serves on this computer alone: on IPv4, and on IPv6 where there is one, as browsers differ in what `localhost` is.
 * Port 0 lets the operating system choose.
 */
export async function listen(
  port: number,
  handle: Handle,
  onError: (error: unknown) => void,
): Promise<LocalServer> {
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, handle).catch((error: unknown) => {
      // A caller who hangs up before the end of the request has nobody to answer.
      if (!(error instanceof ConnectionReset) && !request.readableAborted) onError(error);
      response.destroy();
    });
  };
  const first = createServer(serve);
  await bind(first, port, '127.0.0.1');
  const bound = boundPort(first);
  const second = createServer(serve);
  const servers = [first];
  try {
    if (await bindIfThere(second, bound)) servers.push(second);
  } catch (error) {
    await close(first);
    throw error;
  }
  return {
    port: bound,
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      failed(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new StartProblem(portProblem(port, error))
          : error,
      );
    });
    server.listen(port, host, () => done());
  });
}

function portProblem(port: number, error: NodeJS.ErrnoException): string {
  const what = error.code === 'EACCES' ? 'may not be used by you' : 'is taken by another program';
  return `Port ${port} ${what}: stop that one, or choose another with --port, such as --port ${port + 1}.`;
}

/** False: this computer has no IPv6. */
async function bindIfThere(server: Server, port: number): Promise<boolean> {
  try {
    await bind(server, port, '::1');
    return true;
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    return false;
  }
}

function boundPort(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise(done => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, handle: Handle): Promise<void> {
  const body = await bodyOf(incoming);
  const response =
    body === null
      ? Response.json({ error: 'The body is larger than ten megabytes.' }, { status: 413 })
      : await handle(requestOf(incoming, body));
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  if (response.body === null) {
    outgoing.end();
    return;
  }
  // Whoever leaves before a stream of events ends has done nothing wrong.
  await pipeline(Readable.fromWeb(response.body), outgoing).catch(() => undefined);
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end all the same, so that the answer can be heard.
    if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return size > BODY_LIMIT_BYTES ? null : Buffer.concat(chunks);
}

function requestOf(incoming: IncomingMessage, body: Buffer<ArrayBuffer>): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const fetchHeaders = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value ?? []].flat()) fetchHeaders.append(name, one);
  }
  return new Request(new URL(`http://localhost${url.startsWith('/') ? url : '/'}`), {
    method,
    headers: fetchHeaders,
    ...(method !== 'GET' && method !== 'HEAD' && { body }),
  });
}
