import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const permissions = ["clipboard-read", "clipboard-write"];
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const firstTime = (page: Page) => page.locator("tbody time").first();

/** The chart is fetched by the page's own code, so once it is there presses are listened to. */
async function listReady(page: Page): Promise<void> {
  await page.locator("section[aria-label='New customers per day'][aria-busy=false]").waitFor();
}

test("an id is copied by a press, by Enter and by its key, and its row stays closed", async ({
  signedInAs,
}) => {
  const page = await signedInAs("viewer", "/customers", { permissions });
  await listReady(page);
  const ids = page.getByRole("button", { name: /^Copy Customer ID pro_/ });
  await ids.first().click();
  await expect(page.getByText("Customer ID copied")).toBeVisible();
  expect(await clipboard(page)).toBe(await ids.first().getAttribute("title"));
  await ids.nth(1).press("Enter");
  const second = await ids.nth(1).getAttribute("title");
  await expect.poll(() => clipboard(page)).toBe(second);
  await expect(page).toHaveURL(/\/customers$/);
  await page.locator(".row-link").nth(2).click();
  await page.waitForURL(/\/customers\/pro_/);
  await page.keyboard.press("y");
  const opened = /pro_[a-z0-9]+/.exec(page.url())?.[0];
  await expect.poll(() => clipboard(page)).toBe(opened);
});

test("the card of a time holds every notation, each a press from the clipboard", async ({ signedInAs }) => {
  const page = await signedInAs("viewer", "/customers", { permissions });
  await listReady(page);
  await firstTime(page).hover();
  const card = page.locator(".tip--card");
  await expect(card).toContainText("UTC");
  await card.getByRole("button", { name: /Unix ms/ }).click();
  await expect(page.getByText("Unix ms time copied")).toBeVisible();
  expect(await clipboard(page)).toBe(await firstTime(page).getAttribute("data-time-card"));
});

test("a browser elsewhere sees UTC first, and its own zone from the press on Local until UTC is pressed", async ({
  signedInAs,
}) => {
  const page = await signedInAs("viewer", "/customers", { timezoneId: "Asia/Kathmandu" });
  await listReady(page);
  const head = page.getByRole("columnheader", { name: /^Created/ });
  const clockIn = async (timeZone: string) => {
    const at = Number(await firstTime(page).getAttribute("data-time-card"));
    return new Date(at).toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  };
  await expect(head).toHaveText("Created (UTC)");
  await expect(firstTime(page)).toContainText(await clockIn("UTC"));
  await page.keyboard.press("t");
  await expect(head).toHaveText("Created (Local)");
  await expect(firstTime(page)).toContainText(await clockIn("Asia/Kathmandu"));
  await page.reload();
  await expect(firstTime(page)).toContainText(await clockIn("Asia/Kathmandu"));
  await page.getByRole("button", { name: "UTC", exact: true }).click();
  await expect(head).toHaveText("Created (UTC)");
  await expect(firstTime(page)).toContainText(await clockIn("UTC"));
});

test("a person who moved reads times in the zone where they are now", async ({ signedInAs, demo }) => {
  const page = await signedInAs("viewer", "", { timezoneId: "America/Bogota" });
  await page
    .context()
    .addCookies([{ name: "dossier_zone", value: encodeURIComponent("Asia/Tokyo"), url: demo.appUrl }]);
  await page.goto(`${demo.appUrl}/${demo.projectSlug}/customers`);
  const at = Number(await firstTime(page).getAttribute("data-time-card"));
  const clock = new Date(at).toLocaleTimeString("en-GB", {
    timeZone: "America/Bogota",
    hour: "2-digit",
    minute: "2-digit",
  });
  await expect(firstTime(page)).toContainText(clock);
});

test("a link changes the page without loading a document, and Ctrl opens it beside", async ({
  signedInAs,
}) => {
  const page = await signedInAs("viewer", "/customers");
  await listReady(page);
  await page.evaluate(() => {
    document.documentElement.dataset.kept = "yes";
  });
  const link = page.locator(".row-link").first();
  const [beside] = await Promise.all([
    page.context().waitForEvent("page"),
    link.click({ modifiers: ["Control"] }),
  ]);
  await beside.waitForURL(/\/customers\/pro_/);
  await expect(page).toHaveURL(/\/customers$/);
  await link.click();
  await page.waitForURL(/\/customers\/pro_/);
  await page.getByRole("link", { name: /^Sessions/ }).click();
  await page.waitForURL(/\/sessions$/);
  await expect(page.locator("html")).toHaveAttribute("data-kept", "yes");
});

test("the next page is asked for once the pointer rests on its row", async ({ signedInAs }) => {
  const page = await signedInAs("viewer", "/customers");
  await listReady(page);
  const link = page.locator(".row-link").nth(3);
  const href = (await link.getAttribute("href")) ?? "";
  const asked = page.waitForRequest(
    (request) => request.url().includes(href) && request.headers()["next-router-prefetch"] !== undefined,
  );
  await link.hover();
  await asked;
});
