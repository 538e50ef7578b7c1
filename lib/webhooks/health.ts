const disabledAfterMs = 5 * 24 * 60 * 60_000;
const fewestFailures = 20;

export type Health = {
  failures: number;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
};

/** One attempt as the endpoint's health sees it. */
export type Seen = { at: Date; isDelivered: boolean; counts: boolean };

/** One success forgives all failures before it; a failed attempt that a person asked for says nothing. */
export function healthAfter(health: Health, seen: readonly Seen[]): Health {
  const after = { ...health };
  for (const { at, isDelivered, counts } of seen) {
    if (isDelivered) Object.assign(after, { failures: 0, failingSince: null, lastSuccessAt: at });
    else if (counts) {
      after.failures += 1;
      after.failingSince ??= at;
      after.lastFailureAt = at;
    }
  }
  return after;
}

/** Nothing but failures for five days, and enough of them to know. */
export function isGivenUp({ failures, failingSince }: Health, now: Date): boolean {
  return (
    failures >= fewestFailures &&
    failingSince !== null &&
    now.getTime() - failingSince.getTime() >= disabledAfterMs
  );
}
