import type { z } from "zod";
import type { pricePointKinds, pricePointVersions } from "../../db/schema/catalogue";
import { AppError } from "../core/errors";
import type { createPricePointInput } from "./schema";

type Asked = Pick<z.output<typeof createPricePointInput>, "price" | "period" | "intro">;
type Version = typeof pricePointVersions.$inferSelect;

export type TermsRow = Pick<
  Version,
  | "currency"
  | "exponent"
  | "priceMinor"
  | "periodUnit"
  | "periodCount"
  | "introType"
  | "introPriceMinor"
  | "introUnit"
  | "introCount"
>;

/** As a version stores them; `invalid` with the field where they do not fit what is sold, or each other. */
export function termsRow(kind: (typeof pricePointKinds)[number], { price, period, intro }: Asked): TermsRow {
  if (kind === "subscription" && !period) refuse("period", "A subscription has a period");
  if (kind !== "subscription" && period) refuse("period", "What is bought once has no period");
  if (kind !== "subscription" && intro.type !== "no_intro")
    refuse("intro", "What is bought once has no trial");
  if (intro.type === "paid_trial" && intro.price.currency !== price.currency)
    refuse("intro.price.currency", `The trial is paid in the currency of the price, ${price.currency}`);
  const trial = intro.type === "no_intro" ? null : intro.period;
  return {
    currency: price.currency,
    exponent: price.exponent,
    priceMinor: price.minor,
    periodUnit: period?.unit ?? null,
    periodCount: period?.count ?? null,
    introType: intro.type,
    introPriceMinor: intro.type === "paid_trial" ? intro.price.minor : null,
    introUnit: trial?.unit ?? null,
    introCount: trial?.count ?? null,
  };
}

/** The same terms, picked from a row that has more. */
export function termsOf(row: TermsRow): TermsRow {
  const { currency, exponent, priceMinor, periodUnit, periodCount } = row;
  const { introType, introPriceMinor, introUnit, introCount } = row;
  const intro = { introType, introPriceMinor, introUnit, introCount };
  return { currency, exponent, priceMinor, periodUnit, periodCount, ...intro };
}

/** For the audit log, which knows no integers of this size. */
export function auditedTerms(row: TermsRow): Record<string, unknown> {
  return {
    ...termsOf(row),
    priceMinor: row.priceMinor.toString(),
    introPriceMinor: row.introPriceMinor?.toString() ?? null,
  };
}

export function isSameTerms(one: TermsRow, other: TermsRow): boolean {
  return JSON.stringify(auditedTerms(one)) === JSON.stringify(auditedTerms(other));
}

function refuse(field: string, message: string): never {
  throw new AppError("invalid", message, { [field]: message });
}
