import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { inboundEvents, inboundFacts, providerCustomers } from "@/db/schema/inbound-events";
import { profileIdentifiers, profiles } from "@/db/schema/profiles";
import { transactions } from "@/db/schema/transactions";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { read } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { forgetBodies, keptDays, listProjectsToForgetBodies } from "@/lib/inbound-events/forget-bodies";
import { openRaw } from "@/lib/inbound-events/vault";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, eventsOf, makeIntegration, processAll, revenuecat } from "@/tests/inbound";
import { requestErasure } from "./commands";
import { eraseNext } from "./erase";
import { exportFiles } from "./export-files";

const day = 86_400_000;
const word = "zqinbound77";
const ofThem = {
  ...{ app_user_id: word, original_app_user_id: word, aliases: [word], product_id: "pro_monthly" },
  subscriber_attributes: { $email: { value: `${word}@example.com`, updated_at_ms: 1 } },
};
const later = (days: number) => new Date(testNow.getTime() + days * day);

async function erasedCustomer() {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [
    revenuecat("INITIAL_PURCHASE", testNow, { ...ofThem, id: "theirs" }),
    revenuecat("INITIAL_PURCHASE", testNow, {
      ...{ id: "another's", original_transaction_id: "chain-2", transaction_id: "t-another" },
    }),
  ]);
  await processAll(integration);
  // Nobody knows what it sells, so it waits for a person, linked to nobody.
  await deliver(integration, [
    revenuecat("EXPIRATION", testNow, {
      ...ofThem,
      id: "unlinked",
      product_id: "unheard",
      original_transaction_id: "chain-9",
      price: null,
      price_in_purchased_currency: null,
    }),
  ]);
  await processAll(integration);
  expect((await eventsOf(ctx)).map(({ state, profileId }) => [state, profileId !== null])).toEqual(
    expect.arrayContaining([["parked", false]]),
  );
  const [profile] = (await peopleOf(ctx)).filter(({ userId }) => userId === word);
  if (!profile) throw new Error("the customer is there");
  await requestErasure(ctx, { customers: [showId("profile", profile.id)], holdDays: 0, reason: "asked" });
  while (!(await eraseNext(ctx.projectId, fixedClock(new Date(testNow.getTime() + 1_000)))));
  return { ctx, integration };
}

async function peopleOf(ctx: Ctx) {
  return read(ctx, (tx) => tx.select().from(profiles).where(eq(profiles.projectId, ctx.projectId)));
}

/** Everything that providers have left, bodies opened. */
async function everythingOf(ctx: Ctx): Promise<string> {
  return read(ctx, async (tx) => {
    const rows = await Promise.all([
      tx.select().from(inboundFacts).where(eq(inboundFacts.projectId, ctx.projectId)),
      tx.select().from(providerCustomers).where(eq(providerCustomers.projectId, ctx.projectId)),
      tx.select().from(profileIdentifiers).where(eq(profileIdentifiers.projectId, ctx.projectId)),
      tx.select().from(profiles).where(eq(profiles.projectId, ctx.projectId)),
    ]);
    const events = await tx.select().from(inboundEvents).where(eq(inboundEvents.projectId, ctx.projectId));
    const bodies = events.map((event) => ({ ...event, sealed: null, body: openRaw(event)?.body.toString() }));
    return JSON.stringify([rows, bodies]);
  });
}

test("an erasure empties what providers sent of the person, also where nobody was found for it, and nothing else", async () => {
  const { ctx } = await erasedCustomer();
  const events = await eventsOf(ctx);
  const kept = Object.fromEntries(
    events.map(({ providerEventId, keyId }) => [providerEventId, keyId !== null]),
  );
  expect(kept).toEqual({ theirs: false, unlinked: false, "another's": true });
  expect(await everythingOf(ctx)).not.toContain(word);
});

test("an erasure empties an event that hands the person's purchases to somebody else, who keeps all of their own", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [
    revenuecat("INITIAL_PURCHASE", testNow, { ...ofThem, id: "theirs" }),
    revenuecat("INITIAL_PURCHASE", testNow, {
      ...{ id: "another's", original_transaction_id: "chain-2", transaction_id: "t-another" },
    }),
  ]);
  await processAll(integration);
  const handOver = { id: "handed over", transferred_from: [word], transferred_to: ["user-1"] };
  await deliver(integration, [revenuecat("TRANSFER", testNow, { ...handOver, app_user_id: undefined })]);
  await processAll(integration);
  const idOf = async (name: string) =>
    (await eventsOf(ctx)).find(({ providerEventId }) => providerEventId === name)?.profileId ?? "";
  const other = await idOf("handed over");
  expect(other).not.toBe(await idOf("theirs"));
  await requestErasure(ctx, {
    customers: [showId("profile", await idOf("theirs"))],
    holdDays: 0,
    reason: "asked",
  });
  while (!(await eraseNext(ctx.projectId, fixedClock(new Date(testNow.getTime() + 1_000)))));
  const kept = (await eventsOf(ctx)).map(({ providerEventId, keyId, profileId }) => [
    ...[providerEventId, keyId !== null, profileId],
  ]);
  expect(Object.fromEntries(kept.map(([name, ...rest]) => [name, rest]))).toEqual({
    theirs: [false, null],
    "another's": [true, other],
    "handed over": [false, other],
  });
  expect(await everythingOf(ctx)).not.toContain(word);
});

test("what a provider sends of an erased person later leaves no trace of them: only that money moved", async () => {
  const { ctx, integration } = await erasedCustomer();
  const before = (await peopleOf(ctx)).length;
  const now = later(30);
  await deliver(integration, [revenuecat("RENEWAL", now, { ...ofThem, transaction_id: "late" })], now);
  await processAll(integration, now);
  expect((await peopleOf(ctx)).length).toBe(before);
  expect(await everythingOf(ctx)).not.toContain(word);
  expect(await eventsOf(ctx)).toContainEqual(
    expect.objectContaining({
      type: "RENEWAL",
      state: "processed",
      keyId: null,
      words: null,
      profileId: null,
    }),
  );
  const money = await read(ctx, (tx) =>
    tx.select().from(transactions).where(eq(transactions.projectId, ctx.projectId)),
  );
  expect(money.filter(({ providerTransactionId }) => providerTransactionId === "late")).toMatchObject([
    { profileId: null, amountMinor: 999n },
  ]);
});

test("bodies are emptied when their retention is over, and what they said stays", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", testNow)]);
  await processAll(integration);
  expect(await forgetBodies(ctx.projectId, later(keptDays))).toBe(false);
  expect(await eventsOf(ctx)).toMatchObject([{ keyId: "test" }]);
  expect(await listProjectsToForgetBodies(later(keptDays + 1))).toContain(ctx.projectId);
  await forgetBodies(ctx.projectId, later(keptDays + 1));
  expect(await eventsOf(ctx)).toMatchObject([
    { keyId: null, sealed: null, state: "processed", words: expect.any(String) },
  ]);
});

test("an export has what providers sent, as they sent it", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", testNow, { odd_field: "kept whole" })]);
  await processAll(integration);
  const [profile] = await peopleOf(ctx);
  for await (const { name, pieces } of exportFiles(ctx, [profile?.id ?? ""], {
    title: "Test",
    madeAt: testNow,
  })) {
    let text = "";
    for await (const piece of pieces) text += piece;
    if (name === "data/inbound_events.json") {
      expect(JSON.parse(JSON.parse(text)[0].body)).toMatchObject({ event: { odd_field: "kept whole" } });
      return;
    }
  }
  expect.fail("the export has no events of providers");
});
