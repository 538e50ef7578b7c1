import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { giveInputs, openCustomer, person } from "./quiz";

test("a tag is added, leads to all who have it, and comes back after it was removed", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = `tagged.${Date.now()}@nordpost.example`;
  const tag = `vip ${Date.now()}`;
  await giveInputs(await openPage(person), `${demo.funnelUrl}?utm_source=instagram&utm_campaign=winddown`, {
    email,
    goal: "Stay asleep",
  });
  const page = await signedInAs("growth", "/customers");
  await openCustomer(page, demo.projectSlug, email);
  const facts = page.getByRole("complementary", { name: "Facts about this customer" });
  await expect(facts.getByRole("row", { name: "Network instagram instagram" })).toBeVisible();
  await expect(facts.getByRole("row", { name: "Campaign winddown winddown" })).toBeVisible();

  await facts.getByRole("button", { name: "Add tag" }).click();
  await facts.getByLabel("Tag", { exact: true }).fill("🦊".repeat(41));
  await page.keyboard.press("Enter");
  await expect(facts.getByText("Use at most 40 characters")).toBeVisible();
  await expectAccessible(page);
  await facts.getByLabel("Tag", { exact: true }).fill(tag);
  await page.keyboard.press("Enter");
  await expect(facts.getByRole("link", { name: tag })).toBeVisible();
  await page.keyboard.press("Escape");
  await expectAccessible(page);

  await facts.getByRole("button", { name: `Remove tag ${tag}` }).click();
  await expect(facts.getByRole("link", { name: tag })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await facts.getByRole("link", { name: tag }).click();
  await expect(page).toHaveURL(/customers\?tag=/);
  await expect(page.getByRole("row", { name: email })).toBeVisible();
  await expect(page.locator(".row-link")).toHaveCount(1);

  await page.keyboard.press("f");
  await page.getByLabel("Type a filter").fill("goal=Stay asleep");
  await page.getByRole("option", { name: "goal is Stay asleep" }).click();
  await expect(page).toHaveURL(/attribute\[goal\]=Stay%20asleep/);
  await expect(page.getByRole("row", { name: email })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("f");
  await page.getByLabel("Type a filter").fill("goal=fly");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "No customer matches all of these" })).toBeVisible();
});
