import { z } from "zod";
import { type PeriodUnit, periodUnits } from "../../db/columns";
import { introTypes, pricePointKinds } from "../../db/schema/catalogue";
import type { Named } from "../audit/actor-names";
import { showId } from "../core/ids";
import { moneyResource, showMoney } from "../core/money-fields";
import { instant, resource } from "../core/resource";
import { actorResource, showActor } from "../events/resource";
import type { PricePoint, Version } from "./queries";
import type { TermsRow } from "./terms";

const periodResource = resource("Period", { unit: z.enum(periodUnits), count: z.int() });

const termsShape = {
  price: moneyResource.describe("Of each period, or once."),
  period: periodResource.nullable(),
  intro: z.strictObject({
    type: z.enum(introTypes),
    price: moneyResource.nullable(),
    period: periodResource.nullable(),
  }),
};

export const pricePointResource = resource("PricePoint", {
  id: z.string(),
  ident: z.string().describe("What checkouts name."),
  product: z.strictObject({ id: z.string(), name: z.string() }),
  kind: z.enum(pricePointKinds),
  version: z.int().describe("Counts its changes. Whoever bought an earlier one goes on with that."),
  ...termsShape,
  createdAt: instant,
  archivedAt: instant.nullable(),
});

export const pricePointVersionResource = resource("PricePointVersion", {
  version: z.int(),
  ...termsShape,
  actor: actorResource,
  actorName: z.string(),
  createdAt: instant,
});

export function showPricePoint(pricePoint: PricePoint): z.input<typeof pricePointResource> {
  return {
    id: showId("pricePoint", pricePoint.id),
    ident: pricePoint.ident,
    product: { id: showId("product", pricePoint.productId), name: pricePoint.productName },
    kind: pricePoint.kind,
    version: pricePoint.currentVersion,
    ...showTerms(pricePoint.terms),
    createdAt: pricePoint.createdAt.toISOString(),
    archivedAt: pricePoint.archivedAt?.toISOString() ?? null,
  };
}

export function showVersion(version: Named<Version>): z.input<typeof pricePointVersionResource> {
  return {
    version: version.version,
    ...showTerms(version),
    actor: showActor(version),
    actorName: version.actorName,
    createdAt: version.createdAt.toISOString(),
  };
}

function showTerms({ currency, exponent, ...terms }: TermsRow) {
  const money = (minor: bigint) => showMoney({ minor, currency, exponent });
  return {
    price: money(terms.priceMinor),
    period: showPeriod(terms.periodUnit, terms.periodCount),
    intro: {
      type: terms.introType,
      price: terms.introPriceMinor === null ? null : money(terms.introPriceMinor),
      period: showPeriod(terms.introUnit, terms.introCount),
    },
  };
}

function showPeriod(unit: PeriodUnit | null, count: number | null) {
  return unit && count ? { unit, count } : null;
}
