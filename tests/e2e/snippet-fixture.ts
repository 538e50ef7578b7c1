import { test as base, expect, type Page } from "@playwright/test";
import { startFakeCollector } from "@/tests/fakes/collector";
import { startFunnelPages } from "@/tests/fakes/funnel-pages";

type Fixtures = {
  collector: Awaited<ReturnType<typeof startFakeCollector>>;
  pages: Awaited<ReturnType<typeof startFunnelPages>>;
  /** Errors and unhandled rejections that reached any page; a test that ends with one fails. */
  pageErrors: string[];
};

export const test = base.extend<Fixtures>({
  collector: async ({ browserName: _ }, use) => {
    const collector = await startFakeCollector();
    await use(collector);
    await collector.close();
    expect(collector.violations).toEqual([]);
  },
  pages: async ({ collector }, use) => {
    const pages = await startFunnelPages(collector.url);
    await use(pages);
    await pages.close();
  },
  pageErrors: [
    async ({ context }, use) => {
      const errors: string[] = [];
      context.on("weberror", (error) => errors.push(String(error.error())));
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Runs calls against the page's `fox`, once it is there. */
export async function fox(page: Page, code: string): Promise<unknown> {
  await page.waitForFunction("window.fox && window.fox.inputs");
  return page.evaluate(code);
}

/** Leaves the page, so that the snippet sends what it still holds. */
export async function leave(page: Page): Promise<void> {
  await page.goto("about:blank");
}

/** Stops the page's clock: from here its time moves only by `page.clock`. */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.install({ time: "2026-03-01T10:00:00Z" });
  await page.clock.pauseAt("2026-03-01T10:00:01Z");
}
