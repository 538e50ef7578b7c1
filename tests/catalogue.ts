import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { subscriptions } from "@/db/schema/subscriptions";
import { accessOf } from "@/lib/access/queries";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { newId, parseId, showId } from "@/lib/core/ids";
import { findCustomer } from "@/lib/customers/customer";
import { createEntitlement } from "@/lib/entitlements/commands";
import { createPricePoint } from "@/lib/price-points/commands";
import { createProduct } from "@/lib/products/commands";
import { memberCtx, testNow } from "./factories";
import { makeProfile } from "./visits";

export const monthly = {
  price: { amount: "9.99", currency: "USD" },
  period: { unit: "months", count: 1 },
} as const;

let made = 0;

/** Something to sell: an entitlement, a product that opens it, and a price point. Ids as they are shown. */
export async function makeCatalogue(given?: Ctx, kind: "subscription" | "lifetime" = "subscription") {
  const owner = given ?? (await memberCtx("owner"));
  made += 1;
  const key = `premium-${made}`;
  const { entitlementId } = await createEntitlement(owner, { key, name: "Premium" });
  const { productId } = await createProduct(owner, { name: "Plan", entitlements: [entitlementId] });
  const ident = `plan-${made}`;
  const terms = kind === "subscription" ? monthly : { price: monthly.price };
  const { pricePointId } = await createPricePoint(owner, { ident, product: productId, kind, ...terms });
  return { ctx: owner, key, entitlementId, productId, ident, pricePointId };
}

/** One that runs by version 1 of a price point, with whatever facts a test names. */
export async function makeSubscription(
  ctx: Ctx,
  values: { profileId: string; pricePointId: string } & Partial<typeof subscriptions.$inferInsert>,
) {
  const row: typeof subscriptions.$inferInsert = {
    projectId: ctx.projectId,
    id: newId(testNow),
    environment: "production",
    provider: "sandbox",
    isMirror: false,
    pricePointVersion: 1,
    createdAt: testNow,
    phase: "recurring",
    autoRenew: true,
    startedAt: testNow,
    periodStart: testNow,
    periodEnd: new Date("2026-09-20T12:00:00.000Z"),
    iteration: 1,
    anchorAt: testNow,
    zone: "UTC",
    cycle: 1,
    isNextPaid: false,
    dunning: "none",
    dunningStep: 0,
    isDeclineHard: false,
    missedPeriods: 0,
    nextCheckAt: new Date("2026-09-20T10:00:00.000Z"),
    attempts: 0,
    version: 1,
    ...values,
    pricePointId: parseId("pricePoint", values.pricePointId),
  };
  await inSystem((tx) => tx.insert(subscriptions).values(row));
  return row;
}

export async function subscriptionsOf(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx
      .select()
      .from(subscriptions)
      .where(eq(subscriptions.projectId, ctx.projectId))
      .orderBy(subscriptions.id),
  );
}

/** A customer of a project that sells, and what they may do at any time. */
export async function makeAccess() {
  const made = await makeCatalogue();
  const { ctx } = made;
  const profile = await makeProfile(ctx);
  const customer = showId("profile", profile.id);
  const access = async (now = testNow, profileId = profile.id) => {
    const found = await findCustomer(ctx, profileId);
    return found ? accessOf({ ...ctx, clock: fixedClock(now) }, found) : expect.fail("no customer");
  };
  return { ...made, profile, customer, asked: { customer, entitlement: made.entitlementId }, access };
}
