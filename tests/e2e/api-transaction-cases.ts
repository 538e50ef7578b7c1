import type { ApiCase, Call, World } from "./api-cases";
import { lists } from "./api-lists";

let count = 0;
const newProviderId = () => `pi_contract_${Date.now()}_${++count}`;
const at = "2026-08-10T07:10:00.000Z";

const payment = ({ userId }: World, providerTransactionId: string) => ({
  customer: userId,
  provider: "stripe",
  providerTransactionId,
  amount: { amount: "9.99", currency: "EUR" },
  method: { brand: "visa", lastFour: "4242" },
  occurredAt: at,
});

async function recorded(call: Call, world: World) {
  const id = newProviderId();
  const { text } = await call({
    method: "POST",
    path: "/transactions",
    body: { ...payment(world, id), session: world.session },
  });
  return {
    payment: id,
    transaction: /"id":"(txn_\w+)"/.exec(text)?.[1] ?? "none",
    order: /"order":"(ord_\w+)"/.exec(text)?.[1] ?? "none",
  };
}

const contested = (id: string) => ({
  provider: "stripe",
  providerDisputeId: id.replace("pi_", "dp_"),
  payment: id,
  amount: { amount: "9.99", currency: "EUR" },
  openedAt: at,
});

async function disputed(call: Call, world: World) {
  const made = await recorded(call, world);
  const { text } = await call({ method: "POST", path: "/disputes", body: contested(made.payment) });
  return { ...made, dispute: /"id":"(dsp_\w+)"/.exec(text)?.[1] ?? "none" };
}

const amount = { amount: "9.99", amountMinor: 999, currency: "EUR" };

export const transactionCases: Record<string, ApiCase> = {
  listTransactions: {
    scope: "billing:read",
    prepare: recorded,
    request: (_, { order }) => ({ method: "GET", path: `/transactions?order=${order}&status=succeeded` }),
    status: 200,
    answer: ({ customer, session, funnel }, { transaction, payment: id }) => ({
      data: [
        {
          id: transaction,
          profileId: customer,
          kind: "charge",
          amount,
          usd: { amount: { currency: "USD" } },
          provider: "stripe",
          providerTransactionId: id,
          method: { brand: "visa", lastFour: "4242" },
          session,
          funnel: { id: funnel },
          decline: null,
          occurredAt: at,
        },
      ],
      pagination: { hasMore: false, nextCursor: null },
    }),
    bad: () => [
      ...lists("/transactions"),
      { path: "/transactions?kind=gift", field: "kind" },
      { path: "/transactions?provider=acme", field: "provider" },
      { path: "/transactions?order=ord_1", field: "order" },
      { path: "/transactions?from=yesterday", field: "from" },
      { path: "/transactions?environment=staging", field: "environment" },
    ],
  },
  recordTransaction: {
    scope: "subscriptions:start",
    prepare: async () => ({ payment: newProviderId() }),
    request: (world, { payment: id = "" }) => ({
      method: "POST",
      path: "/transactions",
      body: payment(world, id),
    }),
    status: 201,
    answer: ({ customer }, { payment: id }) => ({
      profileId: customer,
      amount,
      providerTransactionId: id,
      session: null,
      status: "succeeded",
    }),
    bad: (world, { payment: id = "" }) => [
      { body: {}, field: "customer" },
      { body: { ...payment(world, id), provider: "sandbox" }, field: "provider" },
      {
        body: { ...payment(world, id), amount: { amount: "9.999", currency: "EUR" } },
        field: "amount.amount",
      },
      { body: { ...payment(world, id), amount: { amount: "0", currency: "EUR" } }, field: "amount.amount" },
      { body: { ...payment(world, id), occurredAt: "2099-01-01T00:00:00Z" }, field: "occurredAt" },
      { body: { ...payment(world, id), kind: "refund" }, field: "refundOf" },
      { body: { ...payment(world, id), kind: "refund", refundOf: "pi_none" }, field: "refundOf" },
      { body: { ...payment(world, id), session: "ses_1" }, field: "session" },
      { body: { ...payment(world, id), extra: 1 }, field: "input" },
    ],
  },
  getTransaction: {
    scope: "billing:read",
    prepare: recorded,
    request: (_, { transaction }) => ({ method: "GET", path: `/transactions/${transaction}` }),
    status: 200,
    answer: (_, { transaction, order }) => ({ id: transaction, order, amount }),
    bad: (_, { transaction }) => [{ path: `/transactions/${transaction}?x=1`, field: "input" }],
    namesRecord: true,
  },
  listCustomerTransactions: {
    scope: "billing:read",
    prepare: recorded,
    request: ({ userId }) => ({ method: "GET", path: `/customers/${userId}/transactions?limit=500` }),
    status: 200,
    answer: () => ({ pagination: { hasMore: false, nextCursor: null } }),
    bad: ({ customer }) => [
      ...lists(`/customers/${customer}/transactions`),
      { path: `/customers/${customer}/transactions?show=gifts`, field: "show" },
    ],
    namesRecord: true,
  },
  getOrder: {
    scope: "billing:read",
    prepare: disputed,
    request: (_, { order }) => ({ method: "GET", path: `/orders/${order}` }),
    status: 200,
    answer: ({ customer }, { order, transaction, payment: id, dispute }) => ({
      id: order,
      profileId: customer,
      kind: "one_off",
      state: "settled",
      amount,
      refunded: { amountMinor: 0 },
      attempts: [{ state: "succeeded", providerReference: id }],
      transactions: [{ id: transaction }, { kind: "dispute", amount: { amount: "-9.99" } }],
      disputes: [{ id: dispute, state: "open" }],
    }),
    bad: (_, { order }) => [{ path: `/orders/${order}?x=1`, field: "input" }],
    namesRecord: true,
  },
  openDispute: {
    scope: "subscriptions:start",
    prepare: recorded,
    request: (_, { payment: id = "" }) => ({ method: "POST", path: "/disputes", body: contested(id) }),
    status: 201,
    answer: (_, { order }) => ({ order, state: "open", amount, closedAt: null }),
    bad: (_, { payment: id = "" }) => [
      { body: {}, field: "provider" },
      { body: { ...contested(id), payment: "pi_none" }, field: "payment" },
      { body: { ...contested(id), amount: { amount: "10", currency: "EUR" } }, field: "amount" },
      { body: { ...contested(id), openedAt: "soon" }, field: "openedAt" },
    ],
  },
  closeDispute: {
    scope: "subscriptions:start",
    prepare: disputed,
    request: (_, { dispute }) => ({
      method: "POST",
      path: `/disputes/${dispute}/close`,
      body: { outcome: "won", closedAt: at },
    }),
    status: 200,
    answer: (_, { dispute }) => ({ id: dispute, state: "won", closedAt: at }),
    bad: () => [
      { body: { outcome: "draw", closedAt: at }, field: "outcome" },
      { body: { outcome: "won" }, field: "closedAt" },
    ],
    namesRecord: true,
  },
};
