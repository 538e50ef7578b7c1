import type { ApiCase, Call, Made, World } from "./api-cases";
import { lists } from "./api-lists";

/** A month that somebody new has just paid for. */
async function started(call: Call, { newVisitor, pricePoint }: World): Promise<Made> {
  const customer = await newVisitor();
  const { text } = await call({
    method: "POST",
    path: "/subscriptions",
    body: { customer, pricePoint, paymentMethod: { provider: "sandbox", card: "sandbox_visa" } },
    isKeyed: true,
  });
  return { customer, subscription: /"id":"(sub_\w+)"/.exec(text)?.[1] ?? "none" };
}

const shown = ({ pricePoint }: World, { customer, subscription }: Made) => ({
  id: subscription,
  customer,
  status: ["RECURRING"],
  isActive: true,
  isMirror: false,
  environment: "preview",
  provider: "sandbox",
  pricePoint,
  price: { amount: "9.99", amountMinor: 999, currency: "USD" },
  iteration: 1,
  unusedPremiumAfterPauseSeconds: null,
});

const filter =
  "environment=preview&exactly=RECURRING&provider=sandbox&iterationTo=1&amountTo=9.99&currency=usd";

export const subscriptionListCases: Record<string, ApiCase> = {
  listSubscriptions: {
    scope: "billing:read",
    prepare: started,
    request: ({ pricePoint }, { customer }) => ({
      method: "GET",
      path: `/subscriptions?customer=${customer}&pricePoint=${pricePoint}&${filter}`,
    }),
    status: 200,
    answer: (world, made) => ({
      data: [shown(world, made)],
      pagination: { hasMore: false, nextCursor: null },
    }),
    bad: () => [
      ...lists("/subscriptions"),
      { path: "/subscriptions?allOf=RECURRING,ACTIVE", field: "allOf" },
      { path: "/subscriptions?anyOf=", field: "anyOf" },
      { path: "/subscriptions?noneOf=paused", field: "noneOf" },
      { path: "/subscriptions?exactly=ALL", field: "exactly" },
      { path: "/subscriptions?view=mine", field: "view" },
      { path: "/subscriptions?provider=acme", field: "provider" },
      { path: "/subscriptions?country=Sweden", field: "country" },
      { path: "/subscriptions?nextCheckWithin=1y", field: "nextCheckWithin" },
      { path: "/subscriptions?nextCheckFrom=tomorrow", field: "nextCheckFrom" },
      { path: "/subscriptions?nextCheckUntil=1", field: "nextCheckUntil" },
      { path: "/subscriptions?startedFrom=1", field: "startedFrom" },
      { path: "/subscriptions?startedUntil=1", field: "startedUntil" },
      { path: "/subscriptions?periodEndFrom=1", field: "periodEndFrom" },
      { path: "/subscriptions?periodEndUntil=1", field: "periodEndUntil" },
      { path: "/subscriptions?iterationFrom=-1", field: "iterationFrom" },
      { path: "/subscriptions?iterationTo=1.5", field: "iterationTo" },
      { path: "/subscriptions?amountFrom=-5", field: "amountFrom" },
      { path: "/subscriptions?amountTo=1e9", field: "amountTo" },
      { path: "/subscriptions?currency=XXX", field: "currency" },
      { path: "/subscriptions?endReason=boredom", field: "endReason" },
      { path: "/subscriptions?parked=no", field: "parked" },
      { path: "/subscriptions?sort=price", field: "sort" },
      { path: "/subscriptions?environment=staging", field: "environment" },
    ],
  },
  getSubscription: {
    scope: "billing:read",
    prepare: started,
    request: (_, { subscription }) => ({ method: "GET", path: `/subscriptions/${subscription}` }),
    status: 200,
    answer: shown,
    bad: (_, { subscription }) => [{ path: `/subscriptions/${subscription}?limit=1`, field: "input" }],
    namesRecord: true,
  },
  listCustomerSubscriptions: {
    scope: "billing:read",
    prepare: started,
    request: (_, { customer }) => ({ method: "GET", path: `/customers/${customer}/subscriptions` }),
    status: 200,
    answer: (world, made) => ({ data: [shown(world, made)] }),
    bad: (_, { customer }) => [{ path: `/customers/${customer}/subscriptions?limit=1`, field: "input" }],
    namesRecord: true,
  },
  simulateSubscription: {
    scope: "billing:read",
    prepare: started,
    request: (_, { subscription }) => ({
      method: "GET",
      path: `/subscriptions/${subscription}/simulate?pays=no`,
    }),
    status: 200,
    answer: (_, { subscription }) => ({ subscription }),
    bad: (_, { subscription }) => [
      { path: `/subscriptions/${subscription}/simulate?until=2020-01-01T00:00:00Z`, field: "until" },
      { path: `/subscriptions/${subscription}/simulate?until=9999-01-01T00:00:00Z`, field: "until" },
      { path: `/subscriptions/${subscription}/simulate?pays=maybe`, field: "pays" },
      { path: `/subscriptions/${subscription}/simulate?pause=2020-01-01T00:00:00Z`, field: "pause" },
    ],
    namesRecord: true,
  },
};
