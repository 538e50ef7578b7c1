import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { chargeAttempts, orders } from "@/db/schema/orders";
import { paymentMethods } from "@/db/schema/subscriptions";
import { write } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { newKey, paidOrder } from "@/tests/support";
import { countPaymentsSince, listAttention } from "./attention";
import { cancelSubscription, refundOrder } from "./commands";
import { listCustomerActions } from "./customer-actions";
import { listSupportHistory } from "./queries";
import { getUserInformation } from "./user-information";

async function payer() {
  const made = await paidOrder();
  const { ctx, order } = made;
  const [row] = await write(ctx.projectId, (tx) =>
    tx
      .update(orders)
      .set({ checkoutIp: "203.0.113.9", checkoutUserAgent: "Firefox" })
      .where(eq(orders.projectId, ctx.projectId))
      .returning(),
  );
  const customer = await getCustomer(ctx, showId("profile", row?.profileId ?? ""));
  return { ...made, customer, order };
}

it("offers the refund of the payment that is looked at, and says why nothing more can be refunded", async () => {
  const { ctx, order, customer, id } = await payer();
  const offered = await listCustomerActions(ctx, customer, order);
  expect(offered.refund).toEqual({ order, words: "Refund $9.99", why: null });
  expect(offered.subscriptions).toMatchObject([{ id: showId("subscription", id), name: "Plan" }]);
  await refundOrder(ctx, { key: newKey(), order, keepAccess: true });
  expect((await listCustomerActions(ctx, customer, null)).refund).toMatchObject({
    order,
    why: "All of it was refunded.",
  });
  const strangers = await payer();
  const foreign = await listCustomerActions(ctx, customer, strangers.order);
  expect(foreign.refund?.order).toBe(order);
});

it("knows a payer by the names that payment support asks for", async () => {
  const { ctx, customer } = await payer();
  await write(ctx.projectId, (tx) =>
    tx
      .update(paymentMethods)
      .set({ providerCustomerId: "cus_1" })
      .where(eq(paymentMethods.projectId, ctx.projectId)),
  );
  expect(await getUserInformation(ctx, customer)).toEqual({
    thirdParty: [{ provider: "sandbox", id: "cus_1" }],
    emailAliases: [],
    userAgent: "Firefox",
    ip: "203.0.113.9",
  });
});

it("shows what waits for a person, and the payments that came since", async () => {
  const { ctx, order } = await payer();
  expect(await listAttention(ctx)).toEqual({
    parked: [],
    stopped: [],
    retriedToday: 0,
    disputes: [],
    pendingRefunds: 0,
  });
  await refundOrder.begin(ctx, { key: newKey(), order, keepAccess: true });
  await write(ctx.projectId, (tx) =>
    tx
      .update(chargeAttempts)
      .set({ state: "parked", parkedReason: "no answer", nextLookupAt: null })
      .where(and(eq(chargeAttempts.projectId, ctx.projectId), eq(chargeAttempts.kind, "refund"))),
  );
  expect(await listAttention(ctx)).toMatchObject({
    parked: [{ kind: "refund", amount: { minor: 999n, currency: "USD" }, reason: "no answer" }],
    pendingRefunds: 1,
  });
  expect(await countPaymentsSince(ctx, new Date("2026-09-20T00:00:00Z"))).toBe(1);
  expect(await countPaymentsSince(ctx, new Date("2026-09-21T00:00:00Z"))).toBe(0);
});

it("walks the support history in pages, newest first", async () => {
  const { ctx, order, customer, id } = await payer();
  await refundOrder(ctx, { key: newKey(), order, keepAccess: true, reason: "Goodwill" });
  await cancelSubscription(ctx, { key: newKey(), subscription: showId("subscription", id) });
  const first = await listSupportHistory(ctx, customer, { limit: 1 });
  const second = await listSupportHistory(ctx, customer, { limit: 1, cursor: first.nextCursor ?? "" });
  expect(new Set([...first.rows, ...second.rows].map(({ kind }) => kind))).toEqual(
    new Set(["refund", "cancel"]),
  );
  expect(second.nextCursor).toBeNull();
});
