import { randomBytes } from "node:crypto";

export type Leases = {
  /** All that one process makes lie between these two. */
  first: string;
  last: string;
  next(now: Date): { leaseId: string; until: Date };
};

/** Leases of one process, each with an id of its own that says whose it is. */
export function createLeases(leaseMs: number): Leases {
  const owner = randomBytes(8).toString("hex");
  const idOf = (rest: string) =>
    `${owner}${rest}`.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return {
    first: idOf("0".repeat(16)),
    last: idOf("f".repeat(16)),
    next: (now) => ({
      leaseId: idOf(randomBytes(8).toString("hex")),
      until: new Date(now.getTime() + leaseMs),
    }),
  };
}
