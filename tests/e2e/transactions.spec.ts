import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { type Demo, expect, test } from "./fixtures";
import { giveInputs, openCustomer, person } from "./quiz";

const day = (date: string) => `2026-08-${date}T07:10:00.000Z`;

async function send(demo: Demo, path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${demo.appUrl}/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${demo.secretKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  expect(response.status, text).toBe(201);
  return JSON.parse(text);
}

/** A customer of whom a backend told one payment, one that was declined, and a part that went back. */
async function openPayer(page: Page, visitor: Page, demo: Demo) {
  const stamp = Date.now();
  const email = `payer.${stamp}@nordpost.example`;
  await giveInputs(visitor, demo.funnelUrl, { email });
  await openCustomer(page, demo.projectSlug, email);
  const url = page.url().replace(/[?#].*/, "");
  const customer = url.slice(url.lastIndexOf("/") + 1);
  const payment = `pi_3Story${stamp}`;
  const lastFour = String(stamp).slice(-4);
  const common = { customer, provider: "stripe", method: { brand: "visa", lastFour } };
  const amount = (text: string) => ({ amount: text, currency: "EUR" });
  await send(demo, "/transactions", {
    ...common,
    providerTransactionId: `${payment}a`,
    amount: amount("9.99"),
    status: "declined",
    declineCode: "insufficient_funds",
    occurredAt: day("09"),
  });
  const paid = await send(demo, "/transactions", {
    ...common,
    providerTransactionId: payment,
    amount: amount("9.99"),
    occurredAt: day("10"),
  });
  await send(demo, "/transactions", {
    ...common,
    kind: "refund",
    refundOf: payment,
    providerTransactionId: `re_3Story${stamp}`,
    amount: amount("4.99"),
    occurredAt: day("12"),
  });
  return { email, url, payment, lastFour, order: String(paid.order), transaction: String(paid.id) };
}

test("what a customer paid stands in one list, with its totals, and each row opens its story", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const page = await signedInAs("support", "/customers");
  const { url, lastFour } = await openPayer(page, await openPage(person), demo);
  await page.goto(url);
  await expect(page.getByText("€5.00", { exact: true }).first()).toBeVisible();
  await page.getByRole("link", { name: "Transactions 3" }).click();
  await page.waitForURL("**/transactions");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText("Refund, part");
  await expect(rows.nth(1)).toContainText("−€4.99");
  await expect(rows.nth(2)).toContainText("Partly refunded");
  await expect(rows.nth(2)).toContainText(`Visa ••${lastFour}`);
  await expect(rows.nth(3)).toContainText("not enough money on the card");
  const totals = page.getByRole("region", { name: "Totals" });
  await expect(totals).toContainText("1 settled €9.99, refunded €4.99, 1 declined");
  await expectAccessible(page);

  await page.getByRole("link", { name: "Declined 1" }).click();
  await page.waitForURL("**show=declined");
  await expect(rows).toHaveCount(2);
  await page.getByRole("link", { name: "All 3" }).click();
  await expect(rows).toHaveCount(4);

  await rows.nth(2).getByRole("link").first().click();
  await page.waitForURL(/open=txn_/);
  const facts = page.getByRole("complementary", { name: "Facts about this transaction" });
  await expect(facts).toContainText("Settled, €9.99");
  await expect(facts).toContainText("Refunded €4.99 by Key");
  await expect(facts).toContainText("Stripe");
  await expectAccessible(page);
  await facts.getByRole("link", { name: "Close" }).click();
  await page.waitForURL("**/transactions");
  await expect(facts).toBeHidden();
});

test("money stands in the timeline in human words, under its own chip", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const page = await signedInAs("viewer", "/customers");
  const { url, payment, lastFour } = await openPayer(page, await openPage(person), demo);
  await page.goto(`${url}?kind=money`);
  const entries = page.locator("[data-entry]").filter({ hasText: "€" });
  await expect(entries).toHaveCount(3);
  await expect(entries.nth(0)).toContainText("Was issued a refund");
  await expect(entries.nth(1)).toContainText("Made a purchase");
  await expect(entries.nth(1)).toContainText(`Visa ••${lastFour}`);
  await expect(entries.nth(2)).toContainText("Payment declined: not enough money on the card");
  await entries.nth(1).getByRole("link", { name: "Open the entry of" }).click();
  await expect(page.getByRole("region", { name: "Details of this entry" })).toContainText(payment);
});

test("an order and a provider's id lead to the payment, a card to who paid with it", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const page = await signedInAs("support", "/customers");
  const { email, order, payment, lastFour, transaction } = await openPayer(
    page,
    await openPage(person),
    demo,
  );
  const field = page.getByRole("combobox", { name: "Search or jump to" });
  const facts = page.getByRole("complementary", { name: "Facts about this transaction" });
  for (const [typed, opened] of [
    [order, order],
    [payment, transaction],
  ] as const) {
    await page.goto(`/${demo.projectSlug}/customers`);
    await expect(page.getByRole("table").first()).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(field).toBeFocused();
    await page.keyboard.insertText(typed);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/transactions?open=${opened}`);
    await expect(facts).toContainText("Settled, €9.99");
  }
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.insertText(`•• ${lastFour}`);
  await expect(page.getByRole("option", { name: email })).toContainText(`paid with visa ••${lastFour}`);
  await field.fill("9.99 eur");
  await expect(page.getByRole("option", { name: /paid €9\.99/ }).first()).toBeVisible();
});
