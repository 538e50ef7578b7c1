export type RateLimit = { most: number; windowMs: number };

const mostKeys = 200_000;

/**
 * Counts in fixed windows: one map, emptied when the window ends. A record and a timer for each sender, as libraries keep
 * them, would be a third of the collector's memory when every visitor is new.
 */
export function createRateLimiter({ most, windowMs }: RateLimit) {
  let counts = new Map<string, number>();
  let endsAt = 0;

  /** Zero when there is room, else the seconds until there is. */
  return function take(key: string, now: number): number {
    if (now >= endsAt || counts.size >= mostKeys) {
      counts = new Map();
      endsAt = now + windowMs;
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= most ? 0 : Math.max(1, Math.ceil((endsAt - now) / 1000));
  };
}
