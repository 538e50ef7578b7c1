export const providerNames = {
  sandbox: "Sandbox",
  stripe: "Stripe",
  paypal: "PayPal",
  revenuecat: "RevenueCat",
  adapty: "Adapty",
  funnelfox: "FunnelFox",
  "funnelfox-billing": "FunnelFox Billing",
} as const;
