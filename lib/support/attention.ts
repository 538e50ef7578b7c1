import { and, asc, count, eq, gt, inArray, isNotNull, lte, ne, sql } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { subscriptions } from "../../db/schema/subscriptions";
import { disputes, transactions } from "../../db/schema/transactions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Amount } from "../core/money";
import { terrainOf } from "../subscriptions/project-time";

/** A charge or refund about which a person must decide. */
export type Parked = {
  id: string;
  kind: (typeof chargeAttempts.$inferSelect)["kind"];
  amount: Amount;
  profileId: string | null;
  reason: string | null;
  createdAt: Date;
};

export type Attention = {
  parked: Parked[];
  /** Subscriptions that the engine has stopped at. */
  stopped: {
    id: string;
    profileId: string | null;
    reason: string | null;
    /** What was said of it that cannot be, where that stopped it. */
    attemptId: string | null;
  }[];
  retriedToday: number;
  disputes: { id: string; profileId: string | null; amount: Amount; dueAt: Date | null }[];
  pendingRefunds: number;
};

const mostOfEach = 5;
const dayMs = 86_400_000;

/** What waits for somebody, each part along an index of its own. */
export async function listAttention(ctx: Ctx): Promise<Attention> {
  const { projectId } = ctx;
  return read(ctx, async (tx) => {
    const { now } = await terrainOf(tx, projectId, ctx.clock.now());
    const parked = await tx
      .select({ attempt: chargeAttempts, profileId: orders.profileId })
      .from(chargeAttempts)
      .innerJoin(orders, and(eq(orders.projectId, projectId), eq(orders.id, chargeAttempts.orderId)))
      .where(and(eq(chargeAttempts.projectId, projectId), eq(chargeAttempts.state, "parked")))
      .orderBy(asc(chargeAttempts.createdAt))
      .limit(mostOfEach);
    const stopped = await tx
      .select({
        id: subscriptions.id,
        profileId: subscriptions.profileId,
        reason: subscriptions.parkedReason,
      })
      .from(subscriptions)
      .where(and(eq(subscriptions.projectId, projectId), isNotNull(subscriptions.parkedAt)))
      .orderBy(asc(subscriptions.parkedAt))
      .limit(mostOfEach);
    const contradicted = await tx
      .select({ subscriptionId: orders.subscriptionId, attemptId: chargeAttempts.id })
      .from(orders)
      .innerJoin(
        chargeAttempts,
        and(eq(chargeAttempts.projectId, projectId), eq(chargeAttempts.orderId, orders.id)),
      )
      .where(
        and(
          eq(orders.projectId, projectId),
          inArray(
            orders.subscriptionId,
            stopped.map(({ id }) => id),
          ),
          isNotNull(chargeAttempts.parkedReason),
          ne(chargeAttempts.state, "parked"),
        ),
      );
    const endOfDay = new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs);
    const [retried] = await tx
      .select({ count: count() })
      .from(subscriptions)
      .where(
        and(
          eq(subscriptions.projectId, projectId),
          eq(subscriptions.environment, "production"),
          ne(subscriptions.dunning, "none"),
          lte(subscriptions.nextCheckAt, endOfDay),
          sql`not ${subscriptions.isMirror}`,
        ),
      );
    const contested = await tx
      .select()
      .from(disputes)
      .where(
        and(
          eq(disputes.projectId, projectId),
          eq(disputes.environment, "production"),
          eq(disputes.state, "open"),
        ),
      )
      .orderBy(asc(disputes.dueAt), asc(disputes.openedAt))
      .limit(mostOfEach);
    const [pending] = await tx
      .select({ count: count() })
      .from(orders)
      .where(and(eq(orders.projectId, projectId), gt(orders.refundPendingMinor, 0n)));
    return {
      parked: parked.map(({ attempt, profileId }) => ({
        id: attempt.id,
        kind: attempt.kind,
        amount: amountOf(attempt),
        profileId,
        reason: attempt.parkedReason,
        createdAt: attempt.createdAt,
      })),
      stopped: stopped.map((each) => ({
        ...each,
        attemptId: contradicted.find(({ subscriptionId }) => subscriptionId === each.id)?.attemptId ?? null,
      })),
      retriedToday: retried?.count ?? 0,
      disputes: contested.map((dispute) => ({
        id: dispute.id,
        profileId: dispute.profileId,
        amount: amountOf(dispute),
        dueAt: dispute.dueAt,
      })),
      pendingRefunds: pending?.count ?? 0,
    };
  });
}

const mostNew = 100;

/** Payments of the project that happened after the newest that is shown; counted up to 100. */
export async function countPaymentsSince(ctx: Ctx, since: Date): Promise<number> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({ id: transactions.id })
      .from(transactions)
      .where(
        and(
          eq(transactions.projectId, ctx.projectId),
          eq(transactions.environment, "production"),
          gt(transactions.occurredAt, since),
          eq(transactions.kind, "charge"),
        ),
      )
      .limit(mostNew),
  );
  return rows.length;
}

function amountOf({
  amountMinor,
  currency,
  exponent,
}: {
  amountMinor: bigint;
  currency: string;
  exponent: number;
}) {
  return { minor: amountMinor, currency, exponent };
}
