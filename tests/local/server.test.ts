import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConnectionReset } from '../../local/faults.ts';
import { type Handle, listen, type LocalServer } from '../../local/server.ts';

let server: LocalServer;
const onError = vi.fn();
afterEach(async () => {
  await server.close();
  onError.mockReset();
});

async function serve(handle: Handle): Promise<string> {
  server = await listen(0, handle, onError);
  return `http://127.0.0.1:${server.port}`;
}

describe('the server', () => {
  it('passes bytes on as they are, both ways', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
    const origin = await serve(async request => new Response(await request.arrayBuffer()));
    const response = await fetch(origin, { method: 'POST', body: bytes });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it('passes on the path, the query and the headers', async () => {
    const origin = await serve(request => {
      const { pathname, search } = new URL(request.url);
      return Promise.resolve(Response.json([request.method, pathname, search, request.headers.get('x-one')]));
    });
    const response = await fetch(`${origin}/sim/phones/%2B1212/texts?a=1&a=2`, {
      headers: { 'X-One': 'yes' },
    });
    expect(await response.json()).toEqual(['GET', '/sim/phones/%2B1212/texts', '?a=1&a=2', 'yes']);
  });

  it('keeps several cookies apart', async () => {
    const origin = await serve(() => {
      const headers = new Headers();
      headers.append('set-cookie', 'a=1; Path=/');
      headers.append('set-cookie', 'b=2');
      return Promise.resolve(new Response(null, { headers }));
    });
    expect((await fetch(origin)).headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
  });

  it('breaks the connection where a fault says so', async () => {
    const origin = await serve(() => Promise.reject(new ConnectionReset()));
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
    expect(onError).not.toHaveBeenCalled();
  });

  it('goes on after a request that failed, and tells of it', async () => {
    let failing = true;
    const origin = await serve(() => {
      if (failing) throw new Error('a bug');
      return Promise.resolve(new Response('fine'));
    });
    await expect(fetch(origin)).rejects.toThrow();
    failing = false;
    expect(await (await fetch(origin)).text()).toBe('fine');
    expect(onError).toHaveBeenCalledOnce();
  });

  it('refuses a body larger than API Gateway takes', async () => {
    const handle = vi.fn<Handle>();
    const origin = await serve(handle);
    const response = await fetch(origin, { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });
    expect(response.status).toBe(413);
    expect(handle).not.toHaveBeenCalled();
  });

  it('does not mind a caller who hangs up in the middle of a stream', async () => {
    const left = vi.fn();
    const origin = await serve(() =>
      Promise.resolve(
        new Response(new ReadableStream({ start: c => c.enqueue(Buffer.from('data: 1\n\n')), cancel: left })),
      ),
    );
    const caller = new AbortController();
    const response = await fetch(origin, { signal: caller.signal });
    await response.body?.getReader().read();
    caller.abort();
    await vi.waitFor(() => expect(left).toHaveBeenCalled());
    expect(onError).not.toHaveBeenCalled();
  });

  it('does not mind a caller who speaks no HTTP', async () => {
    const origin = await serve(() => Promise.resolve(new Response('fine')));
    const socket = connect(server.port, '127.0.0.1');
    socket.end('\0\0nonsense\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    expect(await (await fetch(origin)).text()).toBe('fine');
  });

  it('says in a sentence that its port is taken', async () => {
    await serve(() => Promise.resolve(new Response()));
    await expect(listen(server.port, () => Promise.resolve(new Response()), onError)).rejects.toThrow(
      `Port ${server.port} is taken by another program: stop that one, or choose another with --port, such as --port ${server.port + 1}.`,
    );
  });

  it('gives up its port when only the IPv6 half of it is taken', async () => {
    const other = createServer();
    const onIpv6 = await new Promise<boolean>(done => {
      other.once('error', () => done(false));
      other.listen(0, '::1', () => done(true));
    });
    server = await listen(0, () => Promise.resolve(new Response()), onError);
    const address = other.address();
    if (!onIpv6 || typeof address !== 'object' || address === null) return;
    await expect(listen(address.port, () => Promise.resolve(new Response()), onError)).rejects.toThrow(
      /is taken/,
    );
    const again = createServer().listen(address.port, '127.0.0.1');
    await vi.waitFor(() => expect(again.listening).toBe(true));
    again.close();
    other.close();
  });
});
