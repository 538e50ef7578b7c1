import { setTimeout as wait } from "node:timers/promises";
import { and, eq } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { subscriptions } from "../../db/schema/subscriptions";
import { transactions } from "../../db/schema/transactions";
import type { Clock } from "../core/clock";
import { read } from "../core/database";
import { demoCtx } from "../demo/project";
import { openStates } from "../subscriptions/attempts";

/** What we believe happened. */
export type Books = {
  /** Not tried to an end yet. */
  due: number;
  unsettled: number;
  /** When the last of them is asked for again. */
  lastLookupAt: Date | null;
  paidOnce: number;
  declined: number;
  parked: number;
  periodOf: Map<string, string>;
  succeeded: Set<string>;
  settledMinor: bigint;
  ledgerMinor: bigint;
  newKeysWhileOpen: number;
};

export async function readBooks(projectId: string, clock: Clock): Promise<Books> {
  const ctx = demoCtx(projectId, clock);
  const [rows, attempts, paid, moved] = await read(ctx, async (tx) => [
    await tx
      .select({
        isNextPaid: subscriptions.isNextPaid,
        iteration: subscriptions.iteration,
        dunning: subscriptions.dunning,
        parkedAt: subscriptions.parkedAt,
      })
      .from(subscriptions)
      .where(eq(subscriptions.projectId, projectId)),
    await tx
      .select({
        id: chargeAttempts.id,
        subscriptionId: chargeAttempts.subscriptionId,
        periodKey: chargeAttempts.periodKey,
        state: chargeAttempts.state,
        nextLookupAt: chargeAttempts.nextLookupAt,
      })
      .from(chargeAttempts)
      .where(eq(chargeAttempts.projectId, projectId)),
    await tx.select({ minor: orders.settledMinor }).from(orders).where(eq(orders.projectId, projectId)),
    await tx
      .select({ minor: transactions.amountMinor })
      .from(transactions)
      .where(and(eq(transactions.projectId, projectId), eq(transactions.status, "succeeded"))),
  ]);
  const isPaid = (row: (typeof rows)[number]) => row.isNextPaid || row.iteration > 1;
  const isOpen = (state: string) => openStates.some((open) => open === state);
  const triesOf = new Map<string, number>();
  for (const { state, subscriptionId, periodKey } of attempts)
    if (state !== "declined") {
      const period = `${subscriptionId} ${periodKey}`;
      triesOf.set(period, (triesOf.get(period) ?? 0) + 1);
    }
  const sum = (amounts: { minor: bigint }[]) => amounts.reduce((total, { minor }) => total + minor, 0n);
  const waiting = attempts.flatMap(({ nextLookupAt }) => nextLookupAt ?? []);
  return {
    lastLookupAt: waiting.reduce<Date | null>((last, at) => (last && last > at ? last : at), null),
    due: rows.filter((row) => !isPaid(row) && row.dunning === "none" && !row.parkedAt).length,
    unsettled: attempts.filter(({ state }) => isOpen(state) && state !== "parked").length,
    paidOnce: rows.filter(isPaid).length,
    declined: rows.filter((row) => !isPaid(row) && row.dunning !== "none").length,
    parked: rows.filter((row) => !isPaid(row) && row.dunning === "none" && row.parkedAt).length,
    periodOf: new Map(
      attempts.map(({ id, subscriptionId, periodKey }) => [id, `${subscriptionId} ${periodKey}`]),
    ),
    succeeded: new Set(attempts.filter(({ state }) => state === "succeeded").map(({ id }) => id)),
    settledMinor: sum(paid),
    ledgerMinor: sum(moved),
    newKeysWhileOpen: [...triesOf.values()].filter((tries) => tries > 1).length,
  };
}

/**
 * The books once nothing is due and nothing unsettled. It waits as long as the engine's own schedule does: until what is
 * looked up last has been, and a while for the asking; `mostMs` at most.
 */
export async function untilSettled(projectId: string, clock: Clock, mostMs: number): Promise<Books> {
  const latest = Date.now() + mostMs;
  let quietSince = Date.now();
  let left = -1;
  for (;;) {
    const books = await readBooks(projectId, clock);
    const open = books.due + books.unsettled;
    if (open === 0) return books;
    const isWaiting = books.lastLookupAt !== null && books.lastLookupAt > clock.now();
    if (isWaiting || open !== left) quietSince = Date.now();
    left = open;
    if (Date.now() - quietSince > quietMs || Date.now() > latest) return books;
    await wait(500);
  }
}

/** Nothing is waited for by the schedule and nothing moves. */
const quietMs = 60_000;
