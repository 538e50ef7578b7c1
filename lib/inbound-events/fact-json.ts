import type { Fact } from "./facts";

/** Facts as they are stored: amounts are text, since JSON's numbers end before money does. */
export function storedFact(fact: Fact): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(fact, (_, value) => (typeof value === "bigint" ? value.toString() : value)),
  );
}

export function factOf(stored: Record<string, unknown>): Fact {
  const read = JSON.parse(JSON.stringify(stored), (key, value) => (key === "minor" ? BigInt(value) : value));
  // `storedFact` is the only writer.
  return read as Fact;
}

/** Equal for facts that say the same, however the database has ordered their fields. */
export function canonicalFact(fact: Fact): string {
  return JSON.stringify(storedFact(fact), (_, value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
