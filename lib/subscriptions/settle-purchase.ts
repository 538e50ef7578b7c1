import { and, eq } from "drizzle-orm";
import { pricePoints, pricePointVersions } from "../../db/schema/catalogue";
import { subscriptions } from "../../db/schema/subscriptions";
import type { Facts } from "../billing/facts";
import { started } from "../billing/start";
import { emit } from "../events/emit";
import { oneoffData } from "../transactions/event-data";
import { applyMove, required, tell } from "./apply";
import type { Attempt } from "./attempts";
import type { EngineCtx } from "./engine-ctx";
import { type Held, termsOf } from "./held";
import type { Order, Settled } from "./settle";

type Work = { attempt: Attempt; order: Order; outcome: Settled; former: Held | null };

/** What was bought begins: a subscription, one that takes another's place at once, or something bought once. */
export async function settlePurchase(
  ctx: EngineCtx,
  { attempt, order, outcome, former }: Work,
): Promise<void> {
  if (outcome.state !== "succeeded") return;
  if (order.kind === "one_off") await giveOnce(ctx, order);
  else await begin(ctx, order, beginOf(ctx, order, outcome), { withIntro: order.kind === "first" });
  if (attempt.kind === "migration" && former && former.row.phase !== "expired")
    await applyMove(ctx, former, required(former, { type: "end", reason: "migrated" }, ctx.terrain.now));
}

/** The clock of a provider elsewhere knows nothing of a sandbox's, which may be a year ahead. */
function beginOf({ terrain }: EngineCtx, { provider }: Order, { occurredAt }: Settled): Date {
  return terrain.isSandbox && provider !== "sandbox" ? terrain.now : occurredAt;
}

async function giveOnce(ctx: EngineCtx, order: Order): Promise<void> {
  const { profileId, environment } = order;
  if (!profileId) return;
  await emit(ctx, {
    type: "oneoff.granted",
    profileId,
    environment,
    occurredAt: ctx.terrain.now,
    payload: oneoffData(order),
  });
}

/** The subscription that a paid order, or a free trial's, begins. */
export async function begin(
  ctx: EngineCtx,
  order: Order,
  at: Date,
  { withIntro }: { withIntro: boolean },
): Promise<void> {
  const { subscriptionId, pricePointId, pricePointVersion } = order;
  if (!subscriptionId || !pricePointId || !pricePointVersion)
    throw new Error("the order of a subscription names it and its price point");
  const { terms, ident, productId } = await termsBy(ctx, pricePointId, pricePointVersion);
  const facts: Facts = started(terms, ctx.terrain.timeZone, at, { withIntro });
  const [row] = await ctx.tx
    .insert(subscriptions)
    .values({
      projectId: ctx.projectId,
      id: subscriptionId,
      profileId: order.profileId,
      environment: order.environment,
      provider: order.provider,
      isMirror: false,
      pricePointId,
      pricePointVersion,
      paymentMethodId: order.paymentMethodId,
      sessionId: order.sessionId,
      funnelId: order.funnelId,
      initialOrderId: order.id,
      metadata: order.metadata,
      createdAt: at,
      ...facts,
      attempts: 0,
      version: 1,
    })
    .returning();
  if (!row) throw new Error("a subscription that was inserted is there");
  const plan = { terms, schedule: ctx.terrain.schedule, successor: null };
  const held: Held = { row, plan, pricePoint: { ident, productId }, successorId: null };
  if (facts.phase === "intro") await tell(ctx, held, ["subscription.starting_trial"]);
  // Paid before, settled after the buyer was erased: on the books, and never charged again.
  if (!order.profileId)
    await applyMove(ctx, held, required(held, { type: "end", reason: "erased" }, ctx.terrain.now));
}

export async function termsBy({ tx, projectId }: EngineCtx, pricePointId: string, version: number) {
  const [found] = await tx
    .select({
      version: pricePointVersions,
      ident: pricePoints.ident,
      productId: pricePoints.productId,
    })
    .from(pricePointVersions)
    .innerJoin(
      pricePoints,
      and(eq(pricePoints.projectId, projectId), eq(pricePoints.id, pricePointVersions.pricePointId)),
    )
    .where(
      and(
        eq(pricePointVersions.projectId, projectId),
        eq(pricePointVersions.pricePointId, pricePointId),
        eq(pricePointVersions.version, version),
      ),
    );
  if (!found) throw new Error("the version of an order is there");
  return { terms: termsOf(found.version), ident: found.ident, productId: found.productId };
}
