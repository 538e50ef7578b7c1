import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { openCustomer, person, walkQuiz } from "./quiz";

/** Walks with Tab until the place is reached, as someone without a mouse does. */
async function tabTo(page: Page, place: Locator): Promise<void> {
  for (let step = 0; step < 120; step++) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`120 Tabs did not reach ${place}`);
}

/** A key that is pressed before the page has woken up is lost. */
async function pressUntil(page: Page, key: string, shown: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(shown).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

test("without a mouse: find by a pasted id, read why, note, attribute, email, merge, export", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  test.setTimeout(120_000);
  const [email, twin] = ["walk", "walk.again"].map((name) => `${name}.${Date.now()}@nordpost.example`) as [
    string,
    string,
  ]; // two in, two out
  for (const address of [email, twin])
    await walkQuiz(await openPage(person), `${demo.funnelUrl}?utm_source=letter`, address);
  const page = await signedInAs("support", "/customers");
  await openCustomer(page, demo.projectSlug, email);
  const id = /pro_[0-9a-z]{26}/.exec(page.url())?.[0] ?? "";

  await page.goto(`/${demo.projectSlug}/funnels`);
  const search = page.getByRole("combobox", { name: "Search or jump to" });
  await pressUntil(page, "/", search);
  await page.keyboard.insertText(`Customer ${id}, please`);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/customers/${id}`);

  const visit = page.getByText("Visited");
  await expect(visit.first()).toBeVisible();
  await expect(page.getByText(/letter/).first()).toBeVisible();

  const noteDialog = page.getByRole("dialog", { name: "Add note" });
  await pressUntil(page, "n", noteDialog);
  await page.keyboard.insertText("Wrote from a new address");
  await page.keyboard.press("Control+Enter");
  await expect(noteDialog).toBeHidden();

  await page.keyboard.press("6");
  await page.waitForURL("**/attributes");
  await tabTo(page, page.getByRole("button", { name: "New", exact: true }));
  await page.keyboard.press("Enter");
  const attributeDialog = page.getByRole("dialog", { name: "New attribute" });
  await tabTo(page, attributeDialog.getByLabel("Key"));
  await page.keyboard.insertText("plan");
  await tabTo(page, attributeDialog.getByLabel("Value"));
  await page.keyboard.insertText("gold");
  await page.keyboard.press("Enter");
  await expect(attributeDialog).toBeHidden();
  await expect(page.getByRole("row", { name: /plan/ })).toContainText("gold");

  await page.keyboard.press("1");
  await page.waitForURL(`**/customers/${id}`);
  const field = page.getByRole("textbox", { name: "Email" });
  await pressUntil(page, "e", field);
  const right = `right.${email}`;
  await field.press("Control+a");
  await page.keyboard.insertText(right);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: right })).toBeVisible();

  const other = page.getByRole("textbox", { name: "Find the other customer" });
  await pressUntil(page, "m", other);
  await page.keyboard.insertText(twin);
  await expect(page.getByRole("dialog").getByText(twin)).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const merge = page.getByRole("dialog", { name: "Merge two customers" });
  const samePerson = merge.getByRole("checkbox", { name: "They are the same person" });
  await expect(merge.getByRole("textbox", { name: "Reason, for the record" })).toBeFocused();
  await page.keyboard.insertText("the same letter");
  if (await samePerson.isVisible()) {
    await tabTo(page, samePerson);
    await page.keyboard.press("Space");
    await tabTo(page, merge.getByRole("textbox", { name: "Reason, for the record" }));
  }
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 profiles are one customer now")).toBeVisible();

  await page.keyboard.press("8");
  await page.waitForURL("**/privacy");
  await tabTo(page, page.getByRole("button", { name: "Make an export" }));
  await page.keyboard.press("Enter");
  const ready = page.getByRole("link", { name: "Download" });
  await expect(ready).toBeVisible({ timeout: 30_000 });
  await tabTo(page, ready);
  const [zip] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(zip.suggestedFilename()).toMatch(/\.zip$/);
});
