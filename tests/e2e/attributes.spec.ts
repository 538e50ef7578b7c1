import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { giveInputs, openCustomer, person } from "./quiz";

test("attributes are added by RevenueCat's rules, edited in place, deleted and brought back", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = `attributed.${Date.now()}@nordpost.example`;
  await giveInputs(await openPage(person), demo.funnelUrl, { email, goal: "Stay asleep" });
  const page = await signedInAs("support", "/customers");
  await openCustomer(page, demo.projectSlug, email);
  await page.getByRole("link", { name: /^Attributes/ }).click();
  await page.waitForURL("**/attributes");
  const custom = page.getByRole("table", { name: "Custom attributes" });
  await expect(custom.getByRole("row", { name: /Stay asleep/ })).toContainText("Funnel");
  await expect(page).toHaveTitle(/attributed/);
  await expectAccessible(page);

  const dialog = page.getByRole("dialog", { name: "New attribute" });
  const add = async (key: string, value: string) => {
    await dialog.getByLabel("Key").fill(key);
    await dialog.getByLabel("Value").fill(value);
    await dialog.getByRole("button", { name: /^(Add attribute|Replace value)$/ }).click();
  };
  await page.getByRole("button", { name: "New", exact: true }).click();
  for (const key of ["x".repeat(41), "$mine", "1st"]) {
    await add(key, "v");
    await expect(dialog.getByText("Key name format is not valid.")).toBeVisible();
  }
  await add("favourite sound", "rain on a tent");
  await dialog.getByRole("button", { name: "Use favourite_sound" }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add attribute" }).click();
  await expect(custom.getByRole("row", { name: /favourite_sound/ })).toContainText("Console");

  await page.getByRole("button", { name: "New", exact: true }).click();
  await dialog.getByLabel("Key").fill("$email");
  await expect(dialog.getByText("Email address, as an app or a service knows it")).toBeVisible();
  await add("$email", "nobody");
  await expect(dialog.getByText("Value is not a valid email address.")).toBeVisible();
  await add("$campaign", "winddown");
  const reserved = page.getByRole("table", { name: "Reserved attributes" });
  await expect(reserved.getByRole("row", { name: /\$campaign/ })).toContainText("stays as it was first set");

  await custom.getByRole("button", { name: "Edit favourite_sound, rain on a tent" }).click();
  await expectAccessible(page);
  await page.getByLabel("Value of favourite_sound").fill("waves");
  await page.keyboard.press("Enter");
  await expect(custom.getByRole("button", { name: "Edit favourite_sound, waves" })).toBeVisible();
  await custom
    .getByRole("row", { name: /favourite_sound/ })
    .getByRole("link", { name: "2 values" })
    .click();
  const history = page.getByRole("list", { name: "History of favourite_sound" });
  await expect(history.getByRole("listitem")).toHaveText([/^waves/, /^rain on a tent/]);
  await expectAccessible(page);

  await custom.getByRole("button", { name: "Delete favourite_sound" }).click();
  await expect(custom.getByRole("row", { name: /favourite_sound/ })).toHaveCount(0);
  await expect(page.getByText("favourite_sound deleted")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(custom.getByRole("button", { name: "Edit favourite_sound, waves" })).toBeVisible();

  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByText("$campaign: winddown").first()).toBeVisible();
});

test("a developer reads attributes and is told who sets them", async ({ demo, signedInAs }) => {
  const page = await signedInAs("developer", "/customers");
  await page.goto(`/${demo.projectSlug}/customers`);
  await page.locator(".row-link").first().click();
  await page.getByRole("link", { name: /^Attributes/ }).click();
  const add = page.getByRole("button", { name: "New", exact: true });
  await expect(add).toHaveAttribute("aria-disabled", "true");
  await expect(add).toHaveAttribute("data-tip", /For the roles owner, admin, support, growth/);
});
