import { describe, expect, it } from "vitest";
import { showId } from "@/lib/core/ids";
import { booksOf, sandboxCtx } from "@/tests/billing";
import { buy, card, setUp } from "@/tests/purchases";
import { confirmPurchase, findConfirmation } from "./confirm-sandbox";
import { getPurchase } from "./purchase";

async function waiting(returnUrl?: string) {
  const { ctx, customer, ident } = await setUp();
  const { order } = await buy(ctx, customer, ident, { paymentMethod: card("sandbox_3ds"), returnUrl });
  const attemptId = (await booksOf(ctx)).attempts[0]?.id ?? "";
  return { ctx, attemptId, orderId: showId("order", order.id) };
}

describe("the page of the sandbox's bank", () => {
  it("says what is asked, and where the buyer goes on", async () => {
    const { ctx, attemptId } = await waiting("https://quiz.example/thanks");
    expect(await findConfirmation(ctx.projectId, attemptId)).toEqual({
      amount: { minor: 999n, currency: "USD", exponent: 2 },
      state: "waiting",
      returnUrl: "https://quiz.example/thanks",
    });
  });

  it("takes a no for an answer, and a later yes for nothing", async () => {
    const { ctx, attemptId, orderId } = await waiting();
    await confirmPurchase(ctx.projectId, ctx.clock, attemptId, false);
    await confirmPurchase(ctx.projectId, ctx.clock, attemptId, true);
    expect(await findConfirmation(ctx.projectId, attemptId)).toMatchObject({ state: "refused" });
    const { state, subscription, decline } = await getPurchase(ctx, orderId);
    expect({ state, subscription }).toEqual({ state: "declined", subscription: null });
    expect(decline?.reason).toBe("the buyer did not confirm it at their bank");
    expect((await booksOf(ctx)).transactions).toMatchObject([{ status: "declined" }]);
  });

  it("pays once when the buyer presses yes and no at the same moment", async () => {
    const { ctx, attemptId } = await waiting();
    await Promise.all(
      [true, true, false].map((yes) => confirmPurchase(ctx.projectId, ctx.clock, attemptId, yes)),
    );
    const { transactions, gatewayCharges } = await booksOf(ctx);
    expect(transactions).toHaveLength(1);
    expect(gatewayCharges).toMatchObject([{ state: transactions[0]?.status }]);
  });

  it("knows nothing of another project's attempts", async () => {
    const { ctx, attemptId } = await waiting();
    const other = await sandboxCtx();
    expect(await findConfirmation(other.projectId, attemptId)).toBeNull();
    await confirmPurchase(other.projectId, other.clock, attemptId, true);
    expect(await findConfirmation(ctx.projectId, attemptId)).toMatchObject({ state: "waiting" });
  });
});
