import type { BrowserContext, Page } from "@playwright/test";
import { expect, fox, leave, test } from "./snippet-fixture";

async function leftBehind(page: Page, context: BrowserContext) {
  const stores = () => [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  return [...(await page.evaluate(stores)), ...(await context.cookies()).map(({ name }) => name)];
}

test("preview is another visitor at each visit, and sets no cookie", async ({
  page,
  pages,
  collector,
  context,
}) => {
  pages.pages.set("/preview", { mode: "preview" });
  await page.goto(`${pages.url}/preview`);
  await expect.poll(() => collector.visitors().length).toBe(1);
  await page.reload();
  await fox(page, 'fox.track("reloaded")');
  await expect.poll(collector.names).toContain("reloaded");
  expect(collector.visitors()).toHaveLength(1);
  await page.goto(`${pages.url}/preview`);
  await expect.poll(() => collector.visitors().length).toBe(2);
  await (await context.newPage()).goto(`${pages.url}/preview`);
  await expect.poll(() => collector.visitors().length).toBe(3);
  expect(collector.sessions()).toHaveLength(3);
  expect(collector.accepted().every(({ mode }) => mode === "preview")).toBe(true);
  expect(await context.cookies()).toEqual([]);
});

test("preview pages linked to each other are one visit", async ({ page, pages, collector }) => {
  pages.pages.set("/preview", { mode: "preview" });
  pages.pages.set("/next", { mode: "preview" });
  await page.goto(`${pages.url}/preview`);
  await page.getByText("Next").click();
  await page.waitForURL("**/next");
  await fox(page, 'fox.track("second page")');
  await expect.poll(collector.names).toContain("second page");
  expect(collector.visitors()).toHaveLength(1);
});

test("a preview does not touch the production visitor", async ({ page, pages, collector, context }) => {
  await page.goto(pages.url);
  await expect.poll(() => collector.visitors().length).toBe(1);
  const before = await context.cookies();
  pages.pages.set("/preview", { mode: "preview" });
  await page.goto(`${pages.url}/preview`);
  await expect.poll(() => collector.visitors().length).toBe(2);
  expect((await context.cookies()).map(({ value }) => value)).toEqual(before.map(({ value }) => value));
});

test("cleared cookies make another visitor", async ({ page, pages, collector, context }) => {
  await page.goto(pages.url);
  await expect.poll(() => collector.visitors().length).toBe(1);
  await context.clearCookies();
  await page.goto(pages.url);
  await expect.poll(() => collector.visitors().length).toBe(2);
  expect(collector.sessions()).toHaveLength(2);
});

test.describe("with consent required", () => {
  test.beforeEach(({ pages }) => {
    pages.pages.set("/consent", { consent: "required" });
  });

  test("nothing is stored or sent before, and everything after consent was granted", async ({
    page,
    pages,
    collector,
    context,
  }) => {
    await page.goto(`${pages.url}/consent?utm_source=meta`);
    await fox(page, 'fox.track("waited"); fox.inputs.set("email", "a@example.com")');
    expect(await fox(page, 'fox.inputs.get("email")')).toBe("a@example.com");
    await page.evaluate(
      "history.replaceState(null, '', '/consent'); window.dispatchEvent(new Event('pagehide'))",
    );
    expect(await leftBehind(page, context)).toEqual([]);
    expect(collector.attempts).toEqual([]);
    await fox(page, 'fox.consent("granted")');
    await expect.poll(collector.names).toEqual(["onboarding_started", "waited"]);
    const [batch] = collector.accepted();
    expect(batch?.consent).toEqual({ analytics: "granted" });
    expect(batch?.inputs).toEqual({ email: "a@example.com" });
    expect(batch?.page.url).toContain("utm_source=meta");
    expect(await context.cookies()).toHaveLength(1);
  });

  test("a denial drops the waiting calls and leaves nothing", async ({ page, pages, collector, context }) => {
    await page.goto(`${pages.url}/consent`);
    await fox(page, 'fox.track("waited"); fox.inputs.set("email", "a@example.com"); fox.consent("denied")');
    await fox(page, 'fox.track("after")');
    await page.evaluate("window.dispatchEvent(new Event('pagehide'))");
    expect(await leftBehind(page, context)).toEqual([]);
    await leave(page);
    expect(collector.attempts).toEqual([]);
    await page.goto(`${pages.url}/consent`);
    await fox(page, 'fox.track("dropped"); fox.consent("denied"); fox.consent("granted"); fox.track("kept")');
    await expect.poll(collector.names).toEqual(["onboarding_started", "kept"]);
  });

  test("a withdrawal is reported once and forgets the visitor", async ({
    page,
    pages,
    collector,
    context,
  }) => {
    await page.goto(`${pages.url}/consent`);
    await fox(page, 'fox.consent("granted", "analytics", 3)');
    await expect
      .poll(() => collector.accepted()[0]?.consent)
      .toEqual({ analytics: "granted", policyVersion: "3" });
    await fox(page, 'fox.track("never sent"); fox.consent("denied"); fox.track("nor this")');
    await expect.poll(() => collector.accepted().at(-1)?.consent).toEqual({ analytics: "denied" });
    expect(await leftBehind(page, context)).toEqual([]);
    await leave(page);
    expect(collector.names()).toEqual(["onboarding_started"]);
    expect(collector.visitors()).toHaveLength(1);
  });

  test("other purposes are reported and do not open the gate", async ({ page, pages, collector }) => {
    await page.goto(`${pages.url}/consent`);
    await fox(page, 'fox.consent("denied", "marketing"); fox.consent("perhaps"); fox.consent()');
    await page.evaluate("window.dispatchEvent(new Event('pagehide'))");
    expect(collector.attempts).toEqual([]);
    await fox(page, 'fox.consent("granted")');
    await expect
      .poll(() => collector.accepted()[0]?.consent)
      .toEqual({ marketing: "denied", analytics: "granted" });
  });
});
