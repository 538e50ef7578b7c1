import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { profiles } from "@/db/schema/profiles";
import { transactions } from "@/db/schema/transactions";
import type { Ctx } from "@/lib/core/ctx";
import { read, write } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { keepIdentifier } from "@/lib/search/keep-identifier";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, eventsOf, makeIntegration, processAll, revenuecat } from "@/tests/inbound";
import { makeProfile } from "@/tests/visits";

const daysAgo = (days: number) => new Date(testNow.getTime() - days * 86_400_000);

function stripe(type: string, at: Date, object: object, { livemode = true } = {}): string {
  const created = Math.floor(at.getTime() / 1_000);
  return JSON.stringify({ id: `evt_${created}`, object: "event", type, livemode, created, data: { object } });
}

/** Somebody who has been here for a month, known by both names. */
async function makeAna(ctx: Ctx): Promise<string> {
  const names = { email: "ana@example.com", userId: "42" };
  const profile = await makeProfile(ctx, { ...names, identifiedAt: daysAgo(30) });
  const [row] = await read(ctx, (tx) =>
    tx.select().from(profiles).where(eq(profiles.projectId, ctx.projectId)),
  );
  if (!row) throw new Error("the profile is there");
  await write(ctx.projectId, async (tx) => {
    await keepIdentifier({ ...ctx, tx }, row, "email", names.email, daysAgo(30));
    await keepIdentifier({ ...ctx, tx }, row, "user_id", names.userId, daysAgo(30));
  });
  return profile.id;
}

async function peopleOf(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx
      .select({
        id: profiles.id,
        email: profiles.email,
        userId: profiles.userId,
        environment: profiles.environment,
      })
      .from(profiles)
      .where(eq(profiles.projectId, ctx.projectId))
      .orderBy(profiles.email),
  );
}

test("who bought under a customer's address cannot give that customer another one", async () => {
  const ctx = await memberCtx("owner");
  const id = await makeAna(ctx);
  const integration = await makeIntegration(ctx, "stripe");
  const said = (email: string) => ({ object: "customer", id: "cus_1", email });
  await deliver(integration, [stripe("customer.created", daysAgo(2), said("ana@example.com"))]);
  await processAll(integration);
  await deliver(integration, [stripe("customer.updated", daysAgo(1), said("other@example.org"))]);
  await processAll(integration);
  expect(await peopleOf(ctx)).toMatchObject([{ id, email: "ana@example.com", userId: "42" }]);
});

test("who bought under a customer's User ID cannot give that customer another address", async () => {
  const ctx = await memberCtx("owner");
  const id = await makeAna(ctx);
  const integration = await makeIntegration(ctx, "stripe");
  const checkout = {
    ...{ object: "checkout.session", id: "cs_1", mode: "payment", customer: "cus_1", payment_status: "paid" },
    ...{ client_reference_id: "42", customer_details: { email: "other@example.org" } },
  };
  await deliver(integration, [stripe("checkout.session.completed", daysAgo(2), checkout)]);
  await processAll(integration);
  expect(await peopleOf(ctx)).toMatchObject([{ id, email: "ana@example.com", userId: "42" }]);
});

const byLink = (profile: string, email: string, at = daysAgo(2)) =>
  stripe("checkout.session.completed", at, {
    ...{ object: "checkout.session", id: `cs_${email}`, mode: "payment", customer: "cus_1" },
    ...{ payment_status: "paid", payment_link: "plink_1", client_reference_id: profile },
    ...{ customer_details: { email }, metadata: { user_id: "another" } },
  });
const byButton = (profile: string, email: string, at = daysAgo(2)) =>
  JSON.stringify({
    ...{ id: `WH-${email}`, event_type: "PAYMENT.CAPTURE.COMPLETED", create_time: at.toISOString() },
    resource: {
      ...{ id: `capture-${email}`, amount: { value: "9.99", currency_code: "USD" }, custom_id: profile },
      ...{ create_time: at.toISOString(), payer: { payer_id: "PAYER1", email_address: email } },
    },
  });

test.each([
  ["stripe", byLink],
  ["paypal", byButton],
] as const)(
  "a profile that the buyer's browser names to %s gets the purchase, and keeps its names",
  async (provider, bodyOf) => {
    const ctx = await memberCtx("owner");
    const id = await makeAna(ctx);
    const integration = await makeIntegration(ctx, provider);
    await deliver(integration, [bodyOf(showId("profile", id), "other@example.org")]);
    await processAll(integration);
    expect(await eventsOf(ctx)).toMatchObject([{ state: "processed", profileId: id }]);
    expect(await peopleOf(ctx)).toMatchObject([{ id, email: "ana@example.com", userId: "42" }]);
  },
);

test.each([
  ["stripe", byLink],
  ["paypal", byButton],
] as const)(
  "a profile without an address that the buyer's browser names to %s gets the first one alone",
  async (provider, bodyOf) => {
    const ctx = await memberCtx("owner");
    const { id } = await makeProfile(ctx);
    const integration = await makeIntegration(ctx, provider);
    await deliver(integration, [bodyOf(showId("profile", id), "first@example.org")]);
    await processAll(integration);
    await deliver(integration, [bodyOf(showId("profile", id), "second@example.org", daysAgo(1))]);
    await processAll(integration);
    expect(await peopleOf(ctx)).toMatchObject([{ id, email: "first@example.org" }]);
  },
);

test("an address that nobody had given is filled in, and follows its provider", async () => {
  const ctx = await memberCtx("owner");
  const { id } = await makeProfile(ctx);
  const integration = await makeIntegration(ctx, "stripe");
  const said = (email: string) => ({
    ...{ object: "customer", id: "cus_1", email },
    metadata: { profile_id: showId("profile", id) },
  });
  await deliver(integration, [stripe("customer.created", daysAgo(2), said("first@example.com"))]);
  await processAll(integration);
  await deliver(integration, [stripe("customer.updated", daysAgo(1), said("second@example.com"))]);
  await processAll(integration);
  expect(await peopleOf(ctx)).toMatchObject([{ id, email: "second@example.com" }]);
});

test("an event of a provider's test mode says nothing of a real customer, though it names one", async () => {
  const ctx = await memberCtx("owner");
  const id = await makeAna(ctx);
  const integration = await makeIntegration(ctx, "stripe");
  const tester = {
    ...{ object: "customer", id: "cus_1", email: "tester@example.org" },
    metadata: { profile_id: showId("profile", id) },
  };
  await deliver(integration, [stripe("customer.created", daysAgo(2), tester, { livemode: false })]);
  await processAll(integration);
  expect(await peopleOf(ctx)).toMatchObject([
    { id, email: "ana@example.com", environment: "production" },
    { email: "tester@example.org", environment: "preview" },
  ]);
});

test("customers whose long ids begin alike are two", async () => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  const bodies = ["ana", "ben"].map((name) => {
    const id = `${"a".repeat(300)}${name}`;
    return revenuecat("INITIAL_PURCHASE", daysAgo(3), {
      ...{ app_user_id: id, original_app_user_id: id, aliases: [id] },
      ...{ original_transaction_id: `chain-${name}`, transaction_id: `t-${name}` },
      subscriber_attributes: { $email: { value: `${name}@example.com`, updated_at_ms: 1 } },
    });
  });
  await deliver(integration, bodies);
  await processAll(integration);
  expect(await peopleOf(ctx)).toMatchObject([{ email: "ana@example.com" }, { email: "ben@example.com" }]);
});

test.each(["a\0b", "a\ud800b"])("the name of an attribute such as %j costs no payment", async (name) => {
  const ctx = await memberCtx("owner");
  const integration = await makeIntegration(ctx, "revenuecat");
  const said = { subscriber_attributes: { [name]: { value: "x", updated_at_ms: 1 } } };
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", daysAgo(3), said)]);
  await processAll(integration);
  expect(await eventsOf(ctx)).toMatchObject([{ state: "processed" }]);
  const money = await read(ctx, (tx) =>
    tx.select().from(transactions).where(eq(transactions.projectId, ctx.projectId)),
  );
  expect(money).toMatchObject([{ amountMinor: 999n }]);
});
