import { expect, test } from "./fixtures";
import { openCustomer, person, walkQuiz } from "./quiz";

const screens = ["goal", "hours", "habits", "wakeups", "age", "email", "final-plan"];

function newEmail(): string {
  return `visitor-${crypto.randomUUID().slice(0, 8)}@example.com`;
}

test("a first visit becomes a customer with email and User ID, and a second visit a session of the same one", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = newEmail();
  const visitor = await openPage();
  await walkQuiz(visitor, `${demo.funnelUrl}?utm_source=meta&utm_campaign=autumn`, email);
  const userId = visitor.getByText(/^nl_[a-z0-9]+$/);
  await expect(userId).toBeVisible();

  const page = await signedInAs("support", "/customers");
  await openCustomer(page, demo.projectSlug, email);
  const facts = page.getByRole("complementary", { name: "Facts about this customer" });
  await expect(facts).toContainText((await userId.textContent()) ?? "no User ID");
  const sessions = page.getByRole("link", { name: /^Sessions/ });
  await expect(sessions).toContainText("1");

  const secondTab = await visitor.context().newPage();
  await secondTab.goto(demo.funnelUrl);
  await expect(async () => {
    await page.reload();
    await expect(sessions).toContainText("2", { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
});

test("preview makes a new customer of each visit, out of the list until asked for", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = newEmail();
  const visitor = await openPage(person);
  for (const _ of ["first", "second"]) {
    await visitor.goto("about:blank");
    await walkQuiz(visitor, `${demo.funnelUrl}?preview=1`, email);
    await expect(visitor.getByRole("heading", { name: "Your plan is ready" })).toBeVisible();
  }
  const page = await signedInAs("growth", "/customers");
  const list = `/${demo.projectSlug}/customers?email=${encodeURIComponent(email)}`;
  const rows = page.getByRole("row", { name: email });
  await expect(async () => {
    await page.goto(`${list}&preview=1`);
    await expect(rows).toHaveCount(2, { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await page.goto(list);
  await expect(page.getByRole("heading", { name: /No customer/ })).toBeVisible();
  await expect(rows).toHaveCount(0);
});

test.describe("while the collector cannot be reached", () => {
  test.use({ provoked: [/Failed to load resource/] });

  test("nothing of a visit is lost", async ({ demo, openPage, signedInAs }) => {
    const email = newEmail();
    const visitor = await openPage(person);
    const collector = `${demo.collectorUrl}/i/**`;
    await visitor.route(collector, (route) => route.abort());
    await walkQuiz(visitor, demo.funnelUrl, email);
    await expect(visitor.getByRole("heading", { name: "Your plan is ready" })).toBeVisible();
    await visitor.unroute(collector);

    const page = await signedInAs("support", "/customers");
    await openCustomer(page, demo.projectSlug, email);
    await page.getByRole("link", { name: /^Visited Sleep check/ }).click();
    await page.waitForURL("**/sessions/ses_*");
    await expect(async () => {
      await page.reload();
      await expect(page.locator("[data-entry] bdi.font-medium")).toHaveText(screens, { timeout: 1_000 });
    }).toPass({ timeout: 15_000 });
  });
});
