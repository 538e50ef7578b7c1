import { randomBytes, randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { expect, signIn, test } from "./fixtures";

const rows = (page: Page) => page.locator(".table-wrap .row-link");
const lines = (page: Page) => page.locator(".table-wrap tbody tr");
const emails = (page: Page) => rows(page).allInnerTexts();

/** The chart is fetched by the page's own code, so once it is there keys are listened to. */
async function listReady(page: Page): Promise<void> {
  await page.locator("section[aria-label='New customers per day'][aria-busy=false]").waitFor();
}

test("part of an email finds john@example.com and johndoe@gmail.com", async ({ signedInAs }) => {
  const page = await signedInAs("support", "/customers?email=john&size=100");
  await expect(page.getByText("john@example.com", { exact: true })).toBeVisible();
  await expect(page.getByText("johndoe@gmail.com", { exact: true })).toBeVisible();
  const found = await emails(page);
  expect(found.filter((email) => !email.toLowerCase().includes("john"))).toEqual([]);
});

test("filters combine, and a colleague who opens the address sees the same rows", async ({ signedInAs }) => {
  const page = await signedInAs("growth", "/customers");
  await listReady(page);
  await page.keyboard.press("f");
  await page.getByRole("combobox", { name: "Type a filter" }).fill("sleep-quiz");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/funnel=sleep-quiz-3/);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const panel = page.getByRole("dialog", { name: "Filter customers" });
  await panel.getByLabel("Stripe").check();
  await panel.getByLabel("First visit from (UTC)").fill("2020-01-01");
  await panel.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/funnel=sleep-quiz-3&integration=stripe&from=2020-01-01/);
  await expect(page.getByRole("link", { name: /Remove filter Integration/ })).toBeVisible();
  await expect(lines(page).filter({ hasNotText: "Stripe" })).toHaveCount(0);
  const mine = await lines(page).allInnerTexts();
  const colleague = await signedInAs(
    "viewer",
    new URL(page.url()).pathname.replace(/^\/[^/]+/, "") + new URL(page.url()).search,
  );
  await listReady(colleague);
  expect(await lines(colleague).allInnerTexts()).toEqual(mine);
});

test("rows are walked and opened by keys, and Back brings the list as it was", async ({ signedInAs }) => {
  const page = await signedInAs("support", "/customers?sort=-seen&size=25");
  await listReady(page);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/cursor=/);
  const before = { address: page.url(), emails: await emails(page) };
  for (const key of ["j", "j", "k", "j"]) await page.keyboard.press(key);
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/customers\/pro_/);
  await page.goBack();
  await expect(page).toHaveURL(before.address);
  await listReady(page);
  expect(await emails(page)).toEqual(before.emails);
});

test("pages forward and back show other rows and the same again", async ({ signedInAs }) => {
  const page = await signedInAs("viewer", "/customers?size=25");
  await listReady(page);
  const ids = () => rows(page).evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const first = await ids();
  await page.keyboard.press("]");
  await expect(page).toHaveURL(/cursor=/);
  await expect.poll(ids).not.toEqual(first);
  expect((await ids()).filter((id) => first.includes(id))).toEqual([]);
  await page.keyboard.press("[");
  await expect.poll(ids).toEqual(first);
});

test("the footer says of how many, as the top of the page does", async ({ signedInAs }) => {
  const page = await signedInAs("viewer", "/customers?size=25");
  const footer = page.locator("footer p");
  await expect(footer).toHaveText(/^1–25 of (about )?[\d,.]+( million)?$/);
  const count = (await footer.textContent())?.replace("1–25 of ", "");
  await expect(page.locator(".sheet-crumbs")).toHaveText(`Customers${count}`);
});

test("columns and order are part of the address", async ({ signedInAs }) => {
  const page = await signedInAs("viewer", "/customers");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("link", { name: "Country" }).click();
  await expect(page).toHaveURL(/columns=country/);
  await expect(page.getByRole("columnheader", { name: "Country" })).toBeVisible();
  await page
    .getByRole("columnheader", { name: /Created/ })
    .getByRole("link")
    .click();
  await expect(page).toHaveURL(/sort=created/);
  await expect(page.getByRole("columnheader", { name: /Created/ })).toHaveAttribute("aria-sort", "ascending");
});

test("the palette finds a customer by part of an email and opens it", async ({ signedInAs }) => {
  const page = await signedInAs("support", "/customers");
  await listReady(page);
  await page.keyboard.press("Control+k");
  const field = page.getByPlaceholder("Part of an email");
  await field.fill("johndoe@g");
  const hit = page.getByRole("option", { name: /johndoe@gmail\.com.*email/ });
  await expect(hit).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/customers\/pro_/);
  const id = /pro_[a-z0-9]+/.exec(page.url())?.[0] ?? "";
  await page.keyboard.press("/");
  await expect(page.getByRole("option", { name: "johndoe@gmail.com" })).toBeVisible();
  await field.fill(id);
  await expect(page.getByRole("option", { name: /customer ID/ })).toHaveCount(1);
});

test("a new visit is offered within seconds and moves no row", async ({ signedInAs, demo }) => {
  const page = await signedInAs("support", "/customers");
  await listReady(page);
  const before = await emails(page);
  const key = () => randomBytes(18).toString("base64url");
  const answer = await fetch(`${demo.collectorUrl}/i/v1/batch`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent":
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
    },
    body: JSON.stringify({
      key: demo.publishableKey,
      visitor: key(),
      session: key(),
      mode: "production",
      sentAt: Date.now(),
      funnel: { id: "quiz-1" },
      page: { url: "https://nightleaf.example/quiz" },
      events: [{ id: randomUUID(), name: "onboarding_started", at: Date.now() }],
    }),
  });
  expect(answer.status).toBe(202);
  const pill = page.getByRole("button", { name: /new$/ });
  await expect(pill).toBeVisible({ timeout: 10_000 });
  expect(await emails(page)).toEqual(before);
  await pill.click();
  await expect(pill).toBeHidden();
});

test("addresses that make no sense are answered with a page", async ({ signedInAs, demo }) => {
  const page = await signedInAs("viewer", "/customers");
  const list = `${demo.appUrl}/${demo.projectSlug}/customers`;
  const hostile = [
    "cursor=xyz",
    "cursor=",
    "email=%00%ED%A0%80",
    "from=2026-99-99&to=0000-00-00",
    "sort=drop&size=1e9&columns=,,",
    "funnel=%25%27%22%3Cscript%3E",
    "email=a&email=b&funnel[]=x",
    `email=${"x".repeat(3_000)}`,
  ];
  for (const query of hostile) expect((await page.request.get(`${list}?${query}`)).status(), query).toBe(200);
  await page.goto(`${list}?email=john&cursor=xyz`);
  await page.getByRole("link", { name: "Open the first page" }).click();
  await expect(page.getByText("john@example.com", { exact: true })).toBeVisible();
  for (const door of ["customers/new", "customers/new?cursor=xyz"])
    expect((await page.request.get(`${demo.appUrl}/api/console/${demo.projectSlug}/${door}`)).status()).toBe(
      400,
    );
});

test.describe("a stranger", () => {
  test.use({ provoked: [/404/] });

  test("finds nothing of the project, by page or by door", async ({ openPage, demo }) => {
    const page = await openPage();
    await signIn(page, "Sam Stranger", `${demo.appUrl}/projects`);
    await page.goto(`${demo.appUrl}/${demo.projectSlug}/customers?email=john`);
    await expect(page.getByText("john@example.com")).toHaveCount(0);
    const api = `${demo.appUrl}/api/console/${demo.projectSlug}`;
    for (const door of ["search?q=john", "customers/per-day", "customers/new?cursor=xyz"])
      expect((await page.request.get(`${api}/${door}`)).status()).toBe(404);
    expect((await page.request.get(`${demo.appUrl}/${demo.projectSlug}/customers`)).status()).toBe(404);
  });
});

test("axe finds nothing on the list, its filters and the palette", async ({ signedInAs }) => {
  const page = await signedInAs("owner", "/customers?funnel=sleep-quiz-3&columns=country,seen");
  await page
    .getByText(/\d new$/)
    .first()
    .waitFor();
  await expectAccessible(page);
  await page.keyboard.press("f");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Part of an email").fill("john");
  await page.getByRole("option", { name: /john/ }).first().waitFor();
  await expectAccessible(page);
});

test("360 px: two-line rows, and nothing goes sideways", async ({ signedInAs }) => {
  const page = await signedInAs("support", "/customers?email=john", {
    viewport: { width: 360, height: 740 },
  });
  await listReady(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const boxes = await lines(page)
    .first()
    .locator("td[data-place]")
    .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().right));
  expect(Math.max(...boxes)).toBeLessThanOrEqual(360);
});
