import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const rows = (page: Page) => page.locator(".table-wrap tbody tr");
/** The number in a tab, once it has come. */
async function countOf(page: Page, tab: string): Promise<number> {
  const text = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: tab });
  await expect(text).toHaveText(/\d/);
  return Number(((await text.textContent()) ?? "").replace(/[^\d]/g, ""));
}

/** Keys are listened to once the page's own code has come. */
async function untilHeard(page: Page, key: string, isHeard: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await isHeard();
  }).toPass();
}

/** The first row's link, such as /nightleaf/subscriptions/sub_…. */
async function firstHref(page: Page): Promise<string> {
  await expect(rows(page).first()).toBeVisible();
  return (await page.locator(".table-wrap .row-link").first().getAttribute("href")) ?? "";
}

test("a set of statuses finds exactly those that have it, and the file holds what the list holds", async ({
  signedInAs,
}) => {
  const page = await signedInAs("admin", "/subscriptions?size=100");
  await expect(rows(page).first()).toBeVisible();
  const panel = page.getByRole("dialog", { name: "Filter subscriptions" });
  await untilHeard(page, "f", () => expect(panel).toBeVisible({ timeout: 500 }));
  await panel.getByLabel("Rule").selectOption("exactly");
  await panel.locator("input[name=status][value=RECURRING]").check();
  await panel.locator("input[name=status][value=AUTORENEW_OFF]").check();
  await panel.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/status=RECURRING,AUTORENEW_OFF/);
  await expect(
    page.getByRole("link", { name: /Remove filter Status is exactly Active and Ends soon/ }),
  ).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  await expect(rows(page).filter({ hasNotText: "Ends soon" })).toHaveCount(0);
  await expect(rows(page).filter({ hasText: /Paused|Trial|Grace|Retrying/ })).toHaveCount(0);
  const hrefs = await page
    .locator(".table-wrap .row-link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("/").at(-1)));
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  const stream = await (await download).createReadStream();
  let text = "";
  for await (const piece of stream) text += piece;
  const [heads, ...lines] = text.trimEnd().split("\n");
  expect(heads).toMatch(/^subs_id,/);
  expect(lines.slice(0, hrefs.length).map((line) => line.split(",")[0])).toEqual(hrefs);
  expect(lines.filter((line) => !line.includes(",RECURRING AUTORENEW_OFF,"))).toEqual([]);
});

test("the tabs and numbers lead to the subscriptions that they count", async ({ signedInAs }) => {
  const page = await signedInAs("viewer", "/subscriptions?size=100");
  for (const [tab, view] of [
    ["Paused", "paused"],
    ["Upcoming", "upcoming"],
  ] as const) {
    const count = await countOf(page, tab);
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: tab }).click();
    await expect(page).toHaveURL(new RegExp(`view=${view}`));
    if (count > 0 && count <= 50) await expect(rows(page)).toHaveCount(count);
  }
  await page.getByRole("link", { name: /^In trouble/ }).click();
  await expect(page).toHaveURL(/view=trouble/);
  await expect(rows(page).first()).toContainText(/Grace|Retrying/);
  await expect(page.getByRole("link", { name: "Export" })).toHaveCount(0);
});

test("rows are walked and opened by keys; the page says why, what next, and every field", async ({
  signedInAs,
}) => {
  const page = await signedInAs("support", "/subscriptions?view=active&provider=sandbox");
  await expect(rows(page).first()).toBeVisible();
  const links = page.locator(".table-wrap .row-link");
  await untilHeard(page, "j", () => expect(links.first()).toBeFocused({ timeout: 500 }));
  await page.keyboard.press("j");
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/subscriptions\/sub_/);
  for (const field of [
    "Subscription ID",
    "Started",
    "Period number",
    "Current period",
    "Price point",
    "Next payment",
    "Next check",
    "Unused after pause",
    "Status codes",
    "Provider",
  ])
    await expect(page.locator("dt", { hasText: new RegExp(`^${field}$`) })).toBeVisible();
  await expect(page.getByText(/Has access because/).first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Orders, newest first" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Actions for/ })).toBeVisible();
  await expectAccessible(page);
});

test("the simulator shows what would come and changes nothing", async ({ signedInAs }) => {
  const page = await signedInAs("support", "/subscriptions?view=active&provider=sandbox");
  const href = await firstHref(page);
  await page.goto(href);
  const before = await page.locator("dl").first().textContent();
  await page.getByRole("link", { name: "Simulate" }).click();
  const future = page.getByRole("table", { name: "What would happen, oldest first" });
  await expect(future).toContainText(/is paid for period \d+/);
  const form = page.getByRole("form", { name: "Simulate" });
  await form.getByLabel("If charges are").selectOption("no");
  await form.getByRole("button", { name: "Simulate" }).click();
  await expect(future).toContainText("is declined, no try is left: it ends");
  await expect(future).toContainText("subscription.start_grace");
  await form.getByLabel("If charges are").selectOption("yes");
  const day = new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel("If paused now until").fill(day);
  await form.getByRole("button", { name: "Simulate" }).click();
  await expect(future).toContainText(/Pauses; .* of paid time are kept/);
  await expect(future).toContainText(/Resumes; access lasts until/);
  await form.getByLabel("If paused now until").fill("2020-01-01");
  await form.getByRole("button", { name: "Simulate" }).click();
  await expect(page.getByText("Choose a date in the future, within ten years.")).toBeVisible();
  await page.getByRole("link", { name: "Close" }).click();
  await expect(future).toHaveCount(0);
  expect(await page.locator("dl").first().textContent()).toBe(before);
});

test("a customer's page says why there is access, and its tab shows the subscription", async ({
  signedInAs,
}) => {
  const page = await signedInAs("support", "/subscriptions?view=active&provider=sandbox");
  await page.goto(await firstHref(page));
  await page.locator(".page-header a[href*='/customers/pro_']").click();
  await page.waitForURL(/\/customers\/pro_/);
  await expect(page.locator(".page-header").getByText(/Access until/)).toBeVisible();
  await expect(page.getByRole("heading", { name: /Has access because/ })).toBeVisible();
  await page
    .getByRole("navigation", { name: "Customer" })
    .getByRole("link", { name: /Subscriptions/ })
    .click();
  await page.waitForURL(/\/subscriptions$/);
  await expect(page.getByRole("region", { name: /^Subscription / }).first()).toBeVisible();
  await expectAccessible(page);
});

test("the list fits a small screen, and nothing is wrong with it for those who cannot see it", async ({
  signedInAs,
}) => {
  const page = await signedInAs("viewer", "/subscriptions", { viewport: { width: 360, height: 740 } });
  await expect(rows(page).first()).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});

test("where nothing matches, the filters are there to be removed", async ({ signedInAs }) => {
  const page = await signedInAs("viewer", "/subscriptions?country=AQ&iteration-from=9999");
  await expect(page.getByRole("heading", { name: "No subscription matches all of these" })).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(rows(page).first()).toBeVisible();
});
