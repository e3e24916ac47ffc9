import type { Outside } from '../../app/ports.ts';

/**
 * What goes wrong at the n-th call that one execution makes to the outside. `dies`: the process ends there. `fails`: the
 * call throws. `before`: nothing was done; `after`: it was done, and the answer is lost.
 */
export interface Fault {
  readonly atCall: number;
  readonly how: 'dies-before' | 'dies-after' | 'fails-before' | 'fails-after';
}

type Call = (...args: never[]) => Promise<unknown>;

const FRAGILE = {
  store: ['load', 'commit', 'openCrises', 'records', 'waiting'],
  jobs: ['claim', 'putOff'],
  carrier: ['send', 'find'],
  slack: ['showCrisis'],
} as const;

/** An outside that breaks once, and a promise that settles when the process it serves has died of it. */
export function fragile(outside: Outside, fault: Fault): { outside: Outside; died: Promise<'died'> } {
  const died = Promise.withResolvers<'died'>();
  let calls = 0;
  let isDead = false;
  const never = () => new Promise<never>(() => undefined);

  async function suffer(call: () => Promise<unknown>): Promise<unknown> {
    if (isDead) return never();
    calls += 1;
    if (calls !== fault.atCall) return call();
    if (fault.how.endsWith('after')) await call();
    if (fault.how.startsWith('fails')) throw new Error('The simulation lost this call');
    isDead = true;
    died.resolve('died');
    return never();
  }

  function wrapped<T extends object>(port: T, methods: readonly string[]): T {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (!methods.includes(String(name))) return method;
        return (...args: never[]) => suffer(() => (method as Call).apply(target, args));
      },
    });
  }

  return {
    outside: {
      ...outside,
      store: wrapped(outside.store, FRAGILE.store),
      jobs: wrapped(outside.jobs, FRAGILE.jobs),
      carrier: wrapped(outside.carrier, FRAGILE.carrier),
      slack: wrapped(outside.slack, FRAGILE.slack),
    },
    died: died.promise,
  };
}
