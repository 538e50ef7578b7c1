import type { ApiCase, Call, World } from "./api-cases";
import { lists } from "./api-lists";

const reason = "Asked by the customer";

/** A subscription of their own that was paid just now, with its order and transaction. */
async function paid(call: Call, { userId, pricePoint }: World) {
  const { text } = await call({
    method: "POST",
    path: "/subscriptions",
    body: {
      customer: userId,
      pricePoint,
      paymentMethod: { provider: "sandbox", card: "sandbox_visa" },
    },
    isKeyed: true,
  });
  const order = /"order":"(ord_\w+)"/.exec(text)?.[1] ?? "none";
  const booked = await call({ method: "GET", path: `/orders/${order}` });
  return {
    order,
    attempt: /"id":"(att_\w+)"/.exec(booked.text)?.[1] ?? "none",
    subscription: /"id":"(sub_\w+)"/.exec(text)?.[1] ?? "none",
    transaction: /"id":"(txn_\w+)"/.exec(booked.text)?.[1] ?? "none",
  };
}

/** The same after something was done with it. */
const after = (verb: string, body: unknown) => async (call: Call, world: World) => {
  const made = await paid(call, world);
  await call({ method: "POST", path: `/subscriptions/${made.subscription}/${verb}`, body, isKeyed: true });
  return made;
};

const act = (
  verb: string,
  body: Record<string, unknown>,
  {
    prepare = paid,
    answer,
    bad = [],
    isKeyed = false,
  }: {
    prepare?: ApiCase["prepare"];
    answer: Record<string, unknown>;
    bad?: { body: Record<string, unknown>; field: string }[];
    isKeyed?: boolean;
  },
): ApiCase => ({
  scope: "subscriptions:write",
  prepare,
  request: ({ userId }, { subscription }) => ({
    method: "POST",
    path: `/subscriptions/${subscription}/${verb}`,
    body: { ...body, reason, customer: userId },
    isKeyed,
  }),
  status: 200,
  answer: (_, { subscription }) => ({
    subscription,
    reason,
    byName: "Key Contract",
    state: "done",
    ...answer,
  }),
  bad: () => [
    { body: { ...body, reason: "x".repeat(257) }, field: "reason" },
    { body: { ...body, comment: "x".repeat(2_049) }, field: "comment" },
    { body: { ...body, version: 0 }, field: "version" },
    ...bad,
    ...(isKeyed ? [{ isKeyed: false, body, field: "Idempotency-Key" }] : []),
  ],
  namesRecord: true,
});

const money = { amount: "9.99", amountMinor: 999, currency: "USD" };

const refund = (path: (made: Record<string, string>) => string): ApiCase => ({
  scope: "billing:refund",
  prepare: paid,
  request: ({ userId }, made) => ({
    method: "POST",
    path: path(made),
    body: {
      amount: { amount: "4.99", currency: "USD" },
      keepAccess: true,
      reason,
      customer: userId,
    },
    isKeyed: true,
  }),
  status: 200,
  answer: (_, { order, subscription }) => ({
    kind: "refund",
    state: "done",
    order,
    subscription,
    reason,
    effects: {
      money: { direction: "refunded", amount: { amount: "4.99" } },
      refunded: { before: { amount: "0.00" }, after: { amount: "4.99" }, paid: money },
      events: ["refund.settled"],
    },
  }),
  bad: () => [
    { isKeyed: false, field: "Idempotency-Key" },
    { body: {}, field: "keepAccess" },
    ...["10.00", "-1.00", "1.005", "0"].map((amount) => ({
      body: { keepAccess: true, amount: { amount, currency: "USD" } },
      field: "amount.amount",
    })),
    { body: { keepAccess: true, amount: { amount: "1.00", currency: "EUR" } }, field: "amount.currency" },
  ],
  namesRecord: true,
});

export const supportCases: Record<string, ApiCase> = {
  cancelSubscription: act("cancel", {}, { answer: { kind: "cancel" } }),
  uncancelSubscription: act("uncancel", {}, { prepare: after("cancel", {}), answer: { kind: "uncancel" } }),
  pauseSubscription: act(
    "pause",
    { days: 30 },
    {
      answer: { kind: "pause", effects: { access: { after: { isActive: false } } } },
      bad: [
        { body: {}, field: "until" },
        { body: { days: 3, until: null }, field: "until" },
        { body: { days: 0 }, field: "days" },
      ],
    },
  ),
  resumeSubscription: act(
    "resume",
    {},
    { prepare: after("pause", { until: null }), answer: { kind: "resume" } },
  ),
  deferSubscription: act(
    "defer",
    { days: 7 },
    { answer: { kind: "defer" }, bad: [{ body: { until: "tomorrow" }, field: "until" }] },
  ),
  discountSubscription: act(
    "discount",
    { percent: 20, cycles: 2 },
    {
      answer: { kind: "discount", effects: { nextCharge: { after: { amount: { amount: "7.99" } } } } },
      bad: [{ body: { percent: 120, cycles: 2 }, field: "percent" }],
    },
  ),
  chargeSubscription: act(
    "charge",
    {},
    {
      answer: { kind: "charge_now", effects: { money: { direction: "charged", amount: money } } },
      isKeyed: true,
    },
  ),
  migrateSubscription: {
    ...act("migrate", {}, { answer: {} }),
    request: ({ pricePoint }, { subscription }) => ({
      method: "POST",
      path: `/subscriptions/${subscription}/migrate`,
      body: { pricePoint: `${pricePoint}-year`, strategy: "price_prorate" },
      isKeyed: true,
    }),
    answer: (_, { subscription }) => ({
      kind: "migrate",
      subscription,
      state: "done",
      effects: { migration: { strategy: "price_prorate" }, money: { direction: "charged" } },
    }),
    bad: ({ pricePoint }) => [
      { body: { pricePoint: "none", strategy: "delayed_start" }, field: "pricePoint" },
      { body: { pricePoint, strategy: "tomorrow" }, field: "strategy" },
    ],
  },
  getAvailableActions: {
    scope: "billing:read",
    prepare: paid,
    request: (_, { subscription }) => ({ method: "GET", path: `/subscriptions/${subscription}/actions` }),
    status: 200,
    answer: () => ({
      availableActions: [
        { kind: "cancel", isEnabled: true, why: null },
        { kind: "uncancel", isEnabled: false, why: "Auto-renewal is on already." },
        { kind: "pause", isEnabled: true, why: null },
        { kind: "resume", isEnabled: false, why: "It is not paused." },
        { kind: "defer", isEnabled: true, why: null },
        { kind: "discount", isEnabled: true, why: null },
        { kind: "charge_now", isEnabled: true, why: null },
        { kind: "migrate", isEnabled: true, why: null },
      ],
    }),
    namesRecord: true,
  },
  previewAction: {
    scope: "subscriptions:write",
    prepare: paid,
    request: (_, { subscription }) => ({
      method: "POST",
      path: `/subscriptions/${subscription}/preview`,
      body: { kind: "cancel" },
    }),
    status: 200,
    answer: () => ({
      effects: {
        money: null,
        events: ["subscription.unsubscription"],
        nextCharge: { before: { amount: money }, after: null },
        status: { before: ["RECURRING"], after: ["RECURRING", "AUTORENEW_OFF"] },
      },
    }),
    bad: () => [
      { body: { kind: "erase" }, field: "kind" },
      { body: { kind: "discount", percent: 1.5, cycles: 1 }, field: "percent" },
    ],
    namesRecord: true,
  },
  /** What stops the engine takes days of a silent gateway, so here there is nothing to decide. */
  unparkSubscription: {
    ...act("unpark", {}, { answer: {} }),
    status: 409,
    answer: () => ({ code: "conflict", detail: "Nothing stopped it: there is nothing to decide." }),
  },
  decideCharge: {
    scope: "billing:refund",
    prepare: paid,
    request: (_, { attempt }) => ({
      method: "POST",
      path: `/attempts/${attempt}/decide`,
      body: { verdict: "executed", reference: "pi_1", reason },
      isKeyed: true,
    }),
    status: 409,
    answer: () => ({
      code: "conflict",
      detail: "Only what is parked needs a person: this first is succeeded.",
    }),
    bad: () => [
      { isKeyed: false, field: "Idempotency-Key" },
      { body: { verdict: "perhaps" }, field: "verdict" },
      { body: { verdict: "executed", reference: "x".repeat(256) }, field: "reference" },
    ],
    namesRecord: true,
  },
  refundOrder: refund(({ order }) => `/orders/${order}/refund`),
  refundTransaction: refund(({ transaction }) => `/transactions/${transaction}/refund`),
  previewRefund: {
    scope: "billing:refund",
    prepare: paid,
    request: (_, { order }) => ({
      method: "POST",
      path: `/orders/${order}/refund/preview`,
      body: { keepAccess: false },
    }),
    status: 200,
    answer: () => ({
      effects: {
        money: { direction: "refunded", amount: money },
        events: ["refund.settled", "subscription.expiration"],
        access: { before: { isActive: true }, after: { isActive: false } },
      },
    }),
    bad: () => [{ body: {}, field: "keepAccess" }],
    namesRecord: true,
  },
  listSupportActions: {
    scope: "billing:read",
    prepare: after("cancel", { reason }),
    request: ({ userId }) => ({ method: "GET", path: `/customers/${userId}/support-actions?limit=1` }),
    status: 200,
    answer: (_, { subscription }) => ({ data: [{ kind: "cancel", subscription, reason }] }),
    bad: ({ userId }) => lists(`/customers/${userId}/support-actions`),
    namesRecord: true,
  },
};
