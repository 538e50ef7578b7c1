import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { subscriptions } from "@/db/schema/subscriptions";
import { fixedClock as at } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { write } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { unparkSubscription } from "@/lib/support/commands";
import { booksOf, getSubscription, makeSubscription, sandboxCtx } from "@/tests/billing";
import { claimDue } from "./due";
import { lookUpAttempts } from "./janitor";
import { renewDue } from "./renew";

/** No period of it can be counted any more. */
const breakIt = (ctx: Ctx, id: string) => setZone(ctx, id, "Mars/Olympus");
const mend = (ctx: Ctx, id: string) => setZone(ctx, id, "UTC");

async function setZone({ projectId }: Ctx, id: string, zone: string): Promise<void> {
  await write(projectId, (tx) =>
    tx
      .update(subscriptions)
      .set({ zone })
      .where(and(eq(subscriptions.projectId, projectId), eq(subscriptions.id, id))),
  );
}

it("a subscription that cannot be looked at is parked, and the others of its project go on", async () => {
  const ctx = await sandboxCtx();
  const [broken, sound] = [await makeSubscription(ctx), await makeSubscription(ctx)];
  await renewDue(ctx.projectId, at("2026-09-20T10:00:00Z"));
  await breakIt(ctx, broken.id);
  expect(await renewDue(ctx.projectId, at("2026-09-20T12:00:00Z"))).toBe(2);
  expect(await getSubscription(ctx, sound.id)).toMatchObject({ iteration: 2, parkedAt: null });
  expect(await getSubscription(ctx, broken.id)).toMatchObject({
    iteration: 1,
    parkedReason: "it could not be looked at",
  });
  expect(await renewDue(ctx.projectId, at("2026-09-20T12:05:00Z"))).toBe(0);
  await mend(ctx, broken.id);
  await unparkSubscription(ctx, { subscription: showId("subscription", broken.id) });
  expect(await renewDue(ctx.projectId, at("2026-09-20T12:05:00Z"))).toBe(1);
  expect(await getSubscription(ctx, broken.id)).toMatchObject({ iteration: 2, parkedAt: null });
  await expect(
    unparkSubscription(ctx, { subscription: showId("subscription", broken.id) }),
  ).rejects.toMatchObject({ code: "conflict" });
});

it("a charge that cannot be written down holds up no other, and is asked for again", async () => {
  const ctx = await sandboxCtx();
  const made = [await makeSubscription(ctx), await makeSubscription(ctx)];
  await claimDue(ctx.projectId, at("2026-09-20T10:00:00Z"), 1);
  await claimDue(ctx.projectId, at("2026-09-20T10:00:10Z"), 1);
  const first = (await booksOf(ctx)).attempts[0]?.subscriptionId ?? "";
  await breakIt(ctx, first);
  await lookUpAttempts(ctx.projectId, at("2026-09-20T12:05:00Z"));
  const second = made.find(({ id }) => id !== first)?.id ?? "";
  expect(await getSubscription(ctx, second)).toMatchObject({ iteration: 2 });
  const { attempts } = await booksOf(ctx);
  expect(attempts).toMatchObject([{ state: "unknown" }, { state: "succeeded" }]);
});
