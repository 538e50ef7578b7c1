import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext } from "@playwright/test";

export type PageWeight = { scriptKb: number; lcpMs: number; cls: number; tbtMs: number };

type Vitals = { lcpMs: number; cls: number; tbtMs: number };

/** What one first load fetches and how it feels on a machine a quarter as fast. Scripts count as gzip would send them. */
export async function weighPage(
  browser: Browser,
  options: { url: string; cookie: { name: string; value: string } },
): Promise<PageWeight> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await context.addCookies([{ ...options.cookie, url: new URL(options.url).origin }]);
    return await load(context, options.url);
  } finally {
    await context.close();
  }
}

async function load(context: BrowserContext, url: string): Promise<PageWeight> {
  await context.addInitScript({ content: watchVitals });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  const answer = await page.goto(url, { waitUntil: "load" });
  if (answer?.status() !== 200) throw new Error(`${url} answered ${answer?.status()}`);
  if (page.url() !== url) throw new Error(`${url} led to ${page.url()}`);
  await page.waitForTimeout(2_000);
  const vitals = await page.evaluate<Vitals>("globalThis.vitals");
  const sizes = await Promise.all(scripts);
  return {
    scriptKb: rounded(sizes.reduce((sum, size) => sum + size, 0) / 1024),
    lcpMs: Math.round(vitals.lcpMs),
    cls: Math.round(vitals.cls * 1000) / 1000,
    tbtMs: Math.round(vitals.tbtMs),
  };
}

// Text, because it runs in the page before anything else does, where no bundler's aids exist.
const watchVitals = `
  globalThis.vitals = { lcpMs: 0, cls: 0, tbtMs: 0 };
  const watch = (type, see) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => { vitals.lcpMs = entry.startTime; });
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) vitals.cls += entry.value; });
  watch("longtask", (entry) => { vitals.tbtMs += Math.max(0, entry.duration - 50); });
`;

export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
