import { providerNames } from "@/components/customers/provider-names";
import { formatMoney } from "@/lib/core/money";
import type { TransactionRow } from "@/lib/transactions/queries";

/** "Visa ••4242"; null where the provider said neither. */
export function methodWords({
  methodBrand,
  methodLastFour,
}: Pick<TransactionRow, "methodBrand" | "methodLastFour">): string | null {
  const brand = methodBrand && (brands[methodBrand] ?? methodBrand);
  return [brand, methodLastFour && `••${methodLastFour}`].filter(Boolean).join(" ") || null;
}

const brands: Record<string, string> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  discover: "Discover",
  jcb: "JCB",
  paypal: "PayPal",
};

export function providerWords({
  provider,
  providerTransactionId,
}: Pick<TransactionRow, "provider" | "providerTransactionId">): string {
  return [providerNames[provider], providerTransactionId && shortened(providerTransactionId)]
    .filter(Boolean)
    .join(" ");
}

function shortened(id: string): string {
  return id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
}

/** "≈ $10.86 at 1.0867 (ECB, 2026-08-10)"; null for dollars, and said where no rate is known. */
export function usdWords({
  currency,
  amountUsdMinor,
  fxRate,
  fxDay,
  fxSource,
}: Pick<TransactionRow, "currency" | "amountUsdMinor" | "fxRate" | "fxDay" | "fxSource">): string | null {
  if (currency === "USD") return null;
  if (amountUsdMinor === null) return "in dollars not known";
  return `≈ ${formatMoney({ minor: amountUsdMinor, currency: "USD", exponent: 2 })} at ${fxRate} (${fxSource}, ${fxDay})`;
}
