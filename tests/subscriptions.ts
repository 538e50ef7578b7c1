import { subscriptions } from "@/db/schema/subscriptions";
import { addDays } from "@/lib/billing/dates";
import type { Facts } from "@/lib/billing/facts";
import { isRunning } from "@/lib/billing/statuses";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import type { Cell } from "@/lib/subscription-list/status-sets";
import { testNow } from "./factories";

/** Facts that stand in a cell at `testNow`, with a month's period that began ten days ago. */
export function factsIn({ phase, autoRenew, isPaused, dunning }: Cell): Facts {
  const isGoing = isRunning({ phase });
  const pauseUntil = isPaused ? addDays(testNow, 12) : null;
  const periodEnd = addDays(testNow, 20);
  return {
    phase,
    autoRenew,
    startedAt: phase === "upcoming" ? null : addDays(testNow, -10),
    periodStart: phase === "upcoming" ? null : addDays(testNow, -10),
    periodEnd: phase === "upcoming" ? null : periodEnd,
    iteration: phase === "upcoming" ? 0 : 1,
    anchorAt: addDays(testNow, -10),
    zone: "UTC",
    cycle: 1,
    isNextPaid: false,
    pausedAt: isPaused ? addDays(testNow, -1) : null,
    pauseUntil,
    unusedPremiumMs: isPaused ? 86_400_000 : null,
    dunning,
    dunningStep: 0,
    dunningSince: dunning === "none" ? null : addDays(testNow, -1),
    isDeclineHard: false,
    discountPercent: null,
    discountCycles: null,
    missedPeriods: 0,
    endedAt: phase === "expired" ? addDays(testNow, -1) : null,
    endReason: phase === "expired" ? "cancelled" : null,
    nextCheckAt: isGoing ? (pauseUntil ?? (autoRenew ? addDays(testNow, 2) : periodEnd)) : null,
  };
}

export const renewing: Cell = { phase: "recurring", autoRenew: true, isPaused: false, dunning: "none" };

type Row = typeof subscriptions.$inferInsert;

/** Rows of subscriptions as they may stand, without payments. */
export async function addSubscriptions(
  ctx: Ctx,
  all: (Partial<Row> & { profileId: string | null; pricePointId: string; cell?: Cell })[],
): Promise<Row[]> {
  const rows = all.map(
    ({ cell = renewing, ...values }): Row => ({
      projectId: ctx.projectId,
      id: newId(testNow),
      environment: "production",
      provider: "sandbox",
      isMirror: false,
      pricePointVersion: 1,
      createdAt: testNow,
      ...factsIn(cell),
      attempts: 0,
      version: 1,
      ...values,
    }),
  );
  await inSystem((tx) => tx.insert(subscriptions).values(rows));
  return rows;
}
