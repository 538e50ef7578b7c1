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
  return {
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

/** The books once nothing is due and nothing unsettled, or as they are when the time is over. */
export async function untilSettled(projectId: string, clock: Clock, timeoutMs: number): Promise<Books> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const books = await readBooks(projectId, clock);
    if ((books.due === 0 && books.unsettled === 0) || Date.now() > end) return books;
    await wait(500);
  }
}
