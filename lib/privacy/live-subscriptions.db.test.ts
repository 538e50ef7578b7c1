import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { subscriptions } from "@/db/schema/subscriptions";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { write } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { lookUpAttempts } from "@/lib/subscriptions/janitor";
import { renewDue } from "@/lib/subscriptions/renew";
import { booksOf, getSubscription, makeSubscription, sandboxCtx } from "@/tests/billing";
import { requestErasure } from "./commands";
import { eraseNext } from "./erase";
import { listLiveSubscriptions } from "./live-subscriptions";
import { getErasure } from "./queries";

const dayMs = 86_400_000;

async function mirror(ctx: Ctx, id: string): Promise<void> {
  await write(ctx.projectId, (tx) =>
    tx
      .update(subscriptions)
      .set({ isMirror: true, provider: "revenuecat" })
      .where(and(eq(subscriptions.projectId, ctx.projectId), eq(subscriptions.id, id))),
  );
}

it("stops renewals when an erasure is asked for, ends ours with the person, and says which go on elsewhere", async () => {
  const ctx = await sandboxCtx();
  const ours = await makeSubscription(ctx);
  const theirs = await makeSubscription(ctx, { profileId: ours.profileId });
  await mirror(ctx, theirs.id);
  const live = await listLiveSubscriptions(ctx, [ours.profileId]);
  expect(Object.fromEntries(live.map(({ id, endsHere }) => [id, endsHere]))).toEqual({
    [showId("subscription", ours.id)]: true,
    [showId("subscription", theirs.id)]: false,
  });

  const customers = [showId("profile", ours.profileId)];
  const [made] = await requestErasure(ctx, { customers, holdDays: 30, reason: "asked by letter" });
  expect(await getSubscription(ctx, ours.id)).toMatchObject({ autoRenew: false, phase: "recurring" });
  expect(await getSubscription(ctx, theirs.id)).toMatchObject({ autoRenew: true });
  // The renewal of the held month is not charged any more.
  const later = fixedClock(new Date(ctx.clock.now().getTime() + 31 * dayMs));
  await renewDue(ctx.projectId, later);
  expect((await booksOf(ctx)).attempts).toEqual([]);

  while (await eraseNext(ctx.projectId, later));
  expect(await getSubscription(ctx, ours.id)).toMatchObject({ phase: "expired", profileId: null });
  expect(await getSubscription(ctx, theirs.id)).toMatchObject({ profileId: null });
  const { receipt } = await getErasure(ctx, made?.erasureId ?? "");
  expect(receipt).toMatchObject({ subscriptionsElsewhere: { revenuecat: 1 } });
});

it("takes access at once, and a charge that was on its way is booked without the person", async () => {
  const ctx = await sandboxCtx();
  const { id, profileId } = await makeSubscription(ctx, { card: "sandbox_lost_answer" });
  const due = fixedClock("2026-09-20T10:00:00Z");
  await renewDue(ctx.projectId, due);
  await requestErasure({ ...ctx, clock: due }, { customers: [showId("profile", profileId)], holdDays: 0 });
  while (await eraseNext(ctx.projectId, due));
  expect(await getSubscription(ctx, id)).toMatchObject({ phase: "expired", endReason: "erased" });

  await lookUpAttempts(ctx.projectId, fixedClock("2026-09-20T10:02:00Z"));
  const books = await booksOf(ctx);
  expect(books.transactions).toMatchObject([{ status: "succeeded", profileId: null, sessionId: null }]);
  // Money for something that has ended: a person decides.
  expect(await getSubscription(ctx, id)).toMatchObject({ parkedReason: "paid_after_end" });
});
