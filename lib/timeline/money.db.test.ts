import { expect, it } from "vitest";
import type { Ctx } from "@/lib/core/ctx";
import { showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { memberCtx } from "@/tests/factories";
import { makeOrder, makeTransaction } from "@/tests/money";
import { makeFact, makeProfile, minutesAgo } from "@/tests/visits";
import { itemsOf } from "./fold";
import { getTimelineEntry, listTimeline, listTimelineEntries } from "./queries";

const customerOf = (ctx: Ctx, profileId: string) => getCustomer(ctx, showId("profile", profileId));

const typesOf = async (ctx: Ctx, profileId: string) =>
  (await listTimeline(ctx, await customerOf(ctx, profileId))).entries.map((entry) =>
    entry.kind === "fact" ? entry.item.type : entry.kind,
  );

it("shows a payment once, from the ledger, with its order and the reason of a decline in words", async () => {
  const ctx = await memberCtx("viewer");
  const { id: profileId } = await makeProfile(ctx);
  const order = await makeOrder(ctx, { profileId, kind: "renewal", iteration: 3 });
  const own = { profileId, orderId: order.id };
  await makeTransaction(ctx, {
    ...own,
    occurredAt: minutesAgo(9),
    status: "declined",
    declineCode: "expired_card",
  });
  const paid = await makeTransaction(ctx, { ...own, occurredAt: minutesAgo(5) });
  for (const [index, type] of ["order.declined", "order.settled", "purchase.completed"].entries())
    await makeFact(ctx, { profileId, sequence: index + 1, type });
  expect(await typesOf(ctx, profileId)).toEqual(["transaction", "transaction"]);
  const customer = await customerOf(ctx, profileId);
  const { entries } = await listTimeline(ctx, customer, { kind: "money" });
  expect(entries.flatMap(itemsOf)).toMatchObject([
    {
      id: paid.id,
      actorKind: "provider",
      payload: { orderKind: "renewal", iteration: 3, amountMinor: 999n },
    },
    { payload: { status: "declined", decline: { reason: "the card has expired" } } },
  ]);
  const { rows } = await listTimelineEntries(ctx, customer, { kind: "money" });
  expect(rows[0]?.data).toMatchObject({
    amount: { amount: "9.99", currency: "USD" },
    order: showId("order", order.id),
  });
  // What the API sends must be JSON.
  expect(() => JSON.stringify(rows)).not.toThrow();
});

it("shows what became of subscriptions under their own chip, and finds each by its address", async () => {
  const ctx = await memberCtx("viewer");
  const { id: profileId } = await makeProfile(ctx);
  const fact = await makeFact(ctx, {
    profileId,
    sequence: 1,
    type: "subscription.renewing",
    actorKind: "system",
  });
  await makeFact(ctx, { profileId, sequence: 2, type: "attributes.updated" });
  const customer = await customerOf(ctx, profileId);
  const typesIn = async (kind: "subscription" | "changes") =>
    (await listTimeline(ctx, customer, { kind })).entries.flatMap(itemsOf).map((item) => item.id);
  expect(await typesIn("subscription")).toEqual([fact.id]);
  expect(await typesIn("changes")).not.toContain(fact.id);
  const { entry } = await getTimelineEntry(ctx, customer, showId("event", fact.id));
  expect(entry.type).toBe("subscription.renewing");
});
