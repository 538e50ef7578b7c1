import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { type Demo, expect, test } from "./fixtures";
import { giveInputs, openCustomer, person } from "./quiz";

/** Opens a customer whom nobody knows yet. */
async function openNewcomer(page: Page, visitor: Page, demo: Demo): Promise<string> {
  const email = `noted.${Date.now()}@nordpost.example`;
  await giveInputs(visitor, demo.funnelUrl, { email });
  await openCustomer(page, demo.projectSlug, email);
  return page.url();
}

/** A key that is pressed before the page has woken up is lost. */
async function pressN(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("n");
    await expect(page.getByRole("dialog", { name: "Add note" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

async function addNote(page: Page, body: string): Promise<void> {
  await pressN(page);
  await page.getByLabel("Note", { exact: true }).fill(body);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("dialog", { name: "Add note" })).toBeHidden();
}

test("a note is written, its draft survives a reload, and it is pinned", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const page = await signedInAs("support", "/customers");
  const customerUrl = await openNewcomer(page, await openPage(person), demo);

  await pressN(page);
  const dialog = page.getByRole("dialog", { name: "Add note" });
  await dialog.getByLabel("Note").fill("Writes in **Swedish** 🦊");
  await expect(dialog.getByText("23 of 255")).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await pressN(page);
  await expect(dialog.getByLabel("Note")).toHaveValue("Writes in **Swedish** 🦊");
  await dialog.getByLabel("Note").fill("🦊".repeat(256));
  await expect(dialog.getByText("Shorten it by 1")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Add note" })).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel("Note").fill("Writes in **Swedish** <img src=x onerror=alert(1)>");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog).toBeHidden();

  await page.getByRole("link", { name: "Notes 1" }).click();
  await page.waitForURL("**/notes");
  const note = page.getByRole("article").filter({ hasText: "Swedish" });
  await expect(note.locator("strong")).toHaveText("Swedish");
  await expect(note).toContainText("<img src=x onerror=alert(1)>");
  await pressN(page);
  await expect(dialog.getByLabel("Note")).toHaveValue("");
  await page.keyboard.press("Escape");

  await note.getByRole("button", { name: "Pin note" }).click();
  await expect(note.getByRole("button", { name: "Unpin note" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(customerUrl);
  await expect(page.getByRole("complementary", { name: "Pinned note" })).toContainText("Swedish");
});

test("two who edit a note at once see both texts, and every version stays", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const page = await signedInAs("support", "/customers");
  const customerUrl = await openNewcomer(page, await openPage(person), demo);
  await addNote(page, "Writes in **Swedish**");
  const colleague = await signedInAs("owner", "/customers");
  await colleague.goto(`${customerUrl}/notes`);
  await page.goto(`${customerUrl}/notes`);
  for (const each of [page, colleague]) await each.getByRole("button", { name: "Edit note" }).click();
  await colleague.getByLabel("Note", { exact: true }).fill("Writes in Danish");
  await colleague.getByRole("button", { name: "Save note" }).click();
  await expect(colleague.getByRole("article")).toContainText("Writes in Danish");
  await page.getByLabel("Note", { exact: true }).fill("Writes in Norwegian");
  await page.getByRole("button", { name: "Save note" }).click();
  const overtaken = page.getByRole("dialog", { name: "Someone else changed this note" });
  await expect(overtaken.getByRole("region", { name: "Saved meanwhile" })).toContainText("Writes in Danish");
  await expect(overtaken.getByLabel("Yours")).toHaveValue("Writes in Norwegian");
  await expectAccessible(page);
  await overtaken.getByRole("button", { name: "Save mine instead" }).click();
  await expect(page.getByRole("article")).toContainText("Writes in Norwegian");

  await page.getByRole("link", { name: "versions" }).click();
  const versions = page.getByRole("list", { name: "Versions" });
  await expect(versions.getByRole("listitem")).toHaveCount(3);
  await expect(versions.locator("del").first()).toHaveText("Danish");
  await expectAccessible(page);
  await versions.getByRole("button", { name: "Restore version 2" }).click();
  await expect(page.locator(".markdown")).toHaveText("Writes in Danish");
});

test("a deleted note comes back, by Undo or later", async ({ demo, openPage, signedInAs }) => {
  const page = await signedInAs("support", "/customers");
  const customerUrl = await openNewcomer(page, await openPage(person), demo);
  await addNote(page, "Writes in Danish");
  await page.goto(`${customerUrl}/notes`);
  await page.getByRole("button", { name: "Delete note" }).click();
  await expect(page.getByRole("article")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("article")).toContainText("Writes in Danish");
  await page.getByRole("button", { name: "Delete note" }).click();
  await page.getByText("1 deleted note").click();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Restore the note by/ }).click();
  await expect(page.getByRole("article")).toContainText("Writes in Danish");
});

test("a viewer reads notes and is told who writes them", async ({ demo, signedInAs }) => {
  const page = await signedInAs("viewer", "/customers");
  await page.goto(`/${demo.projectSlug}/customers`);
  await page.locator(".row-link").first().click();
  const add = page.getByRole("button", { name: "Add note" });
  await expect(add).toHaveAttribute("aria-disabled", "true");
  await expect(add).toHaveAttribute("data-tip", /For the roles owner, admin, support/);
});
