import { and, eq, inArray } from "drizzle-orm";
import { pricePoints, pricePointVersions } from "../../db/schema/catalogue";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { formatMoney } from "../core/money";
import { stripeAmount } from "../gateways/stripe-amount";
import { findChargingOff } from "../projects/switches";
import { firstLookupMs } from "./attempts";
import { type Buyer, lockBuyer } from "./buyer";
import type { EngineCtx } from "./engine-ctx";
import { keepMethod, type PaymentMethod } from "./keep-method";
import { tellUnasked } from "./order-events";
import type { StartInput } from "./schema";
import type { Order } from "./settle";
import { begin } from "./settle-purchase";

type Offer = {
  pricePoint: typeof pricePoints.$inferSelect;
  version: typeof pricePointVersions.$inferSelect;
};

/**
 * Writes down what somebody buys: an order, and an attempt to charge it, which the caller sends once this is committed. A
 * free trial costs nothing and begins at once.
 */
export async function beginPurchase(ctx: EngineCtx, input: StartInput): Promise<Order> {
  await requireCharging(ctx);
  const offer = await getOffer(ctx, input.pricePoint);
  const buyer = await lockBuyer(ctx, input);
  await requireNoneOnItsWay(ctx, offer, buyer);
  const method = await keepMethod(ctx, buyer.profile, input.paymentMethod);
  requireHeld(offer, method);
  const order = await writeOrder(ctx, { offer, buyer, method, input });
  if (order.amountMinor > 0n) await writeAttempt(ctx, order, input.returnUrl ?? null);
  else {
    await begin(ctx, order, ctx.terrain.now, { withIntro: true });
    await tellUnasked(ctx, order, null);
  }
  return order;
}

async function requireCharging({ terrain, tx }: EngineCtx): Promise<void> {
  if (terrain.isChargingPaused || (await findChargingOff(tx)))
    throw new AppError("unavailable", "Charging is paused, so nothing can be bought until it goes on.");
}

async function getOffer({ tx, projectId }: EngineCtx, ident: string): Promise<Offer> {
  const [offer] = await tx
    .select({ pricePoint: pricePoints, version: pricePointVersions })
    .from(pricePoints)
    .innerJoin(
      pricePointVersions,
      and(
        eq(pricePointVersions.projectId, projectId),
        eq(pricePointVersions.pricePointId, pricePoints.id),
        eq(pricePointVersions.version, pricePoints.currentVersion),
      ),
    )
    .where(and(eq(pricePoints.projectId, projectId), eq(pricePoints.ident, ident)));
  const message = !offer
    ? "There is no price point of this ident"
    : offer.pricePoint.archivedAt
      ? "This price point is archived: nobody can buy it any more"
      : null;
  if (offer && !message) return offer;
  throw new AppError("invalid", message ?? "", { pricePoint: message ?? "" });
}

/**
 * Two cards in two tabs must not both be charged for one thing. Under the buyer's lock, so the second one sees the first.
 * One that waits for its buyer is given up instead, and what is used up may be bought as often as one likes.
 */
async function requireNoneOnItsWay(ctx: EngineCtx, { pricePoint }: Offer, { customer }: Buyer) {
  if (pricePoint.kind === "consumable") return;
  const { projectId } = ctx;
  const [open] = await ctx.tx
    .select({ id: orders.id })
    .from(orders)
    .innerJoin(
      chargeAttempts,
      and(eq(chargeAttempts.projectId, projectId), eq(chargeAttempts.orderId, orders.id)),
    )
    .where(
      and(
        eq(orders.projectId, projectId),
        inArray(orders.profileId, customer.profileIds),
        eq(orders.pricePointId, pricePoint.id),
        eq(orders.state, "pending"),
        inArray(chargeAttempts.kind, ["first", "one_off"]),
        inArray(chargeAttempts.state, ["created", "sent", "unknown", "parked"]),
      ),
    )
    .limit(1);
  if (!open) return;
  const words = `A payment for the same is on its way, and its outcome is not known yet. Ask for the order ${showId("order", open.id)} until it is.`;
  throw new AppError("conflict", words, { pricePoint: words });
}

type Purchase = { offer: Offer; buyer: Buyer; method: PaymentMethod; input: StartInput };

/** Of everything that it will ask for: a charge that the provider cannot hold must not wait at the end of a trial. */
function requireHeld({ version }: Offer, { provider }: PaymentMethod): void {
  const { currency, exponent, priceMinor, introPriceMinor } = version;
  if (provider !== "stripe") return;
  for (const minor of [priceMinor, introPriceMinor ?? priceMinor])
    if (stripeAmount({ minor, currency, exponent }) === null) {
      const message = `Stripe cannot charge ${formatMoney({ minor, currency, exponent })} exactly`;
      throw new AppError("conflict", message, { pricePoint: message });
    }
}

async function writeOrder(ctx: EngineCtx, { offer, buyer, method, input }: Purchase): Promise<Order> {
  const { pricePoint, version } = offer;
  const isSubscription = pricePoint.kind === "subscription";
  const { now } = ctx.terrain;
  const amountMinor = firstPrice(version);
  const isFree = amountMinor === 0n;
  const [order] = await ctx.tx
    .insert(orders)
    .values({
      projectId: ctx.projectId,
      id: newId(ctx.clock.now()),
      profileId: buyer.profile.id,
      sessionId: buyer.visit?.id ?? null,
      funnelId: buyer.visit?.funnelId ?? null,
      subscriptionId: isSubscription ? newId(ctx.clock.now()) : null,
      environment: buyer.profile.environment,
      kind: isSubscription ? "first" : "one_off",
      iteration: isSubscription ? 1 : null,
      pricePointId: pricePoint.id,
      pricePointVersion: version.version,
      provider: method.provider,
      paymentMethodId: method.id,
      amountMinor,
      currency: version.currency,
      exponent: version.exponent,
      settledMinor: 0n,
      refundedMinor: 0n,
      refundPendingMinor: 0n,
      state: isFree ? "settled" : "pending",
      checkoutIp: input.checkout.ip ?? null,
      checkoutUserAgent: input.checkout.userAgent ?? null,
      metadata: input.metadata ?? null,
      createdAt: now,
      settledAt: isFree ? now : null,
      version: 1,
    })
    .returning();
  if (!order) throw new Error("an order that was inserted is there");
  return order;
}

function firstPrice({ introType, introPriceMinor, priceMinor }: Offer["version"]): bigint {
  if (introType === "free_trial") return 0n;
  return introType === "paid_trial" ? (introPriceMinor ?? priceMinor) : priceMinor;
}

async function writeAttempt(ctx: EngineCtx, order: Order, returnUrl: string | null): Promise<void> {
  const now = ctx.clock.now();
  const { amountMinor, currency, exponent, provider, paymentMethodId, subscriptionId } = order;
  await ctx.tx.insert(chargeAttempts).values({
    projectId: ctx.projectId,
    id: newId(now),
    orderId: order.id,
    subscriptionId,
    kind: order.kind === "one_off" ? "one_off" : "first",
    provider,
    paymentMethodId,
    amountMinor,
    currency,
    exponent,
    state: "created",
    returnUrl,
    createdAt: now,
    lookups: 0,
    nextLookupAt: new Date(now.getTime() + firstLookupMs),
  });
}
