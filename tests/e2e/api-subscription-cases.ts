import type { ApiCase, Call, World } from "./api-cases";

const paymentMethod = { provider: "sandbox", card: "sandbox_visa" };

const start = ({ userId, pricePoint, session }: World) => ({
  method: "POST" as const,
  path: "/subscriptions",
  body: {
    customer: userId,
    pricePoint,
    paymentMethod,
    session,
    checkout: { ip: "203.0.113.9", userAgent: "Mozilla/5.0" },
  },
  isKeyed: true,
});

async function started(call: Call, world: World) {
  const { text } = await call(start(world));
  return { subscription: /"id":"(sub_\w+)"/.exec(text)?.[1] ?? "none" };
}

export const subscriptionCases: Record<string, ApiCase> = {
  startSubscription: {
    scope: "subscriptions:start",
    request: start,
    status: 201,
    answer: ({ customer, session, funnel, pricePoint }) => ({
      state: "active",
      amount: { amount: "9.99", currency: "USD" },
      customer,
      subscription: { customer, session, funnel, pricePoint, status: ["RECURRING"], isActive: true },
      actionUrl: null,
      decline: null,
    }),
    bad: (world) => {
      const { body } = start(world);
      return [
        { isKeyed: false, field: "Idempotency-Key" },
        { body: { ...body, pricePoint: "none" }, field: "pricePoint" },
        { body: { ...body, paymentMethod: { provider: "cash" } }, field: "paymentMethod.provider" },
        {
          body: { ...body, paymentMethod: { ...paymentMethod, card: "visa" } },
          field: "paymentMethod.card",
        },
        { body: { ...body, session: "ses_0" }, field: "session" },
        { body: { ...body, checkout: { ip: "nowhere" } }, field: "checkout.ip" },
        { body: { ...body, email: "nobody" }, field: "email" },
        { body: { ...body, returnUrl: "ftp://quiz.example" }, field: "returnUrl" },
      ];
    },
  },
  replacePaymentMethod: {
    scope: "subscriptions:start",
    prepare: started,
    request: (_, { subscription }) => ({
      method: "PUT",
      path: `/subscriptions/${subscription}/payment-method`,
      body: { paymentMethod },
    }),
    status: 200,
    answer: ({ customer }, { subscription }) => ({ id: subscription, customer, isActive: true }),
    bad: () => [{ body: { paymentMethod: { provider: "sandbox" } }, field: "paymentMethod.card" }],
    namesRecord: true,
  },
};
