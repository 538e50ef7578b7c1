export const providerNames = {
  sandbox: "Sandbox",
  stripe: "Stripe",
  paypal: "PayPal",
  revenuecat: "RevenueCat",
  adapty: "Adapty",
} as const;
