import { deriveId } from "../../lib/core/ids";
import type { PeriodUnit } from "../columns";
import type { Rows } from "./rows";

export type Currency = { code: string; exponent: number; rate: string };

/** Dollars for one unit, close to what they were; a demo asks nobody. */
const currencies: Record<string, Currency> = {
  USD: { code: "USD", exponent: 2, rate: "1" },
  EUR: { code: "EUR", exponent: 2, rate: "1.1345" },
  GBP: { code: "GBP", exponent: 2, rate: "1.3120" },
  JPY: { code: "JPY", exponent: 0, rate: "0.0067" },
  KWD: { code: "KWD", exponent: 3, rate: "3.2574" },
};

const euroCountries = new Set(["DE", "FR", "ES", "IT", "NL", "AT"]);
const ownCurrency: Record<string, string> = { GB: "GBP", JP: "JPY", KW: "KWD" };

export function currencyOf(country: string): Currency {
  return currencyCalled(euroCountries.has(country) ? "EUR" : (ownCurrency[country] ?? "USD"));
}

export function currencyCalled(code: string): Currency {
  const currency = currencies[code];
  if (!currency) throw new Error(`The demo has no ${code}`);
  return currency;
}

/** The columns that say what an amount of this currency was worth. */
export function dollars(currency: string, amountMinor: bigint, at: Date) {
  const { code, exponent, rate } = currencyCalled(currency);
  const [whole = "", fraction = ""] = rate.split(".");
  const cents = (amountMinor < 0n ? -amountMinor : amountMinor) * BigInt(whole + fraction) * 100n;
  const scale = 10n ** BigInt(exponent + fraction.length);
  const rounded = (cents * 2n + scale) / (scale * 2n);
  return {
    amountUsdMinor: amountMinor < 0n ? -rounded : rounded,
    fxRate: rate,
    fxDay: at.toISOString().slice(0, 10),
    fxSource: code === "USD" ? "USD" : "demo",
  };
}

/** Money as endpoints read it. */
export function shownMoney(minor: bigint, { code, exponent }: Pick<Currency, "code" | "exponent">) {
  const digits = minor.toString().padStart(exponent + 1, "0");
  const cut = digits.length - exponent;
  const amount = exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return { amount, amountMinor: Number(minor), currency: code };
}

export type Period = { unit: PeriodUnit; count: number };
/** Cards that the sandbox takes, so that what was bought renews while the demo runs. */
export const cards = [
  { token: "sandbox_visa", brand: "visa", lastFour: "4242" },
  { token: "sandbox_mastercard", brand: "mastercard", lastFour: "4444" },
] as const;

export type PlanName = "monthly" | "weekly" | "yearly" | "lifetime";
export type DemoPlan = {
  name: PlanName;
  pricePointId: string;
  currency: Currency;
  priceMinor: bigint;
  /** Null: bought once. */
  period: Period | null;
  intro: { period: Period; priceMinor: bigint | null } | null;
};

const week: Period = { unit: "weeks", count: 1 };
const prices: Record<PlanName, { period: Period | null; minor: Record<string, bigint> }> = {
  monthly: {
    period: { unit: "months", count: 1 },
    minor: { USD: 999n, EUR: 999n, GBP: 899n, JPY: 1480n, KWD: 3500n },
  },
  weekly: { period: week, minor: { USD: 699n, EUR: 699n, GBP: 599n, JPY: 980n, KWD: 2500n } },
  yearly: {
    period: { unit: "years", count: 1 },
    minor: { USD: 5999n, EUR: 5999n, GBP: 4999n, JPY: 8800n, KWD: 19_500n },
  },
  lifetime: { period: null, minor: { USD: 12_900n, EUR: 12_900n, GBP: 10_900n, JPY: 19_800n, KWD: 40_000n } },
};
const paidTrial: Record<string, bigint> = { USD: 100n, EUR: 100n, GBP: 100n, JPY: 150n, KWD: 500n };

/** A month begins with a free week, a weekly plan with a cheap one. */
export function planOf(projectId: string, name: PlanName, currency: Currency): DemoPlan {
  const { period, minor } = prices[name];
  const priceMinor = minor[currency.code] ?? 999n;
  const trial = name === "weekly" ? (paidTrial[currency.code] ?? 100n) : null;
  return {
    name,
    pricePointId: deriveId("demo price point", projectId, identOf(name, currency)),
    currency,
    priceMinor,
    period,
    intro: name === "monthly" || name === "weekly" ? { period: week, priceMinor: trial } : null,
  };
}

export function identOf(name: PlanName, { code }: Currency): string {
  return `premium-${name}-${code.toLowerCase()}`;
}

/** What Nightleaf sells: one entitlement, two products, a price point per plan and currency, one offering. */
export function addCatalogue(rows: Rows, projectId: string, createdAt: Date): void {
  const own = { projectId, createdAt, archivedAt: null };
  const id = (kind: string, name: string) => deriveId(`demo ${kind}`, projectId, name);
  const by = { actorKind: "system", actorId: "seed" } as const;
  const entitlementId = id("entitlement", "premium");
  rows.entitlements.push({ ...own, id: entitlementId, key: "premium", name: "Premium" });
  const products = { subscription: id("product", "premium"), lifetime: id("product", "lifetime") };
  rows.products.push({ ...own, id: products.subscription, name: "Nightleaf Premium" });
  rows.products.push({ ...own, id: products.lifetime, name: "Nightleaf for life" });
  for (const productId of Object.values(products))
    rows.product_entitlements.push({ projectId, productId, entitlementId });
  const offeringId = id("offering", "default");
  rows.offerings.push({ ...own, id: offeringId, key: "default", name: "Default", isCurrent: true });
  for (const name of ["monthly", "weekly", "yearly", "lifetime"] as const)
    for (const currency of Object.values(currencies)) {
      const { pricePointId, period, intro, priceMinor } = planOf(projectId, name, currency);
      const kind = period ? ("subscription" as const) : ("lifetime" as const);
      rows.price_points.push({
        ...own,
        id: pricePointId,
        ident: identOf(name, currency),
        productId: products[kind],
        kind,
        currentVersion: 1,
      });
      rows.price_point_versions.push({
        projectId,
        pricePointId,
        version: 1,
        currency: currency.code,
        exponent: currency.exponent,
        priceMinor,
        periodUnit: period?.unit ?? null,
        periodCount: period?.count ?? null,
        introType: intro ? (intro.priceMinor === null ? "free_trial" : "paid_trial") : "no_intro",
        introPriceMinor: intro?.priceMinor ?? null,
        introUnit: intro?.period.unit ?? null,
        introCount: intro?.period.count ?? null,
        ...by,
        createdAt,
      });
    }
  const packages = { $rc_monthly: "monthly", $rc_annual: "yearly", $rc_lifetime: "lifetime" } as const;
  for (const [position, [key, name]] of Object.entries(packages).entries()) {
    const { pricePointId } = planOf(projectId, name, currencyOf("US"));
    rows.packages.push({ projectId, offeringId, key, position, pricePointId });
  }
}
