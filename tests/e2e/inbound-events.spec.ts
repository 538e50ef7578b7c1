import type { APIRequestContext, Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const path = "/settings/integrations/revenuecat";
const secret = "only-for-this-story-wx3y";

test("what a provider sent is seen, mapped, processed, told on the timeline, and read anew", async ({
  signedInAs,
  request,
}) => {
  // An event of an unknown product is tried for half a minute before it is parked.
  test.setTimeout(240_000);
  const page = await signedInAs("owner", path);
  const send = await setUp(page, request);
  const run = Date.now();
  const [known, unknown] = [`buyer-${run}`, `family-${run}`];
  const product = `plan_${run}`;
  const events = page.url().replace(/revenuecat.*$/, "revenuecat/events");

  await send(
    body("INITIAL_PURCHASE", known, `pro_${run}`, {
      currency: "USD",
      price_in_purchased_currency: 9.99,
      price: 9.99,
    }),
  );
  await send(body("CANCELLATION", unknown, product));
  await page.goto(events);
  const rowOf = (text: string) => page.getByRole("row").filter({ hasText: text });
  await reloadUntil(page, () => expect(rowOf(known).getByText("Processed")).toBeVisible());
  await reloadUntil(page, () =>
    expect(page.getByRole("button", { name: /^Retry \d+ event/ }).first()).toBeVisible(),
  );
  await expectAccessible(page);

  await page.keyboard.press("f");
  const filter = page.getByRole("dialog", { name: "Filter events" });
  await filter.getByLabel("Parked").check();
  await filter.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/state=parked/);
  await expect(rowOf("Processed")).toHaveCount(0);

  await page.getByRole("link", { name: `Map it: ${product}` }).click();
  const dialog = page.getByRole("dialog", { name: `Map ${product}` });
  const choice = dialog.getByLabel("Sold here as");
  const monthly = await choice.locator("option", { hasText: "every month" }).first().textContent();
  await choice.selectOption({ label: monthly ?? "" });
  await dialog.getByRole("button", { name: "Map product" }).click();
  await expect(dialog).toBeHidden();
  await expect(rowOf(product).getByText("Chosen")).toBeVisible();
  await expectAccessible(page);
  await page.goto(events);
  await reloadUntil(page, () => expect(rowOf(unknown).getByText("Processed")).toBeVisible());

  await rowOf(known).getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "What it stated" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What was sent" }).first()).toContainText(known);
  await expectAccessible(page);
  const words = await page.getByRole("heading", { level: 1 }).textContent();
  await page.getByRole("link", { name: known }).first().click();
  const entry = page.locator("[data-entry]").filter({ hasText: "INITIAL_PURCHASE" });
  await expect(entry).toContainText(words ?? "");
  await entry.locator("[data-entry-opener]").click();
  await expect(entry.getByLabel("What was sent", { exact: true })).toContainText(known);

  await page.goto(events.replace("/events", "/products"));
  await rowOf(product)
    .getByRole("button", { name: `Change ${product}` })
    .click();
  const other = await dialog
    .locator("option")
    .filter({ hasText: "every" })
    .filter({ hasNotText: monthly ?? "" })
    .first()
    .textContent();
  await dialog.getByLabel("Sold here as").selectOption({ label: other ?? "" });
  await dialog.getByRole("button", { name: "Map product" }).click();
  await expect(dialog).toBeHidden();
  await page.goto(events.replace("/events", "/reprocess"));
  await page.getByRole("button", { name: "Show what would change" }).click();
  await expect(page).toHaveURL(/run=rpr_/);
  const result = page.getByRole("region", { name: "Run" });
  await expect(result.getByText(/sold as another price point/)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await result.getByRole("button", { name: "Apply…" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Apply to/ })
    .click();
  await expect(result.getByRole("heading", { name: "Applied" })).toBeVisible({ timeout: 60_000 });

  const support = await signedInAs("support", `${path}/reprocess`);
  await expect(support.getByRole("button", { name: "Show what would change" })).toBeDisabled();
});

/** An event as RevenueCat sends one, of a purchase that began a minute ago. */
function body(type: string, person: string, product: string, more: Record<string, unknown> = {}): string {
  const at = Date.now() - 60_000;
  return JSON.stringify({
    api_version: "1.0",
    event: {
      ...{
        id: `${type}-${person}`,
        type,
        event_timestamp_ms: at,
        environment: "PRODUCTION",
        store: "STRIPE",
      },
      ...{ app_user_id: person, original_app_user_id: person, aliases: [person] },
      ...{ product_id: product, entitlement_ids: ["pro"], period_type: "NORMAL" },
      ...{ original_transaction_id: `chain-${person}`, transaction_id: `paid-${person}` },
      ...{ purchased_at_ms: at, expiration_at_ms: at + 30 * 86_400_000 },
      ...more,
    },
  });
}

/** Anew, whatever a run before this one has left. */
async function setUp(page: Page, request: APIRequestContext) {
  const begin = page.getByRole("button", { name: "Set up RevenueCat" });
  const disconnect = page.getByRole("button", { name: "Disconnect RevenueCat" });
  await expect(begin.or(disconnect)).toBeVisible();
  if (await disconnect.isVisible()) {
    await disconnect.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Empty what it sent").check();
    await dialog.getByRole("button", { name: "Disconnect RevenueCat" }).click();
  }
  await begin.click();
  const address = await page.getByRole("button", { name: /^Copy address/ }).getAttribute("data-copy");
  await page.getByLabel("Authorization header").fill(secret);
  await page.getByRole("button", { name: "Save authorization header" }).click();
  await expect(page.getByText("…wx3y")).toBeVisible();
  const headers = { authorization: secret, "content-type": "application/json" };
  // The door looks an address up again after two seconds.
  return (data: string) =>
    expect.poll(async () => (await request.post(address ?? "", { data, headers })).status()).toBe(200);
}

async function reloadUntil(page: Page, holds: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await holds();
  }).toPass({ timeout: 90_000, intervals: [1_000] });
}
