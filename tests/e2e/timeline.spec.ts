import { randomBytes, randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { type Demo, expect, test } from "./fixtures";
import { openCustomer } from "./quiz";

const minuteMs = 60_000;

type Told = { name: string; at: number; properties?: Record<string, string> };

/** One visit of one visitor, told to the collector the way the snippet does. */
async function tell(demo: Demo, visitor: string, events: Told[], inputs: Record<string, string> = {}) {
  const answer = await fetch(`${demo.collectorUrl}/i/v1/batch`, {
    method: "POST",
    headers: {
      "user-agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/141.0.0.0 Safari/537.36",
    },
    body: JSON.stringify({
      key: demo.publishableKey,
      visitor,
      session: randomBytes(18).toString("base64url"),
      mode: "production",
      sentAt: Date.now(),
      funnel: { id: "timeline-quiz", title: "Timeline quiz" },
      page: { url: "https://quiz.example/start?token=s3cret&step=1" },
      inputs,
      events: events.map((event) => ({ id: randomUUID(), ...event })),
    }),
  });
  expect(answer.status).toBe(202);
}

const screen = (id: string, minutesAgo: number): Told => ({
  name: "screen_presented",
  at: Date.now() - minutesAgo * minuteMs,
  properties: { screen_id: id },
});

const visitorKey = () => randomBytes(18).toString("base64url");
const entry = (page: Page, text: string | RegExp) =>
  page.getByRole("listitem").filter({ hasText: text }).first();

test("an entry opens inline at an address of its own, which leads back to it with the filter kept", async ({
  demo,
  signedInAs,
}) => {
  const email = `address.${Date.now()}@nordpost.example`;
  await tell(demo, visitorKey(), [screen("goal", 3), screen("hours", 2)], { email });
  const page = await signedInAs("support", "/customers");
  await openCustomer(page, demo.projectSlug, email);

  await page.getByRole("link", { name: "Changes", exact: true }).click();
  await page.waitForURL("**kind=changes");
  const change = entry(page, `Email set to ${email}`);
  await change.getByRole("link", { name: /^Open the entry/ }).click();
  await expect(page).toHaveURL(/kind=changes#e=evt_[0-9a-z]{26}$/);
  const details = change.getByRole("region", { name: "Details of this entry" });
  await expect(details).toContainText("profile.updated");
  await expect(details).toContainText(email);
  await expectAccessible(page);

  const address = page.url();
  await page.goto(address.replace(/\?.*/, "/sessions"));
  await page.goto(address);
  await expect(details).toContainText("profile.updated");
  await expect(change).toBeFocused();
  await page.keyboard.press("o");
  await expect(details).toBeHidden();
  await expect(page).toHaveURL(/kind=changes$/);
  await page.goBack();
  await expect(details).toBeVisible();
});

test("an address whose entry the filter hides says so, and leads to it", async ({ demo, signedInAs }) => {
  const email = `hidden.${Date.now()}@nordpost.example`;
  await tell(demo, visitorKey(), [screen("goal", 3)], { email });
  const page = await signedInAs("support", "/customers");
  await openCustomer(page, demo.projectSlug, email);
  await page.getByRole("link", { name: "Changes", exact: true }).click();
  await page.waitForURL("**kind=changes");
  const address = await page.locator("[data-entry]").first().getAttribute("data-entry");
  await page.goto(`${page.url().replace("kind=changes", "kind=notes")}#e=${address}`);
  await expect(page.getByRole("status").filter({ hasText: "not among these" })).toBeVisible();
  await page.getByRole("link", { name: "Look in all entries" }).click();
  await expect(page.getByRole("region", { name: "Details of this entry" })).toContainText(address ?? "none");
});

test("an address that is not on the first page opens the page that holds it, and leads to newer ones", async ({
  demo,
  signedInAs,
}) => {
  const email = `far.${Date.now()}@nordpost.example`;
  const visitor = visitorKey();
  for (let visit = 60; visit > 0; visit--) {
    const events = ["a", "b", "c", "d"].map((id) => screen(id, visit * 10));
    await tell(demo, visitor, events, visit === 60 ? { email } : {});
  }
  const page = await signedInAs("viewer", "/customers");
  await openCustomer(page, demo.projectSlug, email);
  await page.getByRole("link", { name: "Show older" }).click();
  await page.waitForURL("**cursor=*");
  const oldest = page.locator("[data-entry]").last();
  const address = await oldest.getAttribute("data-entry");
  const start = page.url().replace(/\?.*/, "");
  await page.goto(start);
  await expect(page.locator(`[data-entry="${address}"]`)).toHaveCount(0);
  await page.goto(`${start}#e=${address}`);
  await page.reload();
  await expect(page.locator(`[data-entry="${address}"]`)).toBeInViewport();
  await expect(page.getByRole("region", { name: "Details of this entry" })).toContainText(address ?? "none");
  await page.getByRole("link", { name: "Show newer" }).click();
  await expect(page.locator(`[data-entry="${address}"]`)).toHaveCount(0);
  await expect(page.locator("[data-entry]").first()).toBeVisible();
});

test("what arrived late says so, is ordered by either clock, and hides the secrets of its URL", async ({
  demo,
  signedInAs,
}) => {
  const email = `late.${Date.now()}@nordpost.example`;
  const visitor = visitorKey();
  await tell(demo, visitor, [screen("recent", 1)], { email });
  await tell(demo, visitor, [screen("offline", 120)]);
  const page = await signedInAs("support", "/customers");
  await openCustomer(page, demo.projectSlug, email);
  const visits = page.locator("[data-entry]").filter({ hasText: "Visited Timeline quiz" });
  await expect(visits.first()).toContainText("left at recent");
  await expect(visits.last()).toContainText("2 h later");
  await page.getByRole("link", { name: "Received" }).click();
  await page.waitForURL("**order=received");
  await expect(visits.first()).toContainText("left at offline");

  await visits
    .first()
    .getByRole("link", { name: /^Open the entry/ })
    .click();
  const details = page.getByRole("region", { name: "Details of this entry" });
  await expect(details).toContainText("token=hidden&step=1");
  await expect(details).not.toContainText("s3cret");
});

test("one can jump to a day, and the day is in the address", async ({ signedInAs }) => {
  const page = await signedInAs("support", "/customers");
  await page.locator(".row-link").first().click();
  await page.waitForURL("**/customers/pro_*");
  await expect(page.locator("[data-entry]").first()).toBeVisible();
  await page.keyboard.press("d");
  await page.getByLabel("Up to the end of this day (UTC)").fill("2020-01-01");
  await page.keyboard.press("Enter");
  await page.waitForURL("**day=2020-01-01");
  await expect(page.getByText("Nothing of this kind on 2020-01-01 or before.")).toBeVisible();
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(page.locator("[data-entry]").first()).toBeVisible();
  await expect(page).not.toHaveURL(/day=/);
});
