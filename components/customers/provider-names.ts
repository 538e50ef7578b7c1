export const providerNames = {
  stripe: "Stripe",
  paypal: "PayPal",
  revenuecat: "RevenueCat",
  adapty: "Adapty",
} as const;
