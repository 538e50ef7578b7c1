import type { Page } from "@playwright/test";
import { type Demo, expect, test } from "./fixtures";

/** A customer of their own who has just paid with a card of the sandbox. */
async function bought(demo: Demo): Promise<{ order: string; customer: string; email: string }> {
  const name = `payer-${Date.now()}-${Math.random().toString(36).slice(2, 8)}`;
  const email = `${name}@nordpost.example`;
  const response = await fetch(`${demo.appUrl}/api/v1/subscriptions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${demo.secretKey}`,
      "content-type": "application/json",
      "idempotency-key": name,
    },
    body: JSON.stringify({
      customer: name,
      email,
      pricePoint: "premium-yearly-usd",
      paymentMethod: { provider: "sandbox", card: "sandbox_visa" },
      checkout: { ip: "203.0.113.9", userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" },
    }),
  });
  const { order, customer } = await response.json();
  return { order, customer, email };
}

async function refundsOf(demo: Demo, order: string) {
  const response = await fetch(`${demo.appUrl}/api/v1/orders/${order}`, {
    headers: { authorization: `Bearer ${demo.secretKey}` },
  });
  const { refunds, refundPending } = await response.json();
  return { refunds: refunds.length, pending: refundPending.amountMinor };
}

const refundButton = (page: Page) => page.getByRole("button", { name: /^Refund \$/ });

test("from a pasted order number to a confirmed refund are at most 6 key presses and 20 seconds", async ({
  demo,
  signedInAs,
}) => {
  const { order } = await bought(demo);
  const page = await signedInAs("support", "/support", {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await expect(page.getByRole("combobox", { name: "Find a customer" })).toBeFocused();
  await page.evaluate((text) => navigator.clipboard.writeText(text), order);
  let presses = 0;
  const press = async (key: string) => {
    presses += 1;
    await page.keyboard.press(key);
  };
  const began = Date.now();
  await press("ControlOrMeta+v");
  await press("Enter");
  await page.waitForURL(/\/transactions\?open=/);
  await expect(page.getByRole("button", { name: "Actions for this customer" })).toBeVisible();
  await press("r");
  await expect(page.getByRole("dialog", { name: "Refund a payment" })).toBeVisible();
  await expect(page.getByText("1 webhook")).toBeVisible();
  await press("1");
  await expect(refundButton(page)).toBeEnabled();
  await press("Enter");
  await expect(page.getByText("Refunded", { exact: true }).first()).toBeVisible();
  await expect.poll(() => refundsOf(demo, order)).toEqual({ refunds: 1, pending: 0 });
  expect(presses).toBeLessThanOrEqual(6);
  expect(Date.now() - began).toBeLessThan(20_000);
  await page.goto(page.url().replace(/\/transactions.*/, ""));
  await expect(page.getByRole("heading", { name: "Support history" })).toBeVisible();
  await expect(page.getByText("Asked by the customer").first()).toBeVisible();
  for (const told of ["User UUID", "External ID", "Third-party ID", "Email aliases", "203.0.113.9"])
    await expect(page.getByText(told).first()).toBeVisible();
});

test.describe("of two agents", () => {
  // The second is told that what they saw has changed.
  test.use({ provoked: [/status of 409/] });

  test("two browsers that press Refund at the same moment make one refund, and the second learns of the first", async ({
    demo,
    signedInAs,
  }) => {
    const { order, customer } = await bought(demo);
    const pages = await Promise.all(
      (["support", "admin"] as const).map((role) => signedInAs(role, `/customers/${customer}`)),
    );
    for (const page of pages) {
      await expect(page.getByRole("button", { name: "Actions for this customer" })).toBeVisible();
      await page.keyboard.press("r");
      await expect(page.getByText("1 webhook")).toBeVisible();
      await page.keyboard.press("5");
      await expect(refundButton(page)).toBeEnabled();
    }
    await Promise.all(pages.map((page) => refundButton(page).click()));
    await expect.poll(() => refundsOf(demo, order)).toEqual({ refunds: 1, pending: 0 });
    const told = await Promise.all(
      pages.map((page) =>
        page
          .getByRole("dialog")
          .getByText(/Look at it again|is on its way/)
          .first()
          .waitFor({ timeout: 10_000 })
          .then(
            () => true,
            () => false,
          ),
      ),
    );
    expect(told.filter(Boolean)).toHaveLength(1);
  });
});

test("an action of a subscription shows its effects, waits for the server and stands in the history", async ({
  demo,
  signedInAs,
}) => {
  const { customer } = await bought(demo);
  const page = await signedInAs("support", `/customers/${customer}`);
  await page.getByRole("button", { name: "Actions for this customer" }).click();
  await page.getByRole("menuitem", { name: "Pause…" }).click();
  const dialog = page.getByRole("dialog", { name: "Pause the subscription" });
  await dialog.getByLabel("Days", { exact: true }).last().fill("14");
  await expect(dialog.getByText("no access")).toBeVisible();
  await expect(dialog.getByText("subscription.pausing")).toBeVisible();
  await dialog.getByText("Goodwill").click();
  await dialog.getByLabel("Comment for colleagues").fill("Travels in August");
  await dialog.getByRole("button", { name: /^Pause / }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("“Travels in August”").first()).toBeVisible();
  await page.getByRole("button", { name: "Actions for this customer" }).click();
  await expect(page.getByRole("menuitem", { name: "Resume…" })).toBeVisible();
});

test("the latest payments lead to their customers, filtered as the address says", async ({
  demo,
  signedInAs,
}) => {
  const { customer, email } = await bought(demo);
  const page = await signedInAs("viewer", "/support");
  const row = page.getByRole("row").filter({ hasText: email });
  await expect(row).toBeVisible();
  await row.locator(`a[title="${customer}"]`).click();
  await page.waitForURL(new RegExp(`/customers/${customer}$`));
  await page.goto(`/${demo.projectSlug}/support?show=failed`);
  await expect(page.getByText("Declined").first()).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: email })).toHaveCount(0);
  await page.goto(`/${demo.projectSlug}/support?above=1000000`);
  await expect(page.getByText("No payment fits this.")).toBeVisible();
});
