import { createHash, createHmac } from 'node:crypto';
import { Lane } from '../../core/job.ts';
import type { PhoneNumber, TeamId } from '../../core/team.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Sixteen hexadecimal bytes: 128 bits, the least that keeps two numbers from sharing a key by chance. */
const HMAC_DIGITS = 32;
/** Ten digits keep `seq` in order as text; a thread of a text every second would last three centuries. */
const SEQ_DIGITS = 10;
const DESK_PREFIX = 'desk-';

/** Spreads each lane's due jobs over this many index partitions, each good for 1,000 writes a second. */
const SHARDS = 4;

export type Keys = ReturnType<typeof createKeys>;

/**
 * The only place that builds a key. Keys show in cloud logs and metrics, so they hold ids, codes and HMACs:
 * never a phone number (a plain hash of one is guessed in seconds, hence the secret `pepper`) or a name.
 */
export function createKeys(pepper: string) {
  function hmac(...parts: readonly string[]): string {
    return createHmac('sha256', pepper).update(parts.join('|')).digest('hex').slice(0, HMAC_DIGITS);
  }

  /** Where a thread or a desk lives, with all its contact records. */
  function partition(threadOrDeskId: string): string {
    return threadOrDeskId.startsWith(DESK_PREFIX)
      ? `DESK#${threadOrDeskId.slice(DESK_PREFIX.length)}`
      : `THREAD#${threadOrDeskId}`;
  }

  return {
    threadId: (line: PhoneNumber, phone: PhoneNumber): string => hmac('thread', line, phone),
    deskId: (phone: PhoneNumber): string => DESK_PREFIX + hmac('desk', phone),

    agency: (): Key => ({ pk: 'AGENCY', sk: 'AGENCY' }),
    number: (number: PhoneNumber): Key => ({ pk: `NUMBER#${hmac('number', number)}`, sk: 'NUMBER' }),
    team: (id: TeamId): Key => ({ pk: `TEAM#${id}`, sk: 'TEAM' }),
    thread: (id: string): Key => ({ pk: partition(id), sk: 'THREAD' }),
    desk: (id: string): Key => ({ pk: partition(id), sk: 'DESK' }),
    record: (threadOrDeskId: string, seq: number): Key => ({
      pk: partition(threadOrDeskId),
      sk: `RECORD#${String(seq).padStart(SEQ_DIGITS, '0')}`,
    }),
    client: (code: string): Key => ({ pk: `CLIENT#${code}`, sk: 'CLIENT' }),
    crisisCode: (code: string): Key => ({ pk: `CODE#${code}`, sk: 'CODE' }),
    event: (crisisId: string, n: number): Key => ({
      pk: `CRISIS#${crisisId}`,
      sk: `EVENT#${String(n).padStart(SEQ_DIGITS, '0')}`,
    }),
    /** One partition for the whole agency: everyone who asks wants all of it, and it holds dozens of rows at worst. */
    openCrisis: (code: string): Key => ({ pk: 'OPEN', sk: code }),
    waiting: (team: TeamId, threadId: string): Key => ({ pk: `WAITING#${team}`, sk: threadId }),
    receipt: (id: string): Key => ({ pk: `RECEIPT#${id}`, sk: 'RECEIPT' }),
    job: (id: string): Key => ({ pk: `JOB#${id}`, sk: 'JOB' }),
    cardLink: (tokenHash: string): Key => ({ pk: `CARD#${tokenHash}`, sk: 'CARD' }),

    /** The index partition a job waits in. A job keeps its shard for life, because it follows from the id. */
    due: (lane: Lane, jobId: string): string => dueShard(lane, shardOf(jobId)),
    dueShards: (lane: Lane): readonly string[] =>
      Array.from({ length: SHARDS }, (_, shard) => dueShard(lane, shard)),
  };
}

function dueShard(lane: Lane, shard: number): string {
  return `DUE#${lane}#${shard}`;
}

function shardOf(jobId: string): number {
  return createHash('sha256').update(jobId).digest().readUInt8(0) % SHARDS;
}

/** Crisis work first: the order in which every sweep looks. */
export const LANES = Lane.options;
