import { z } from 'zod';

/** What the local run tells the page. Unknown fields are ignored, so that the run may tell more. */

const Staff = z.object({
  id: z.string(),
  role: z.string(),
  phone: z.string(),
  slackUser: z.string().nullish(),
});

const Team = z.object({
  id: z.string(),
  zone: z.string(),
  line: z.string(),
  desk: z.string(),
  relays: z.array(z.string()),
  channel: z.string(),
  staff: z.array(Staff),
});

const Client = z.object({
  code: z.string(),
  phone: z.string(),
  language: z.string(),
  name: z.string().nullable(),
});

export const Roster = z.object({ teams: z.array(Team), clients: z.array(Client) });
export type Roster = z.infer<typeof Roster>;

export const Text = z.object({
  sid: z.string(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  direction: z.enum(['sent', 'received']),
  status: z.string(),
  at: z.string(),
  media: z.array(z.object({ url: z.string(), contentType: z.string() })).default([]),
});
export type Text = z.infer<typeof Text>;
export const Texts = z.array(Text);

const Phone = z.object({
  e164: z.string(),
  label: z.string(),
  unread: z.number(),
  last: Text.nullable(),
});
export type Phone = z.infer<typeof Phone>;
export const Phones = z.array(Phone);

export const Clock = z.object({ now: z.string(), standing: z.boolean(), zone: z.string() });
export type Clock = z.infer<typeof Clock>;

/** Null: no rotation ever hands off. */
export const NextHandoff = z.object({ at: z.string().nullable() });

const Job = z.object({
  id: z.string(),
  lane: z.string(),
  kind: z.string(),
  what: z.string(),
  dueAt: z.string(),
  attempts: z.number(),
  about: z.string().nullish(),
});
export type Job = z.infer<typeof Job>;
export const Jobs = z.array(Job);
