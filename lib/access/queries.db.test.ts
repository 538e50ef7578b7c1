import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { orders } from "@/db/schema/orders";
import { inSystem } from "@/lib/core/database";
import { newId, parseId } from "@/lib/core/ids";
import { makeAccess, makeSubscription } from "@/tests/catalogue";
import { testNow } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";

describe("access over subscriptions, purchases and profiles", () => {
  it("is open by a subscription until its end, and says why in its words", async () => {
    const { ctx, access, profile, pricePointId } = await makeAccess();
    const young = await makeProfile(ctx, { customerId: profile.id });
    const row = await makeSubscription(ctx, { profileId: young.id, pricePointId });
    expect(await access()).toMatchObject([
      {
        isActive: true,
        until: row.periodEnd,
        renews: true,
        because: { kind: "subscription", id: row.id, words: expect.stringMatching(/until 20 Sept? 2026/) },
      },
    ]);
  });

  it.each([
    ["grace", { dunning: "grace" as const }, true],
    ["retry", { dunning: "retry" as const }, false],
  ])("in %s a subscription gives access: %#", async (_, dunning, isActive) => {
    const { ctx, access, profile, pricePointId } = await makeAccess();
    const facts = { ...dunning, dunningSince: testNow, dunningStep: 1 };
    await makeSubscription(ctx, { profileId: profile.id, pricePointId, ...facts });
    expect(await access()).toMatchObject([{ isActive, renews: false }]);
  });

  it("is open for good by what was bought once, until that is taken back", async () => {
    const { ctx, access, profile, pricePointId } = await makeAccess();
    const id = newId(testNow);
    await inSystem((tx) =>
      tx.insert(orders).values({
        projectId: ctx.projectId,
        id,
        profileId: profile.id,
        environment: "production",
        kind: "one_off",
        pricePointId: parseId("pricePoint", pricePointId),
        pricePointVersion: 1,
        provider: "sandbox",
        amountMinor: 999n,
        currency: "USD",
        exponent: 2,
        settledMinor: 999n,
        refundedMinor: 0n,
        refundPendingMinor: 0n,
        state: "settled",
        createdAt: testNow,
        settledAt: testNow,
        version: 1,
      }),
    );
    expect(await access()).toMatchObject([{ isActive: true, until: null, because: { kind: "one_off", id } }]);
    await inSystem((tx) =>
      tx.update(orders).set({ revokedAt: testNow }).where(eq(orders.projectId, ctx.projectId)),
    );
    expect(await access()).toMatchObject([{ isActive: false, until: testNow }]);
  });
});
