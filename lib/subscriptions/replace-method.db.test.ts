import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { subscriptions } from "@/db/schema/subscriptions";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { write } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { booksOf, getSubscription, sandboxCtx, weekTrial } from "@/tests/billing";
import { memberCtx } from "@/tests/factories";
import { buy, card, refusal, setUp } from "@/tests/purchases";
import { replacePaymentMethod } from "./commands";
import { renewDue } from "./renew";

describe("replacePaymentMethod", () => {
  it("lets the next try take another card after one that was refused for good", async () => {
    const { ctx, customer, ident } = await setUp(weekTrial);
    const { subscription } = await buy(ctx, customer, ident, { paymentMethod: card("sandbox_stolen") });
    const id = subscription?.row.id ?? "";
    await renewDue(ctx.projectId, fixedClock("2026-08-27T11:00:00Z"));
    expect(await getSubscription(ctx, id)).toMatchObject({ dunning: "grace", isDeclineHard: true });

    await replacePaymentMethod(ctx, {
      subscription: showId("subscription", id),
      paymentMethod: card("sandbox_mastercard"),
    });
    expect(await getSubscription(ctx, id)).toMatchObject({ dunning: "grace", isDeclineHard: false });
    await renewDue(ctx.projectId, fixedClock("2026-09-20T12:00:00Z"));
    expect(await getSubscription(ctx, id)).toMatchObject({ phase: "recurring", dunning: "none" });
    const { transactions } = await booksOf(ctx);
    expect(transactions.at(-1)).toMatchObject({ status: "succeeded", methodLastFour: "4444" });
  });

  it("refuses strangers, and what has ended or is kept elsewhere", async () => {
    const { ctx, customer, ident } = await setUp();
    const { subscription } = await buy(ctx, customer, ident);
    const id = subscription?.row.id ?? "";
    const replace = (as: Ctx) =>
      replacePaymentMethod(as, {
        subscription: showId("subscription", id),
        paymentMethod: card("sandbox_visa"),
      });
    expect(await refusal(replace(await sandboxCtx()))).toMatchObject({ code: "not_found" });
    expect(await refusal(replace(await memberCtx("support", ctx.projectId)))).toMatchObject({
      code: "forbidden",
    });
    await write(ctx.projectId, (tx) =>
      tx
        .update(subscriptions)
        .set({ isMirror: true })
        .where(and(eq(subscriptions.projectId, ctx.projectId), eq(subscriptions.id, id))),
    );
    expect(await refusal(replace(ctx))).toMatchObject({ code: "conflict" });
  });
});
