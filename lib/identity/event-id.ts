import { isAnonymousId } from "./blocked";

export type Alias = { value: string; lastSeenAt: Date | null };

/**
 * The one id that events name a customer by, of all that it has: the identified one seen last, else the one seen last,
 * else any (RevenueCat's order). Those seen at one moment stand in the order of their text, so that the answer is one.
 */
export function eventIdOf(aliases: readonly Alias[]): string | null {
  const ranked = aliases.toSorted(
    (a, b) => rank(a) - rank(b) || time(b) - time(a) || (a.value < b.value ? -1 : 1),
  );
  return ranked[0]?.value ?? null;
}

function rank({ value, lastSeenAt }: Alias): number {
  if (!lastSeenAt) return 2;
  return isAnonymousId(value) ? 1 : 0;
}

function time({ lastSeenAt }: Alias): number {
  return lastSeenAt?.getTime() ?? 0;
}
