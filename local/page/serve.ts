import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

export interface Page {
  /** Null: the path is not the page's. */
  handle(request: Request): Promise<Response | null>;
}

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Nothing from elsewhere, nothing inline: what a text says can never become a script of this page. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page of this checkout, bundled into memory when it is first asked for: a start need not wait for what only a
 * browser wants.
 */
export function createPage(): Page {
  let assets: Promise<Map<string, Asset>> | null = null;
  return {
    handle: async request => {
      const { pathname } = new URL(request.url);
      if (pathname !== '/' && !pathname.startsWith('/page/')) return null;
      assets ??= loadAssets();
      return answer(request.method, (await assets).get(pathname));
    },
  };
}

async function loadAssets(): Promise<Map<string, Asset>> {
  const folder = join(import.meta.dirname, 'browser');
  const assets = new Map<string, Asset>(await bundled(folder));
  assets.set('/', await fileAt(folder, 'index.html'));
  assets.set('/page/icon.svg', await fileAt(folder, 'icon.svg'));
  return assets;
}

async function bundled(folder: string): Promise<[string, Asset][]> {
  const result = await build({
    absWorkingDir: folder,
    entryPoints: [
      { in: 'main.tsx', out: 'page' },
      { in: 'style/page.css', out: 'page' },
    ],
    outdir: '/page',
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    // slack-blocks-to-jsx is written for React; Preact is the one renderer of this page.
    alias: {
      react: 'preact/compat',
      'react-dom': 'preact/compat',
      'react/jsx-runtime': 'preact/jsx-runtime',
    },
    logLevel: 'silent',
  });
  return result.outputFiles.map(file => [
    file.path,
    { body: new Uint8Array(file.contents), type: typeOf(file.path) },
  ]);
}

async function fileAt(folder: string, name: string): Promise<Asset> {
  return { body: new Uint8Array(await readFile(join(folder, name))), type: typeOf(name) };
}

function typeOf(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

function answer(method: string, asset: Asset | undefined): Response {
  if (asset === undefined) return new Response('The page has no such file.\n', { status: 404 });
  if (method !== 'GET' && method !== 'HEAD') {
    return new Response('The page can only be read.\n', { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  return new Response(method === 'HEAD' ? null : asset.body, {
    headers: {
      'content-type': asset.type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}
