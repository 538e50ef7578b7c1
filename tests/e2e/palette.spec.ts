import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const email = "johndoe@gmail.com";
const field = (page: Page) => page.getByRole("combobox", { name: "Search or jump to" });

async function ready(page: Page) {
  await expect(page.getByRole("table").first()).toBeVisible();
}

/** Nobody listens to keys before the page has started, which a busy machine takes its time for. */
async function openBy(page: Page, key: string) {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(field(page)).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await field(page).fill("");
}

async function paste(page: Page, text: string) {
  await openBy(page, "Control+k");
  await page.keyboard.insertText(text);
}

test("a pasted id, address or letter opens its customer with the keyboard alone", async ({
  demo,
  signedInAs,
}) => {
  const page = await signedInAs("support", "/customers");
  await ready(page);
  await paste(page, `John <${email}>,`);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/customers\/pro_/);
  const customer = page.url();
  const id = /pro_[0-9a-z]{26}/.exec(customer)?.[0] ?? "";
  for (const pasted of [id.toUpperCase(), `${customer}?kind=changes`]) {
    await page.goto(`/${demo.projectSlug}/funnels`);
    await ready(page);
    await openBy(page, "/");
    await page.keyboard.insertText(pasted);
    await page.keyboard.press("Enter");
    await page.waitForURL(customer);
  }
});

test("an id of a visit or an entry jumps to it", async ({ demo, signedInAs }) => {
  const page = await signedInAs("support", `/customers?email=${email}`);
  await page.getByRole("link", { name: email, exact: true }).click();
  await page.waitForURL(/\/customers\/pro_/);
  await page.getByRole("link", { name: "Changes", exact: true }).click();
  await page.waitForURL("**kind=changes");
  const entry = (await page.locator("[data-entry]").first().getAttribute("data-entry")) ?? "";
  const customer = page.url().replace(/\?.*/, "");
  await page.goto(`/${demo.projectSlug}/customers`);
  await ready(page);
  await paste(page, entry);
  const jump = page.getByRole("option", { name: new RegExp(entry) });
  await expect(jump).toContainText(email);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${customer}#e=${entry}`);
  await expect(page.getByRole("region", { name: "Details of this entry" })).toContainText(entry);
});

test("each hit says which field matched, and marks it", async ({ signedInAs }) => {
  const page = await signedInAs("viewer", "/customers");
  await ready(page);
  await page.keyboard.press("Control+k");
  await field(page).fill("ohndo");
  const hit = page.getByRole("option", { name: new RegExp(`${email}.*email`) });
  await expect(hit.locator("mark")).toHaveText("ohndo");
  await field(page).fill("user_");
  await expect(
    page
      .getByRole("option", { name: /user ID/ })
      .first()
      .locator("mark"),
  ).toHaveText("user_");
  await expectAccessible(page);
});

test("a miss says what to try next, and naughty texts find nothing without an error", async ({
  signedInAs,
}) => {
  const page = await signedInAs("viewer", "/customers");
  await ready(page);
  await page.keyboard.press("Control+k");
  const misses: [string, string][] = [
    ["pro_00000000000000000000000000", "Nothing in this project has this id."],
    ["pro_123", "A customer ID has 26 letters and digits after pro_, and this one has 3"],
    ["nobody.at.all@nowhere.example", "Try a part of it"],
    ["https://dashboard.stripe.com/customers/cus_nobody", "stands in this Stripe address"],
    ["%_\\'\"<script>", "Try fewer letters"],
    ["ﷺ﷽\u202e\u0000", "Try fewer letters"],
  ];
  for (const [typed, words] of misses) {
    await field(page).fill(typed);
    await expect(page.getByText(words)).toBeVisible();
  }
});

test("recent customers, what the page can do and where one can go are in the same list", async ({
  demo,
  signedInAs,
}) => {
  const page = await signedInAs("support", `/customers?email=${email}`);
  await page.getByRole("link", { name: email, exact: true }).click();
  await page.waitForURL(/\/customers\/pro_/);
  await expect(page.getByRole("heading", { level: 1, name: email })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: email })).toBeVisible();
  await field(page).fill("dark theme");
  await expect(page.getByRole("option", { name: "Use the dark theme" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Control+k");
  await field(page).fill("Add note");
  await expect(page.getByRole("option", { name: "Add note", exact: true })).toBeVisible();
  await field(page).fill("duplicate");
  await expect(page.getByRole("option", { name: "Duplicate customers" })).toBeVisible();
  await field(page).fill("Funnels");
  await page.getByRole("option", { name: /^Funnels/ }).click();
  await page.waitForURL(`**/${demo.projectSlug}/funnels`);
});

test("the keyboard sheet lists the keys of the page, and each of them works", async ({ signedInAs }) => {
  const page = await signedInAs("support", `/customers?email=${email}`);
  await page.getByRole("link", { name: email, exact: true }).click();
  await page.waitForURL(/\/customers\/pro_/);
  await expect(page.locator("[data-entry]").first()).toBeVisible();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  for (const label of [
    "Next entry",
    "Open or close the entry",
    "Jump to a day",
    "Search or jump to",
    "Customers",
  ])
    await expect(sheet.getByText(label, { exact: true }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("o");
  await expect(page.getByRole("region", { name: "Details of this entry" })).toBeVisible();
  await page.keyboard.press("o");
  await expect(page.getByRole("region", { name: "Details of this entry" })).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("f");
  await page.waitForURL("**/funnels");
});
