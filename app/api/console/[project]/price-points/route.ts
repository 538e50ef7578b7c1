import { showMoney } from "@/lib/core/money-fields";
import { sessionRoute } from "@/lib/http/session-route";
import { listPricePoints } from "@/lib/price-points/queries";

/** Subscriptions that are sold now, for whoever moves a customer to another one. */
export const GET = sessionRoute("billing:read", async ({ ctx }) => {
  const { rows } = await listPricePoints(ctx, { archived: false }, { limit: 200 });
  return rows
    .filter(({ kind }) => kind === "subscription")
    .map(({ ident, productName, terms }) => ({
      ident,
      product: productName,
      price: showMoney({ ...terms, minor: terms.priceMinor }),
      period: { unit: terms.periodUnit, count: terms.periodCount },
    }));
});
