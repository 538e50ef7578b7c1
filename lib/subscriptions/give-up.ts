import { and, eq, inArray, ne } from "drizzle-orm";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { profiles } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { type GatewayOutcome, type PaymentGateway, within } from "../gateways/gateway";
import { findGateway } from "../gateways/registry";
import type { Attempt } from "./attempts";
import { settleAttempt } from "./settle";

/** Null where nothing of it can be confirmed any more. */
export type Standing = "paid" | "unclear" | null;

/**
 * A buyer who left one card's confirmation and pays by another must not confirm the first one later: the gateway is
 * asked to give it up before the new one is charged. Where the buyer was faster, that purchase is the one that holds.
 */
export async function giveUpFormer(ctx: Ctx, order: typeof orders.$inferSelect, at: Date): Promise<Standing> {
  let standing: Standing = null;
  for (const attempt of await unconfirmed(ctx, order)) {
    const gateway = await findGateway(ctx.projectId, attempt.provider);
    const outcome = gateway ? await cancel(gateway, attempt, ctx, at) : null;
    if (outcome) await settleAttempt(ctx.projectId, ctx.clock, attempt.id, outcome);
    if (outcome?.state === "succeeded") return "paid";
    if (outcome?.state !== "declined") standing = "unclear";
  }
  return standing;
}

function cancel(gateway: PaymentGateway, attempt: Attempt, ctx: Ctx, at: Date): Promise<GatewayOutcome> {
  const { amountMinor: minor, currency, exponent } = attempt;
  return within((signal) =>
    gateway.cancel(
      {
        projectId: ctx.projectId,
        attemptId: attempt.id,
        kind: "charge",
        amount: { minor, currency, exponent },
        reference: attempt.providerReference,
        chargeReference: null,
        since: attempt.sentAt ?? attempt.createdAt,
        at,
      },
      signal,
    ),
  );
}

/** Of the same customer, for the same price point. */
async function unconfirmed(ctx: Ctx, { id, profileId, pricePointId }: typeof orders.$inferSelect) {
  const { projectId } = ctx;
  if (!profileId || !pricePointId) return [];
  return read(ctx, async (tx) => {
    const [own] = await tx
      .select({ customerId: profiles.customerId })
      .from(profiles)
      .where(and(eq(profiles.projectId, projectId), eq(profiles.id, profileId)));
    if (!own) return [];
    const joined = await tx
      .select({ id: profiles.id })
      .from(profiles)
      .where(and(eq(profiles.projectId, projectId), eq(profiles.customerId, own.customerId)));
    const rows = await tx
      .select({ attempt: chargeAttempts })
      .from(orders)
      .innerJoin(
        chargeAttempts,
        and(eq(chargeAttempts.projectId, projectId), eq(chargeAttempts.orderId, orders.id)),
      )
      .where(
        and(
          eq(orders.projectId, projectId),
          inArray(
            orders.profileId,
            joined.map((profile) => profile.id),
          ),
          eq(orders.pricePointId, pricePointId),
          eq(orders.state, "pending"),
          ne(orders.id, id),
          eq(chargeAttempts.state, "action_required"),
        ),
      );
    return rows.map(({ attempt }) => attempt);
  });
}
