import { expect, test } from "vitest";
import { showId } from "@/lib/core/ids";
import { makeCatalogue } from "@/tests/catalogue";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, makeIntegration, processAll, revenuecat } from "@/tests/inbound";
import { mapProduct } from "./commands";
import { listSoldProducts, listUnknownProducts } from "./sold-products";

const unpriced = { price: undefined, price_in_purchased_currency: undefined, currency: undefined };

test("products that events wait for are named with how many wait, and leave once somebody says what they are", async () => {
  const { ctx, pricePointId } = await makeCatalogue();
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [
    revenuecat("CANCELLATION", testNow, { ...unpriced, product_id: "gold", original_transaction_id: "a" }),
    revenuecat("CANCELLATION", testNow, { ...unpriced, product_id: "gold", original_transaction_id: "b" }),
    revenuecat("CANCELLATION", testNow, { ...unpriced, product_id: "silver", original_transaction_id: "c" }),
  ]);
  const now = await processAll(integration);
  expect(await listUnknownProducts(ctx, integration.id)).toMatchObject([
    { providerProductId: "gold", events: 2 },
    { providerProductId: "silver", events: 1 },
  ]);
  await mapProduct(ctx, { integration: integration.shownId, product: "gold", pricePoint: pricePointId });
  await processAll(integration, now);
  expect(await listUnknownProducts(ctx, integration.id)).toMatchObject([{ providerProductId: "silver" }]);
  expect(
    (await listSoldProducts(ctx, integration.id)).map((row) => [
      row.providerProductId,
      row.origin,
      showId("pricePoint", row.pricePointId),
    ]),
  ).toEqual([["gold", "chosen", pricePointId]]);
});

test("a stranger sees none of another project's products", async () => {
  const { ctx, pricePointId } = await makeCatalogue();
  const integration = await makeIntegration(ctx, "revenuecat");
  await mapProduct(ctx, { integration: integration.shownId, product: "gold", pricePoint: pricePointId });
  const stranger = await memberCtx("owner");
  expect(await listSoldProducts(stranger, integration.id)).toEqual([]);
  expect(await listUnknownProducts(stranger, integration.id)).toEqual([]);
});
