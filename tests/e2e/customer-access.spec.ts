import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { type Demo, expect, test } from "./fixtures";
import { giveInputs, openCustomer, person } from "./quiz";

async function ask(
  demo: Demo,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, string>> {
  const response = await fetch(`${demo.appUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${demo.secretKey}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  expect(response.ok, text).toBe(true);
  return JSON.parse(text);
}

/** A customer of today, whose page is open. */
async function openNewcomer(page: Page, visitor: Page, demo: Demo, name: string): Promise<string> {
  const email = `${name}.${Date.now()}@nordpost.example`;
  await giveInputs(visitor, demo.funnelUrl, { email });
  await openCustomer(page, demo.projectSlug, email);
  return /pro_[a-z0-9]+/.exec(page.url())?.[0] ?? "none";
}

test("access is granted for a week, extended, given to another customer and revoked", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const name = `Premium ${Date.now()}`;
  const key = `premium-${Date.now()}`;
  await ask(demo, "POST", "/entitlements", { key, name });
  const page = await signedInAs("support", "/customers");
  const other = await openNewcomer(page, await openPage(person), demo, "other");
  await openNewcomer(page, await openPage(person), demo, "granted");
  const facts = page.getByRole("complementary", { name: "Facts about this customer" });
  const dialog = page.getByRole("dialog");
  await expect(facts.getByText("No access, and there never was any")).toBeVisible();

  await facts.getByRole("button", { name: "Grant" }).click();
  await dialog.getByLabel("Entitlement").selectOption(name);
  await dialog.getByLabel("How long").selectOption("Until a date");
  await dialog.getByRole("button", { name: `Grant ${name}` }).click();
  await expect(dialog.getByText("Choose how long")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("How long").selectOption("1 week");
  await dialog.getByLabel("Reason").fill("Apology for the outage");
  await dialog.getByRole("button", { name: `Grant ${name}` }).click();
  await expect(facts.getByText("Has access because it was granted until")).toBeVisible();
  await expect(page.getByText(`Was granted the ${name} entitlement until`)).toBeVisible();
  await expectAccessible(page);

  const menu = facts.getByRole("button", { name: `Actions for the grant of ${name}` });
  await menu.click();
  await page.getByRole("menuitem", { name: "Extend" }).click();
  await dialog.getByLabel("By how long").selectOption("For life");
  await dialog.getByRole("button", { name: `Extend ${name}` }).click();
  await expect(facts.getByText("Has access because it was granted for life")).toBeVisible();

  await menu.click();
  await page.getByRole("menuitem", { name: "Transfer" }).click();
  await dialog.getByLabel("Customer ID of the other customer").fill("pro_nobody");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("This is not an id of the form")).toBeVisible();
  await dialog.getByLabel("Customer ID of the other customer").fill(other);
  await page.keyboard.press("Enter");
  await expect(facts.getByText("No access: the grant was taken back")).toBeVisible();

  await page.goto(`/${demo.projectSlug}/customers/${other}`);
  await expect(page.getByText(`Was granted the ${name} entitlement for life`)).toBeVisible();
  await menu.click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await dialog.getByRole("button", { name: `Revoke ${name}` }).click();
  await expect(facts.getByText("No access: the grant was taken back")).toBeVisible();
  await expect(facts.getByText("No access", { exact: true })).toBeVisible();
});

test("a customer is shown another offering, and the current one again", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const stamp = Date.now();
  const [standard, spring] = [`Standard ${stamp}`, `Spring ${stamp}`];
  const { id = "" } = await ask(demo, "POST", "/offerings", { key: `standard-${stamp}`, name: standard });
  await ask(demo, "POST", "/offerings", { key: `spring-${stamp}`, name: spring });
  await ask(demo, "POST", `/offerings/${id}/make-current`);
  const page = await signedInAs("support", "/customers");
  await openNewcomer(page, await openPage(person), demo, "offered");
  const facts = page.getByRole("complementary", { name: "Facts about this customer" });
  const dialog = page.getByRole("dialog");
  await expect(facts.getByText(standard)).toBeVisible();
  await facts.getByRole("button", { name: "Override" }).click();
  await dialog.getByLabel("Offering").selectOption(spring);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Override offering" }).click();
  await expect(facts.getByText(spring)).toBeVisible();
  await expect(facts.getByText("Chosen for this customer by")).toBeVisible();
  await facts.getByRole("button", { name: "Reset" }).click();
  await dialog.getByRole("button", { name: "Reset offering" }).click();
  await expect(facts.getByText(standard)).toBeVisible();
  await expect(facts.getByText("The same as for everybody")).toBeVisible();
});
