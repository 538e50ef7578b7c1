import { expect } from "vitest";
import type { Ctx } from "@/lib/core/ctx";
import { showId } from "@/lib/core/ids";
import { startSubscription } from "@/lib/subscriptions/commands";
import { getPurchase, sendPurchase } from "@/lib/subscriptions/purchase";
import { makePricePoint, monthly, sandboxCtx } from "./billing";
import { factsOf, makeProfile } from "./visits";

type Wish = Partial<Parameters<typeof startSubscription>[1]>;

export const card = (name: string) => ({ provider: "sandbox" as const, card: name });

export async function setUp(terms = monthly) {
  const ctx = await sandboxCtx();
  const { id: profileId } = await makeProfile(ctx);
  const { ident, id: pricePointId } = await makePricePoint(ctx, { terms });
  return { ctx, profileId, customer: showId("profile", profileId), ident, pricePointId };
}

/** As the API does it: written down, committed, sent. */
export async function buy(ctx: Ctx, customer: string, pricePoint: string, wish: Wish = {}) {
  const { orderId } = await startSubscription(ctx, {
    customer,
    pricePoint,
    paymentMethod: card("sandbox_visa"),
    ...wish,
  });
  await sendPurchase(ctx, orderId);
  return getPurchase(ctx, orderId);
}

export const typesOf = async (ctx: Ctx) => (await factsOf(ctx)).map(({ type }) => type).sort();

export const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("went through"),
    ({ code, fields }) => ({ code, fields: Object.keys(fields ?? {}) }),
  );
