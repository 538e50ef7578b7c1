import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { openCustomer, person, walkQuiz } from "./quiz";

test("a support agent corrects an email, merges a duplicate and parts the two again, without a mouse", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const [typo, right, second] = ["tpyo", "typo", "other"].map(
    (name) => `${name}.${Date.now()}@nordpost.example`,
  ) as [string, string, string]; // three in, three out
  for (const email of [typo, second])
    await walkQuiz(await openPage(person), `${demo.funnelUrl}?utm_source=merge`, email);

  const page = await signedInAs("support", "/customers");
  await openCustomer(page, demo.projectSlug, typo);
  const first = page.url();
  await page.keyboard.press("e");
  const field = page.getByRole("textbox", { name: "Email" });
  await expect(field).toHaveValue(typo);
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
  await page.keyboard.press("e");
  await field.fill("no address");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Write an email address, such as anna@example.com")).toBeVisible();
  await field.fill(right);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: right })).toBeVisible();
  await expect(page.getByText(`Email changed from ${typo} to ${right}`)).toBeVisible();
  await openByAlias();

  const search = page.getByRole("textbox", { name: "Find the other customer" });
  await pressUntil(page, "m", search);
  await search.fill(second);
  await expect(page.getByRole("dialog").getByText(second)).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Merge two customers" });
  await expect(dialog.getByRole("textbox", { name: "Reason, for the record" })).toBeFocused();
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: second }).check();
  await expect(dialog.getByText("Tick that they are the same person to go on")).toBeVisible();
  await dialog.getByRole("checkbox", { name: "They are the same person" }).check();
  await dialog.getByRole("textbox", { name: "Reason, for the record" }).fill("wrote from both");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 profiles are one customer now")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: second })).toBeVisible();
  await expect(page.getByText(/Merged with pro_/)).toBeVisible();
  await page.goto(`/${demo.projectSlug}/customers?email=${encodeURIComponent(typo)}`);
  await expect(page.getByRole("row", { name: second })).toBeVisible();

  await page.getByRole("row", { name: second }).getByRole("link").first().click();
  await page.getByRole("button", { name: "Unmerge…" }).press("Enter");
  const parting = page.getByRole("dialog", { name: "Take a profile out again" });
  await expect(parting.getByText("wrote from both")).toBeVisible();
  await parting.getByRole("textbox", { name: "Reason, for the record" }).fill("two sisters");
  await page.keyboard.press("Enter");
  await expect(page.getByText("They are two customers again")).toBeVisible();
  await page.goto(first);
  await expect(page.getByRole("heading", { level: 1, name: right })).toBeVisible();
  await openCustomer(page, demo.projectSlug, second);

  async function openByAlias() {
    await page.goto(`/${demo.projectSlug}/customers?email=${encodeURIComponent(typo)}`);
    await page.getByRole("row", { name: right }).getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1, name: right })).toBeVisible();
  }
});

test("the queue of duplicates is decided by keyboard, and every decision can be taken back", async ({
  demo,
  signedInAs,
}) => {
  const page = await signedInAs("support", "/customers/duplicates");
  const left = page.getByText(/^\d+ left$/);
  await expect(async () => {
    await page.goto(`/${demo.projectSlug}/customers/duplicates`);
    await expect(left).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const count = async () => Number((await left.textContent())?.split(" ")[0]);
  const all = await count();
  await expect(page.getByText("Same User ID")).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press("k");
  await expect(left).toHaveText(`${all - 1} left`);
  await expect(page.getByText("Kept apart, for good")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(left).toHaveText(`${all} left`);

  await page.keyboard.press("s");
  await page.waitForURL(/after=/);
  await expect(left).toHaveText(`${all} left`);

  await page.goto(`/${demo.projectSlug}/customers/duplicates`);
  const dialog = page.getByRole("dialog", { name: "Merge two customers" });
  await pressUntil(page, "m", dialog);
  await expect(dialog.getByRole("textbox", { name: "Reason, for the record" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 profiles are one customer now")).toBeVisible();
  await expect(left).toHaveText(`${all - 1} left`);
  await page.keyboard.press("Control+z");
  await expect(page.getByText("2 profiles are one customer now")).toBeHidden();
});

test("an id that apps send for nobody is refused, and one of our own list too", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = `blocked.${Date.now()}@nordpost.example`;
  const robot = `robot-${Date.now()}`;
  await walkQuiz(await openPage(person), demo.funnelUrl, email);
  const page = await signedInAs("owner", "/settings/blocked-ids");
  await page.getByRole("textbox", { name: "Id", exact: true }).fill(robot);
  await page.getByRole("button", { name: "Block id" }).click();
  await expect(page.getByRole("table", { name: "Ids that this project blocks" })).toContainText(robot);
  await expectAccessible(page);
  await openCustomer(page, demo.projectSlug, email);
  await page.getByRole("button", { name: "Edit User ID" }).click();
  const field = page.getByRole("textbox", { name: "User ID" });
  for (const [id, words] of [
    ["null", "Apps send this value when they have no id"],
    [robot, "This project has blocked the id"],
  ] as const) {
    await field.fill(id);
    await page.keyboard.press("Enter");
    await expect(page.getByText(words)).toBeVisible();
  }
  await field.fill(`usr-${robot}`);
  await page.keyboard.press("Enter");
  await expect(page.getByText(new RegExp(`User ID changed from .* to usr-${robot}`))).toBeVisible();
});

/** A page that was just loaded may not listen yet. */
async function pressUntil(page: Page, key: string, opened: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(opened).toBeVisible({ timeout: 2_000 });
  }).toPass();
}
