/**
 * What a failed write calls for. `data`: the rows are at fault, so the others must be tried without them. `race`: another
 * process wrote the same person first, and the next try finds those rows. `slow`: a statement ran out of time, perhaps for
 * one visit's sake. `again`: the same write may work now, and doing it twice is harmless. `unavailable`: the database cannot
 * write at present.
 */
export type WriteFailure = "data" | "race" | "slow" | "again" | "unavailable";

// 40: another transaction was in the way. 57P01-03 and 08: the connection ended, so the outcome is unknown.
const again =
  /^(40001|40P01|57P0[1-3]|08...|CONNECTION_(CLOSED|DESTROYED|ENDED)|ECONN(RESET|REFUSED)|EPIPE|CONNECT_TIMEOUT)$/;

export function failureOf(error: unknown): WriteFailure {
  const code = error instanceof Error ? String(Reflect.get(error, "code") ?? "") : "";
  if (code === "23505") return "race";
  if (code === "57014") return "slow";
  if (again.test(code)) return "again";
  return /^2[23]...$/.test(code) ? "data" : "unavailable";
}
