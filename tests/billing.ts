import { and, eq } from "drizzle-orm";
import { pricePoints, pricePointVersions, products } from "@/db/schema/catalogue";
import { sandboxCharges, sandboxRefunds } from "@/db/schema/gateways";
import { chargeAttempts, orders } from "@/db/schema/orders";
import { paymentMethods, subscriptions } from "@/db/schema/subscriptions";
import { transactions } from "@/db/schema/transactions";
import type { Terms } from "@/lib/billing/facts";
import { started, upcoming } from "@/lib/billing/start";
import type { Ctx } from "@/lib/core/ctx";
import { read, write } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { sandboxCardOf } from "@/lib/gateways/sandbox-cards";
import { makeProject, memberCtx } from "./factories";
import { makeProfile } from "./visits";

export const monthly: Terms = {
  currency: "USD",
  exponent: 2,
  priceMinor: 999n,
  period: { unit: "months", count: 1 },
  intro: null,
};

export const weekTrial: Terms = {
  ...monthly,
  intro: { period: { unit: "days", count: 7 }, priceMinor: null },
};

/** An owner in a sandbox project of their own. */
export async function sandboxCtx(): Promise<Ctx> {
  return memberCtx("owner", await makeProject({ kind: "sandbox" }));
}

export async function makePricePoint(
  { projectId, clock }: Ctx,
  { terms = monthly, ident }: { terms?: Terms; ident?: string } = {},
): Promise<{ id: string; ident: string }> {
  const now = clock.now();
  const [productId, id] = [newId(now), newId(now)];
  const name = ident ?? `plan-${id}`;
  await write(projectId, async (tx) => {
    await tx.insert(products).values({ projectId, id: productId, name: "Plan", createdAt: now });
    await tx.insert(pricePoints).values({
      projectId,
      id,
      ident: name,
      productId,
      kind: "subscription",
      currentVersion: 1,
      createdAt: now,
    });
    const intro = terms.intro;
    await tx.insert(pricePointVersions).values({
      projectId,
      pricePointId: id,
      version: 1,
      currency: terms.currency,
      exponent: terms.exponent,
      priceMinor: terms.priceMinor,
      periodUnit: terms.period.unit,
      periodCount: terms.period.count,
      introType: intro ? (intro.priceMinor ? "paid_trial" : "free_trial") : "no_intro",
      introPriceMinor: intro?.priceMinor ?? null,
      introUnit: intro?.period.unit ?? null,
      introCount: intro?.period.count ?? null,
      actorKind: "system",
      actorId: "test",
      createdAt: now,
    });
  });
  return { id, ident: name };
}

/** A customer whose sandbox card pays for a subscription that has just begun. */
export async function makeSubscription(
  ctx: Ctx,
  {
    terms = monthly,
    card = "sandbox_visa",
    pricePointId,
    profileId,
  }: { terms?: Terms; card?: string; pricePointId?: string; profileId?: string } = {},
): Promise<{ id: string; profileId: string; methodId: string }> {
  const { projectId, clock } = ctx;
  const now = clock.now();
  const owner = profileId ?? (await makeProfile(ctx)).id;
  const price = pricePointId ?? (await makePricePoint(ctx, { terms })).id;
  const [id, methodId] = [newId(now), newId(now)];
  await write(projectId, async (tx) => {
    await tx.insert(paymentMethods).values({
      projectId,
      id: methodId,
      profileId: owner,
      provider: "sandbox",
      token: `${card}.${methodId}`,
      brand: sandboxCardOf(card)?.brand ?? null,
      lastFour: sandboxCardOf(card)?.lastFour ?? null,
      createdAt: now,
    });
    await tx.insert(subscriptions).values({
      projectId,
      id,
      profileId: owner,
      environment: "production",
      provider: "sandbox",
      isMirror: false,
      pricePointId: price,
      pricePointVersion: 1,
      paymentMethodId: methodId,
      createdAt: now,
      ...started(terms, "UTC", now),
      attempts: 0,
      version: 1,
    });
  });
  return { id, profileId: owner, methodId };
}

/** One that waits for the end of another, by the same card. */
export async function makeSuccessor(
  ctx: Ctx,
  former: { id: string; profileId: string; methodId: string },
  { terms = monthly }: { terms?: Terms } = {},
): Promise<string> {
  const now = ctx.clock.now();
  const price = await makePricePoint(ctx, { terms });
  const id = newId(now);
  await write(ctx.projectId, (tx) =>
    tx.insert(subscriptions).values({
      projectId: ctx.projectId,
      id,
      profileId: former.profileId,
      environment: "production",
      provider: "sandbox",
      isMirror: false,
      pricePointId: price.id,
      pricePointVersion: 1,
      paymentMethodId: former.methodId,
      followsId: former.id,
      createdAt: now,
      ...upcoming("UTC", now),
      attempts: 0,
      version: 1,
    }),
  );
  return id;
}

export async function getSubscription(ctx: Ctx, id: string) {
  const [row] = await read(ctx, (tx) =>
    tx
      .select()
      .from(subscriptions)
      .where(and(eq(subscriptions.projectId, ctx.projectId), eq(subscriptions.id, id))),
  );
  if (!row) throw new Error("no such subscription");
  return row;
}

/** All of a project's money: ours, and what the sandbox has in its own books. */
export async function booksOf(ctx: Ctx) {
  return read(ctx, async (tx) => ({
    orders: await tx
      .select()
      .from(orders)
      .where(eq(orders.projectId, ctx.projectId))
      .orderBy(orders.createdAt, orders.id),
    attempts: await tx
      .select()
      .from(chargeAttempts)
      .where(eq(chargeAttempts.projectId, ctx.projectId))
      .orderBy(chargeAttempts.createdAt, chargeAttempts.id),
    transactions: await tx
      .select()
      .from(transactions)
      .where(eq(transactions.projectId, ctx.projectId))
      .orderBy(transactions.occurredAt, transactions.id),
    gatewayCharges: await tx.select().from(sandboxCharges).where(eq(sandboxCharges.projectId, ctx.projectId)),
    gatewayRefunds: await tx.select().from(sandboxRefunds).where(eq(sandboxRefunds.projectId, ctx.projectId)),
  }));
}
