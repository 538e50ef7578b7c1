import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const answers = ["Stay asleep", "5 to 6", "Reading", "Once", "35-44"];
const screens = ["goal", "hours", "habits", "wakeups", "age", "email", "final-plan"];

async function answerAll(page: Page): Promise<void> {
  for (const answer of answers) await page.getByText(answer, { exact: true }).click();
}

async function giveEmail(page: Page, email: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Show my plan" }).click();
  await expect(page.getByRole("heading", { name: "Your plan is ready" })).toBeVisible();
}

function newEmail(): string {
  return `visitor-${crypto.randomUUID().slice(0, 8)}@example.com`;
}

/** Opens the list until it has this many customers, as someone would who waits for a visit to arrive. */
async function rowsOf(console: Page, path: string, count: number) {
  const rows = console.getByRole("table").getByRole("link", { name: /@example\.com/ });
  await expect(async () => {
    await console.goto(path);
    await expect(rows).toHaveCount(count, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  return rows;
}

test("a first visit becomes a customer with email and User ID, and a second visit a session of the same one", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = newEmail();
  const visitor = await openPage();
  await visitor.goto(`${demo.funnelUrl}?utm_source=meta&utm_campaign=autumn`);
  await answerAll(visitor);
  await giveEmail(visitor, email);

  const console = await signedInAs("support", "/customers");
  const list = `/${demo.projectSlug}/customers?email=${encodeURIComponent(email)}`;
  await (await rowsOf(console, list, 1)).click();
  await expect(console.getByRole("heading", { name: email })).toBeVisible();
  const customerUrl = console.url();
  await expect(console.getByText(/^nl_[a-z0-9]+$/).first()).toBeVisible();
  await expect(console.getByRole("link", { name: "Sessions" })).toContainText("1");

  const secondTab = await visitor.context().newPage();
  await secondTab.goto(demo.funnelUrl);
  await expect(async () => {
    await console.goto(customerUrl);
    await expect(console.getByRole("link", { name: "Sessions" })).toContainText("2", { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await rowsOf(console, list, 1);
});

test("preview makes a new customer of each visit, out of the list until asked for", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = newEmail();
  const visitor = await openPage();
  for (const _ of [1, 2]) {
    await visitor.goto("about:blank");
    await visitor.goto(`${demo.funnelUrl}?preview=1`);
    await answerAll(visitor);
    await giveEmail(visitor, email);
  }
  const console = await signedInAs("growth", "/customers");
  const list = `/${demo.projectSlug}/customers?email=${encodeURIComponent(email)}`;
  await rowsOf(console, `${list}&preview=1`, 2);
  await rowsOf(console, list, 0);
});

test.describe("while the collector cannot be reached", () => {
  test.use({ provoked: [/Failed to load resource/] });

  test("nothing of a visit is lost", async ({ demo, openPage, signedInAs }) => {
    const email = newEmail();
    const visitor = await openPage();
    await visitor.goto(demo.funnelUrl);
    await expect(visitor.getByRole("heading", { name: /better nights/ })).toBeVisible();
    await visitor.route(`${demo.collectorUrl}/i/**`, (route) => route.abort());
    await answerAll(visitor);
    await visitor.unroute(`${demo.collectorUrl}/i/**`);
    await giveEmail(visitor, email);

    const console = await signedInAs("support", "/customers");
    const list = `/${demo.projectSlug}/customers?email=${encodeURIComponent(email)}`;
    await (await rowsOf(console, list, 1)).click();
    await console.getByRole("link", { name: "Sessions" }).click();
    await console.getByRole("main").locator('a[href*="/sessions/ses_"]').first().click();
    await expect(async () => {
      await console.reload();
      for (const screen of screens)
        await expect(console.getByText(screen, { exact: true }).first()).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
  });
});
