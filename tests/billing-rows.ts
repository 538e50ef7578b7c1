import type { Transaction } from "@/db/client";
import * as schema from "@/db/schema";
import type { Ctx } from "@/lib/core/ctx";
import { newId } from "@/lib/core/ids";
import { testNow } from "./factories";

/** One row in each table of billing, of one customer who bought once and was refunded; `word` in all that is personal. */
export async function addBillingRows(
  tx: Transaction,
  { projectId }: Ctx,
  { profileId, sessionId, word = "test" }: { profileId: string; sessionId: string; word?: string },
): Promise<void> {
  const by = { actorKind: "system", actorId: "test" } as const;
  const made = { createdAt: testNow };
  const price = { currency: "USD", exponent: 2 };
  const seen = { environment: "production", occurredAt: testNow, receivedAt: testNow } as const;
  const id = () => newId(testNow);
  const [productId, entitlementId, pricePointId, offeringId] = [id(), id(), id(), id()];
  await tx.insert(schema.products).values({ projectId, id: productId, name: "Plan", ...made });
  await tx
    .insert(schema.entitlements)
    .values({ projectId, id: entitlementId, key: `premium-${productId}`, name: "Premium", ...made });
  await tx.insert(schema.productEntitlements).values({ projectId, productId, entitlementId });
  await tx.insert(schema.pricePoints).values({
    projectId,
    id: pricePointId,
    ident: `plan-${pricePointId}`,
    productId,
    kind: "subscription",
    currentVersion: 1,
    ...made,
  });
  await tx.insert(schema.pricePointVersions).values({
    projectId,
    pricePointId,
    version: 1,
    ...price,
    priceMinor: 999n,
    periodUnit: "months",
    periodCount: 1,
    introType: "no_intro",
    ...by,
    ...made,
  });
  await tx.insert(schema.offerings).values({
    projectId,
    id: offeringId,
    key: `offering-${offeringId}`,
    name: "Default",
    isCurrent: false,
    ...made,
  });
  await tx
    .insert(schema.packages)
    .values({ projectId, offeringId, key: "monthly", position: 0, pricePointId });
  await tx.insert(schema.offeringOverrides).values({ projectId, profileId, offeringId, ...by, ...made });
  const [paymentMethodId, subscriptionId, orderId, attemptId] = [id(), id(), id(), id()];
  const paid = { ...price, amountMinor: 999n };
  const through = { provider: "sandbox", paymentMethodId } as const;
  await tx.insert(schema.paymentMethods).values({
    projectId,
    id: paymentMethodId,
    profileId,
    provider: "sandbox",
    token: `card ${word}`,
    providerCustomerId: `cus_${word}`,
    lastFour: "4242",
    ...made,
  });
  await tx.insert(schema.subscriptions).values({
    projectId,
    id: subscriptionId,
    profileId,
    sessionId,
    environment: "production",
    ...through,
    isMirror: false,
    pricePointId,
    pricePointVersion: 1,
    ...made,
    phase: "recurring",
    autoRenew: true,
    startedAt: testNow,
    periodStart: testNow,
    periodEnd: new Date(testNow.getTime() + 86_400_000),
    iteration: 1,
    anchorAt: testNow,
    zone: "UTC",
    cycle: 1,
    isNextPaid: false,
    dunning: "none",
    dunningStep: 0,
    isDeclineHard: false,
    missedPeriods: 0,
    nextCheckAt: testNow,
    metadata: { word },
    attempts: 0,
    version: 1,
  });
  await tx.insert(schema.orders).values({
    projectId,
    id: orderId,
    profileId,
    sessionId,
    subscriptionId,
    environment: "production",
    kind: "first",
    ...through,
    ...paid,
    settledMinor: 999n,
    refundedMinor: 999n,
    refundPendingMinor: 0n,
    state: "settled",
    checkoutIp: `203.0.113.7 ${word}`,
    checkoutUserAgent: word,
    metadata: { word },
    ...made,
    settledAt: testNow,
    version: 1,
  });
  await tx.insert(schema.chargeAttempts).values({
    projectId,
    id: attemptId,
    orderId,
    subscriptionId,
    kind: "first",
    ...through,
    ...paid,
    state: "succeeded",
    ...made,
    settledAt: testNow,
    lookups: 0,
  });
  const transactionId = id();
  const moved = { projectId, profileId, orderId, provider: "sandbox", ...seen } as const;
  await tx.insert(schema.transactions).values({
    ...moved,
    id: transactionId,
    kind: "refund",
    status: "succeeded",
    ...price,
    amountMinor: -999n,
  });
  await tx.insert(schema.refunds).values({
    projectId,
    profileId,
    orderId,
    transactionId,
    id: id(),
    ...paid,
    keptAccess: true,
    reason: word,
    comment: word,
    ...by,
    occurredAt: testNow,
    receivedAt: testNow,
  });
  await tx.insert(schema.disputes).values({
    projectId,
    profileId,
    orderId,
    id: id(),
    provider: "sandbox",
    providerDisputeId: `dp_${orderId}`,
    reason: word,
    environment: "production",
    ...paid,
    state: "open",
    openedAt: testNow,
  });
  await tx.insert(schema.supportActions).values({
    projectId,
    profileId,
    id: id(),
    key: `key-${orderId}`,
    kind: "refund",
    reason: word,
    comment: word,
    details: { word },
    ...by,
    state: "done",
    ...made,
  });
  await tx
    .insert(schema.entitlementGrants)
    .values({ projectId, profileId, entitlementId, id: id(), startsAt: testNow, ...by, ...made });
  const chargeId = id();
  const sandbox = { projectId, ...paid, ...made };
  await tx.insert(schema.sandboxCharges).values({
    ...sandbox,
    id: chargeId,
    idempotencyKey: attemptId,
    reference: attemptId,
    card: "card",
    state: "succeeded",
  });
  await tx
    .insert(schema.sandboxRefunds)
    .values({ ...sandbox, id: id(), chargeId, idempotencyKey: orderId, reference: orderId });
}
