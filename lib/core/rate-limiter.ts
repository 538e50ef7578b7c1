export type RateLimit = { most: number; windowMs: number };

export type Room = {
  isOver: boolean;
  /** What may still come in this window. */
  remaining: number;
  /** Until the window ends. */
  seconds: number;
};

const mostKeys = 200_000;

/**
 * Counts in fixed windows: one map, emptied when the window ends. A record and a timer for each sender, as libraries keep
 * them, would be a third of the collector's memory when every visitor is new.
 */
export function createRateWindow({ most, windowMs }: RateLimit) {
  let counts = new Map<string, number>();
  let endsAt = 0;
  const room = (count: number, now: number): Room => ({
    isOver: count > most,
    remaining: Math.max(0, most - count),
    seconds: Math.max(1, Math.ceil((endsAt - now) / 1000)),
  });
  const begin = (now: number) => {
    if (now < endsAt && counts.size < mostKeys) return;
    counts = new Map();
    endsAt = now + windowMs;
  };
  return {
    /** Counts one more. */
    take(key: string, now: number): Room {
      begin(now);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return room(count, now);
    },
    /** What the next one would find. */
    look(key: string, now: number): Room {
      begin(now);
      return room((counts.get(key) ?? 0) + 1, now);
    },
  };
}

/** Zero when there is room, else the seconds until there is. */
export function createRateLimiter(limit: RateLimit) {
  const window = createRateWindow(limit);
  return function take(key: string, now: number): number {
    const { isOver, seconds } = window.take(key, now);
    return isOver ? seconds : 0;
  };
}
