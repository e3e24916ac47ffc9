import { z } from 'zod';

/** A moment as ISO 8601 in UTC with milliseconds, so that instants compare and sort as plain strings. */
export const Instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
export type Instant = z.infer<typeof Instant>;

export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => seconds(count * 60);
export const hours = (count: number): number => minutes(count * 60);
export const days = (count: number): number => hours(count * 24);

/** The instant `durationMs` after `at` (before it, when negative). */
export function after(at: Instant, durationMs: number): Instant {
  return instantOfEpochMs(epochMs(at) + durationMs);
}

/** Milliseconds from one instant to another; negative when `to` is the earlier one. */
export function elapsedMs(from: Instant, to: Instant): number {
  return epochMs(to) - epochMs(from);
}

export function epochMs(at: Instant): number {
  return Date.parse(at);
}

export function instantOfEpochMs(ms: number): Instant {
  return new Date(ms).toISOString();
}

export function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}

export function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
