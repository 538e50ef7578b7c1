import { describe, expect, it } from "vitest";
import { fixedClock } from "@/lib/core/clock";
import { showId } from "@/lib/core/ids";
import { renewDue } from "@/lib/subscriptions/renew";
import { settleAttempt } from "@/lib/subscriptions/settle";
import { booksOf, getSubscription } from "@/tests/billing";
import { later, newKey, paidMonth } from "@/tests/support";
import { listAttention } from "./attention";
import { decideCharge } from "./commands";

const dueAt = "2026-10-20T10:00:00Z";

describe("a gateway that says no and later yes", () => {
  const yes = { state: "succeeded", reference: "pi_late", occurredAt: new Date(dueAt) } as const;

  async function contradicted() {
    const made = await paidMonth({ card: "sandbox_declines_later" });
    await renewDue(made.ctx.projectId, fixedClock(dueAt));
    const attempt = (await booksOf(made.ctx)).attempts.at(-1);
    if (!attempt) throw new Error("it was tried");
    expect(attempt.state).toBe("declined");
    const clock = fixedClock("2026-10-20T10:05:00Z");
    expect(await settleAttempt(made.ctx.projectId, clock, attempt.id, yes)).toBe(false);
    const ctx = later(made.ctx, "2026-10-20T12:30:00Z");
    const decide = (verdict: "executed" | "not_executed") =>
      decideCharge(ctx, { key: newKey(), attempt: showId("attempt", attempt.id), verdict });
    return { ...made, ctx, decide };
  }

  it("has what it took booked once a person has found it executed", async () => {
    const { ctx, id, decide } = await contradicted();
    expect(await getSubscription(ctx, id)).toMatchObject({ parkedReason: expect.any(String) });
    expect(await listAttention(ctx)).toMatchObject({ stopped: [{ id }], parked: [{ kind: "renewal" }] });
    await renewDue(ctx.projectId, fixedClock("2026-10-23T10:00:00Z"));
    expect((await booksOf(ctx)).attempts).toMatchObject([{ state: "succeeded" }, { state: "parked" }]);
    await decide("executed");
    expect(await getSubscription(ctx, id)).toMatchObject({ parkedAt: null, dunning: "none" });
    const { orders, transactions } = await booksOf(ctx);
    expect(orders.at(-1)).toMatchObject({ state: "settled", settledMinor: 999n });
    expect(transactions.filter(({ status }) => status === "succeeded")).toHaveLength(2);
  });

  it("is tried again once a person has found that it took nothing", async () => {
    const { ctx, id, decide } = await contradicted();
    await decide("not_executed");
    expect(await getSubscription(ctx, id)).toMatchObject({ parkedAt: null, dunning: "grace" });
    await renewDue(ctx.projectId, fixedClock("2026-10-23T10:00:00Z"));
    expect((await booksOf(ctx)).attempts).toHaveLength(3);
  });
});
