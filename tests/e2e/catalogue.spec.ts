import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const choose = async (page: Page, row: string, item: string) => {
  await page.getByRole("button", { name: `Actions for ${row}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

test("an entitlement, a product, a price point and an offering are made, changed, archived and brought back", async ({
  signedInAs,
}) => {
  const page = await signedInAs("growth", "/catalogue?tab=entitlements");
  const stamp = Date.now();
  const [premium, plan, ident, spring] = [
    `Premium ${stamp}`,
    `Plan ${stamp}`,
    `pp-${stamp}`,
    `Spring ${stamp}`,
  ];
  const dialog = page.getByRole("dialog");
  const tab = (name: string) =>
    page.getByRole("navigation", { name: "Catalogue" }).getByRole("link", { name });

  await page.getByRole("button", { name: "Create an entitlement" }).click();
  await dialog.getByLabel("Name").fill(premium);
  await dialog.getByLabel("Key").fill("not a key");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("letters of the English alphabet")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Key").fill(`premium-${stamp}`);
  await dialog.getByRole("button", { name: "Create entitlement" }).click();
  await expect(page.getByRole("row", { name: premium })).toContainText(`premium-${stamp}`);

  await tab("Products").click();
  await page.getByRole("button", { name: "Create a product" }).click();
  await dialog.getByLabel("Name").fill(plan);
  await dialog.getByLabel(premium).check();
  await dialog.getByRole("button", { name: "Create product" }).click();
  await expect(page.getByRole("row", { name: plan })).toContainText(premium);

  await tab("Price points").click();
  await page.getByRole("button", { name: "Create a price point" }).click();
  await dialog.getByLabel("Ident").fill(ident);
  await dialog.getByLabel("Product").selectOption(plan);
  await dialog.getByLabel("Price", { exact: true }).fill("9.999");
  await dialog.getByLabel("Begins").selectOption("With a paid trial");
  await dialog.getByLabel("Price of the trial, USD").fill("1");
  await dialog.getByRole("button", { name: "Create price point" }).click();
  await expect(dialog.getByText("USD has 2 digits after the point: 9.999 has 3")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Price", { exact: true }).fill("9.99");
  await dialog.getByRole("button", { name: "Create price point" }).click();
  const sold = page.getByRole("row", { name: ident });
  await expect(sold).toContainText("$9.99 every month");
  await expect(sold).toContainText("$1.00 for 7 days");

  await choose(page, ident, "Change");
  await dialog.getByLabel("Price", { exact: true }).fill("12.5");
  await dialog.getByRole("button", { name: "Save version 2" }).click();
  await expect(sold).toContainText("$12.50 every month");
  await sold.getByRole("link").click();
  const versions = page.getByRole("table", { name: `Versions of ${ident}` });
  await expect(versions.getByRole("row")).toHaveCount(3);
  await expect(versions).toContainText("$9.99 every month");
  await expectAccessible(page);

  await tab("Offerings").click();
  await page.getByRole("button", { name: "Create an offering" }).click();
  await dialog.getByLabel("Name").fill(spring);
  await dialog.getByLabel("Key", { exact: true }).fill(`spring-${stamp}`);
  await dialog.getByRole("button", { name: "Add package" }).click();
  await dialog.getByLabel("Key of package 1").fill("$monthly");
  await dialog.getByLabel("Price point of package 1").selectOption(ident);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create offering" }).click();
  const offering = page.getByRole("row", { name: spring });
  await expect(offering).toContainText(`$monthly${ident}`);
  await choose(page, spring, "Make current");
  await expect(offering.getByText(/^Current/)).toBeVisible();
  await page.getByRole("button", { name: `Actions for ${spring}` }).click();
  await expect(page.getByRole("menuitem", { name: "Archive" })).toContainText("make another current first");
  await page.keyboard.press("Escape");

  await tab("Price points").click();
  await choose(page, ident, "Archive");
  await expect(page.getByText(`It is sold in the offering spring-${stamp}`)).toBeVisible();

  await tab("Products").click();
  await choose(page, plan, "Archive");
  await expect(page.getByText("A price point still sells this product")).toBeVisible();

  await tab("Entitlements").click();
  await choose(page, premium, "Archive");
  await expect(page.getByText(`${premium} was archived`)).toBeVisible();
  await expect(page.getByRole("row", { name: premium })).toHaveCount(0);
  await page.getByRole("link", { name: "Archived" }).click();
  await choose(page, premium, "Take out of the archive");
  await expect(page.getByRole("row", { name: premium })).toHaveCount(0);
  await page.getByRole("link", { name: "In use" }).click();
  await expect(page.getByRole("row", { name: premium })).toBeVisible();
});

test("who may only look finds why nothing can be changed", async ({ signedInAs }) => {
  const page = await signedInAs("viewer", "/catalogue?tab=offerings");
  const create = page.getByRole("button", { name: "Create an offering" });
  await expect(create).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
});
