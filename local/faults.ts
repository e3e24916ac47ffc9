import { z } from 'zod';
import { describeProblem } from './describe-problem.ts';

export type FaultKind =
  | 'http-500'
  | 'http-429'
  | 'reset-before'
  | 'reset-after'
  | 'error-30003'
  | 'status-undelivered'
  | 'status-lost';

/** Thrown by a stand-in's handler: the server breaks the connection instead of answering. */
export class ConnectionReset extends Error {
  override readonly name = 'ConnectionReset';

  constructor() {
    super('A fault breaks this connection');
  }
}

const ANY_SERVICE_FAULTS = ['http-500', 'http-429', 'reset-before', 'reset-after'] as const;
const TEXT_FAULTS = ['error-30003', 'status-undelivered', 'status-lost'] as const;

const Common = {
  /** The fault strikes only when each of these facts of the call is the same. */
  match: z.record(z.string(), z.string()).default({}),
  times: z.int().min(1).max(10_000).default(1),
};

const Fault = z.discriminatedUnion('service', [
  z
    .strictObject({
      service: z.literal('twilio'),
      operation: z.enum(['messages.create', 'messages.list', 'messages.fetch']),
      fault: z.enum([...ANY_SERVICE_FAULTS, ...TEXT_FAULTS]),
      ...Common,
    })
    .refine(fault => fault.operation === 'messages.create' || isOneOf(ANY_SERVICE_FAULTS, fault.fault), {
      path: ['fault'],
      message: `only messages.create can have ${TEXT_FAULTS.join(', ')}`,
    }),
  z.strictObject({
    service: z.literal('slack'),
    operation: z
      .string()
      .regex(/^[a-z]+(\.[a-zA-Z]+)+$/, 'expected a method of the Web API, such as chat.postMessage'),
    fault: z.enum(ANY_SERVICE_FAULTS),
    ...Common,
  }),
  z.strictObject({
    service: z.literal('dynamodb'),
    operation: z
      .string()
      .regex(/^[A-Z][A-Za-z]+$/, 'expected an operation of DynamoDB, such as TransactWriteItems'),
    fault: z.enum(ANY_SERVICE_FAULTS),
    ...Common,
  }),
]);
export type Fault = z.infer<typeof Fault>;

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that strikes this call, if any; it counts as one of its times. The oldest that matches goes first. */
  take(service: Fault['service'], operation: string, subject: Record<string, string>): FaultKind | null;
  list(): readonly Fault[];
  /** `POST`, `GET` and `DELETE /sim/faults`; null for any other path. */
  handle(request: Request): Promise<Response | null>;
}

export function createFaults(): Faults {
  let pending: Fault[] = [];

  return {
    add: fault => {
      pending.push(fault);
    },
    clear: () => {
      pending = [];
    },
    list: () => pending,
    take(service, operation, subject) {
      const struck = pending.find(
        fault => fault.service === service && fault.operation === operation && matches(fault.match, subject),
      );
      if (struck === undefined) return null;
      pending = pending.flatMap(fault => {
        if (fault !== struck) return [fault];
        return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
      });
      return struck.fault;
    },
    async handle(request) {
      if (new URL(request.url).pathname !== '/sim/faults') return null;
      switch (request.method) {
        case 'POST': {
          const parsed = Fault.safeParse(await request.json().catch(() => null));
          if (!parsed.success)
            return Response.json({ error: describeProblem(parsed.error) }, { status: 400 });
          pending.push(parsed.data);
          break;
        }
        case 'DELETE':
          pending = [];
          break;
        case 'GET':
          break;
        default:
          return Response.json({ error: 'Use POST, GET or DELETE on /sim/faults.' }, { status: 405 });
      }
      return Response.json({ faults: pending });
    },
  };
}

function matches(wanted: Record<string, string>, subject: Record<string, string>): boolean {
  return Object.entries(wanted).every(([fact, value]) => subject[fact] === value);
}

function isOneOf(allowed: readonly string[], value: string): boolean {
  return allowed.includes(value);
}
