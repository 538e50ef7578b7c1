import { expect, test } from "vitest";
import { fixedClock } from "@/lib/core/clock";
import { makeCatalogue } from "@/tests/catalogue";
import { memberCtx, testNow } from "@/tests/factories";
import { deliver, makeIntegration, processAll, revenuecat } from "@/tests/inbound";
import { applyReprocess, mapProduct, startReprocess } from "./commands";
import { advanceReprocess } from "./reprocess";
import { countReadable, listReprocessRuns } from "./reprocess-runs";

const window = {
  from: new Date(testNow.getTime() - 86_400_000),
  to: new Date(testNow.getTime() + 86_400_000),
};

test("a run is shown with what it found, from its dry run until it is applied, and to its project alone", async () => {
  const { ctx, pricePointId } = await makeCatalogue();
  const integration = await makeIntegration(ctx, "revenuecat");
  await deliver(integration, [revenuecat("INITIAL_PURCHASE", testNow)]);
  const now = await processAll(integration);
  expect(await countReadable(ctx, integration.id, window)).toBe(1);
  await mapProduct(ctx, {
    integration: integration.shownId,
    product: "pro_monthly",
    pricePoint: pricePointId,
  });
  const asked = { from: window.from.toISOString(), to: window.to.toISOString() };
  const { runId } = await startReprocess(ctx, { integration: integration.shownId, ...asked });
  const shown = () => listReprocessRuns(ctx, integration.id);
  expect(await shown()).toMatchObject([{ state: "counting", total: 1, handled: 0 }]);
  while (await advanceReprocess(ctx.projectId, fixedClock(now)));
  expect(await shown()).toMatchObject([
    { state: "ready", handled: 1, differences: { "subscription.price_point": { count: 1 } } },
  ]);
  await applyReprocess(ctx, { run: runId });
  while (await advanceReprocess(ctx.projectId, fixedClock(now)));
  expect(await shown()).toMatchObject([{ state: "done", handled: 1 }]);
  const stranger = await memberCtx("owner");
  expect(await listReprocessRuns(stranger, integration.id)).toEqual([]);
  expect(await countReadable(stranger, integration.id, window)).toBe(0);
});
