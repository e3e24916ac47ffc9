import { z } from 'zod';
import { PhoneNumber, StaffId, TeamId } from './team.ts';
import { Instant } from './time.ts';

/** One relay number on one staff phone: the client it stands for, now or last. */
export const RelayUse = z.object({
  /** Null: no relay was free; texts to the desk that begin with the client code go to this client. */
  relay: PhoneNumber.nullable(),
  team: TeamId,
  threadId: z.string(),
  clientCode: z.string(),
  conversationId: z.string(),
  since: Instant,
  until: Instant.nullable(),
  /** The relay stood for another client before: until then the first reply must be confirmed with SEND. */
  confirmUntil: Instant.nullable(),
});
export type RelayUse = z.infer<typeof RelayUse>;

/** A question asked of this person on one of our numbers, which their next text there may answer. */
export const PendingQuestion = z.discriminatedUnion('ask', [
  z.object({
    ask: z.literal('send'),
    /** The number it was asked on: only there is it answered. */
    askedOn: PhoneNumber,
    team: TeamId,
    threadId: z.string(),
    clientCode: z.string(),
    body: z.string(),
    until: Instant,
  }),
  z.object({
    ask: z.literal('disposition'),
    askedOn: PhoneNumber,
    team: TeamId,
    threadId: z.string(),
    code: z.string(),
    until: Instant,
  }),
]);
export type PendingQuestion = z.infer<typeof PendingQuestion>;

/** The thread of one staff phone with the desk: what it said, its relays, and what it was last asked. */
export const Desk = z.object({
  id: z.string(),
  rev: z.int(),
  staff: StaffId,
  /** The teams whose roster has this phone; none: a former colleague, who is heard like anybody else. */
  teams: z.array(TeamId),
  phone: PhoneNumber,
  lastSeq: z.int().min(0),
  lastHash: z.string(),
  relays: z.array(RelayUse),
  /** What was asked and not answered yet: one question a number. */
  questions: z.array(PendingQuestion),
});
export type Desk = z.infer<typeof Desk>;
