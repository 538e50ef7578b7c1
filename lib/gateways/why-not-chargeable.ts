import type { PaymentProvider } from "../../db/columns";

const places: Partial<Record<PaymentProvider, string>> = {
  revenuecat: "RevenueCat, which mirrors a store",
  adapty: "Adapty, which mirrors a store",
  paypal: "PayPal",
  stripe: "Stripe",
};

/** Why nothing of it can be charged or changed from here, in a sentence; null where it can. */
export function whyNotChargeable(provider: PaymentProvider, isMirror: boolean): string | null {
  const mirrors = provider === "revenuecat" || provider === "adapty";
  if (!isMirror && !mirrors && provider !== "paypal") return null;
  const place = places[provider] ?? "its provider";
  return `It is kept by ${place}, so it is charged and changed there. What happens there is shown here.`;
}
