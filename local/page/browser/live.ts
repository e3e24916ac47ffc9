import { useEffect, useState } from 'preact/hooks';
import { z } from 'zod';
import { read } from './api.ts';
import { report } from './notices.ts';

const Part = z.enum(['phones', 'slack', 'clock', 'jobs']);
export type Part = z.infer<typeof Part>;
const Change = z.object({ what: Part });

type Listener = (part: Part | 'all') => void;
const listeners = new Set<Listener>();

/** Listens for changes until the returned function is called. After a broken connection everything is read again. */
export function followChanges(onConnection: (connected: boolean) => void): () => void {
  const source = new EventSource('/sim/changes');
  let broken = false;
  source.onopen = () => {
    onConnection(true);
    if (broken) tell('all');
    broken = false;
  };
  source.onerror = () => {
    broken = true;
    onConnection(false);
  };
  source.onmessage = (event: MessageEvent<string>) => {
    const change = Change.safeParse(JSON.parse(event.data));
    if (change.success) tell(change.data.what);
  };
  return () => source.close();
}

function tell(part: Part | 'all'): void {
  for (const listener of listeners) listener(part);
}

/** What the run says at `path`, read again whenever one of `parts` changes; null until the first answer, or without a path. */
export function useLive<Schema extends z.ZodType>(
  parts: readonly Part[],
  path: string | null,
  schema: Schema,
): z.infer<Schema> | null {
  const [seen, setSeen] = useState<{ path: string; json: string; value: z.infer<Schema> } | null>(null);
  const watched = parts.join(' ');
  useEffect(() => {
    if (path === null) return;
    const refresh = oneAtATime(async () => {
      const value = await read(path, schema);
      const json = JSON.stringify(value);
      setSeen(before => (before?.path === path && before.json === json ? before : { path, json, value }));
    });
    refresh();
    const listener: Listener = part => {
      if (part === 'all' || watched.split(' ').includes(part)) refresh();
    };
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [path, schema, watched]);
  return seen !== null && seen.path === path ? seen.value : null;
}

/** Twenty changes in a burst make two requests, not twenty. */
function oneAtATime(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await work().catch(report);
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set by a call during the await
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
