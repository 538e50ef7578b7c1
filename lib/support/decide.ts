import { and, eq, sql } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { subscriptions } from "../../db/schema/subscriptions";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import type { Attempt } from "../subscriptions/attempts";
import type { EngineCtx } from "../subscriptions/engine-ctx";
import { reopen } from "../subscriptions/reopen";
import { settleWithin } from "../subscriptions/settle";
import { settleAction } from "../subscriptions/settle-action";

type Verdict = { attempt: string; verdict: "executed" | "not_executed"; reference?: string | undefined };

/**
 * Settles a parked attempt by what a person found. What was not executed leaves no trace in the ledger: a renewal is due
 * again, with a new attempt, since this one can no longer be executed by us.
 */
export async function decideAttempt(ctx: EngineCtx, { attempt: id, verdict, reference }: Verdict) {
  const [attempt] = await ctx.tx
    .select()
    .from(chargeAttempts)
    .where(and(eq(chargeAttempts.projectId, ctx.projectId), eq(chargeAttempts.id, id)));
  if (!attempt) throw new AppError("not_found", "There is no such charge");
  if (!attempt.parkedReason)
    throw new AppError(
      "conflict",
      `Only what is parked needs a person: this ${attempt.kind} is ${attempt.state}.`,
    );
  await unpark(ctx, attempt);
  if (verdict === "executed") await requireOpen(ctx, attempt);
  const isSettled =
    verdict === "executed"
      ? await settleWithin(ctx, id, {
          state: "succeeded",
          reference: reference ?? attempt.providerReference ?? id,
          occurredAt: ctx.terrain.now,
        })
      : await settleNotExecuted(ctx, attempt);
  if (!isSettled) throw new AppError("conflict", "Someone has just settled it. Look at it again.");
  return {
    state: "done" as const,
    details: { verdict, attempt: showId("attempt", id) },
    audit: {
      subject: showId("attempt", id),
      before: { state: attempt.state },
      after: { state: verdict, ...(reference && { reference }) },
    },
  };
}

/** What the attempt parked goes on. The subscription comes before the attempt, as everybody locks them. */
async function unpark(
  { tx, projectId }: EngineCtx,
  { subscriptionId, parkedReason }: Attempt,
): Promise<void> {
  if (!subscriptionId) return;
  const { parkedAt, parkedReason: reason, version } = subscriptions;
  await tx
    .update(subscriptions)
    .set({
      parkedAt: sql`case when ${reason} = ${parkedReason} then null else ${parkedAt} end`,
      parkedReason: sql`nullif(${reason}, ${parkedReason})`,
      version: sql`${version} + 1`,
    })
    .where(and(eq(subscriptions.projectId, projectId), eq(subscriptions.id, subscriptionId)));
}

/** One that was refused and turned out to be executed is open again, unless something else was paid in its place. */
async function requireOpen(ctx: EngineCtx, attempt: Attempt): Promise<void> {
  if (attempt.state === "parked" || (await reopen(ctx, attempt, attempt.parkedReason ?? ""))) return;
  throw new AppError(
    "conflict",
    "Something else was paid for the same, or is being tried. Give this one back at the gateway, then say that it was not executed.",
  );
}

async function settleNotExecuted(ctx: EngineCtx, attempt: Attempt): Promise<boolean> {
  const { tx, projectId } = ctx;
  if (attempt.state !== "parked") return forgetContradiction(ctx, attempt);
  if (attempt.subscriptionId)
    await tx
      .update(subscriptions)
      .set({ leaseId: null, leasedUntil: null, attempts: 0 })
      .where(and(eq(subscriptions.projectId, projectId), eq(subscriptions.id, attempt.subscriptionId)));
  const [settled] = await tx
    .update(chargeAttempts)
    .set({ state: "not_executed", settledAt: ctx.clock.now(), parkedReason: null, actionUrl: null })
    .where(
      and(
        eq(chargeAttempts.projectId, projectId),
        eq(chargeAttempts.id, attempt.id),
        eq(chargeAttempts.state, "parked"),
      ),
    )
    .returning({ id: chargeAttempts.id });
  if (!settled) return false;
  await tx
    .update(orders)
    .set({ ...orderAfter(attempt), version: sql`${orders.version} + 1` })
    .where(and(eq(orders.projectId, projectId), eq(orders.id, attempt.orderId)));
  await settleAction(ctx, attempt, "failed");
  return true;
}

/** It was refused before, and so it stays. */
async function forgetContradiction({ tx, projectId }: EngineCtx, { id, state }: Attempt): Promise<boolean> {
  const forgotten = await tx
    .update(chargeAttempts)
    .set({ parkedReason: null })
    .where(
      and(
        eq(chargeAttempts.projectId, projectId),
        eq(chargeAttempts.id, id),
        eq(chargeAttempts.state, state),
      ),
    )
    .returning({ id: chargeAttempts.id });
  return forgotten.length > 0;
}

/** What was asked back is free again; a purchase is given up, and a renewal's order waits for the next try. */
function orderAfter({ kind, amountMinor }: Attempt) {
  if (kind === "refund") return { refundPendingMinor: sql`${orders.refundPendingMinor} - ${amountMinor}` };
  return kind === "renewal" ? {} : { state: "cancelled" as const };
}
