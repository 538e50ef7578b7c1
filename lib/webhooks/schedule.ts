const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** From one failed try of the schedule to the next: those of Standard Webhooks, 75 hours in all. */
export const retryDelaysMs = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;
export const mostTries = retryDelaysMs.length + 1;

const jitter = 0.2;
const throttledMs = minute;
const longestRetryAfterMs = 24 * hour;
const throttling = new Set([429, 502, 503, 504]);

export type FailedTry = {
  /** Tries of the schedule so far, this one among them. */
  tries: number;
  status: number | null;
  error: string | null;
  retryAfter: string | null;
  endedAt: Date;
  /** From 0 to 1. */
  random: number;
};

/** When to try again; null where the schedule is over. */
export function nextTryAt({ tries, status, error, retryAfter, endedAt, random }: FailedTry): Date | null {
  const base = retryDelaysMs[tries - 1];
  if (base === undefined) return null;
  const spread = base * (1 - jitter + 2 * jitter * random);
  const isThrottled = error === "timeout" || (status !== null && throttling.has(status));
  const wished = retryAfterMs(retryAfter, endedAt) ?? 0;
  const delayMs = Math.max(spread, isThrottled ? throttledMs : 0, wished);
  return new Date(endedAt.getTime() + Math.round(delayMs));
}

/** What `Retry-After` asks for, seconds or a date, a day at most. */
export function retryAfterMs(value: string | null, now: Date): number | null {
  if (value === null) return null;
  const text = value.trim();
  const ms = /^\d{1,12}$/.test(text) ? Number(text) * second : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestRetryAfterMs) : null;
}
