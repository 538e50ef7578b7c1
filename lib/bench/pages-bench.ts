import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { demoFunnelId, demoProfileId, demoSessionId } from "../../db/demo/ids";
import { showId } from "../core/ids";
import type { Environment } from "../processes/secrets";
import { startConsoleUnderTest } from "./console-under-test";
import { type PageWeight, rounded, weighPage } from "./page-weight";
import { printFigures } from "./report";

const manifestShape = z.object({ rootMainFiles: z.array(z.string()) });
const goals = { lcpMs: 1_500, cls: 0.02, tbtMs: 150 };

/** Client JavaScript and the feel of each page in a real Chromium. Sizes are those above an empty page of the same root. */
export async function benchPages(environment: Environment, options: { customers: number }): Promise<void> {
  const { chromium } = await import("@playwright/test");
  const { customers } = options;
  const data = { slug: `bench-customer-${customers}`, customers, days: 90, heavy: true };
  const console = await startConsoleUnderTest(environment, data);
  const usual = "/usr/bin/chromium";
  const executablePath = environment.CHROMIUM_PATH || (existsSync(usual) ? usual : undefined);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const [name = "", value = ""] = console.cookie.split("=");
    const weigh = (url: string) => weighPage(browser, { url, cookie: { name, value } });
    const visitorKey = "demo-heavy-visitor-1";
    const { id } = console.project;
    const customer = `/customers/${showId("profile", demoProfileId(id, "production", visitorKey))}`;
    const session = showId("session", demoSessionId(id, "production", visitorKey, "demo-heavy-session-7"));
    const routes = [
      { route: "list", path: "/customers", budgetKb: 70 },
      { route: "customer", path: customer, budgetKb: 80 },
      { route: "customer sessions", path: `${customer}/sessions`, budgetKb: 80 },
      { route: "customer attribution", path: `${customer}/attribution`, budgetKb: 80 },
      { route: "session", path: `/sessions/${session}`, budgetKb: 60 },
      { route: "funnels", path: "/funnels", budgetKb: 60 },
      {
        route: "funnel",
        path: `/funnels/${showId("funnel", demoFunnelId(id, "sleep-quiz-3"))}`,
        budgetKb: 60,
      },
      { route: "catalogue", path: "/catalogue", budgetKb: 60 },
      { route: "install", path: "/developers/install", budgetKb: 60 },
      { route: "members", path: "/settings/members", budgetKb: 60 },
    ];
    const emptyKb = await weighEmptyPage();
    const pages: Record<string, PageWeight & { budgetKb: number; isMet: boolean }> = {};
    for (const { route, path, budgetKb } of routes) {
      await weigh(console.url + path);
      const weight = await weigh(console.url + path);
      const scriptKb = rounded(weight.scriptKb - emptyKb);
      const isMet =
        scriptKb <= budgetKb &&
        weight.lcpMs <= goals.lcpMs &&
        weight.cls <= goals.cls &&
        weight.tbtMs <= goals.tbtMs;
      pages[route] = { ...weight, scriptKb, budgetKb, isMet };
    }
    const isMet = Object.values(pages).every((page) => page.isMet);
    await printFigures("pages", console.databaseUrl, { emptyKb, pages, goals, isMet });
  } finally {
    await browser.close();
    await console.stop();
  }
}

/** The scripts that the built application loads on every page, one with nothing on it included. */
async function weighEmptyPage(): Promise<number> {
  const manifest = manifestShape.parse(JSON.parse(await readFile(".next/build-manifest.json", "utf8")));
  const files = await Promise.all(manifest.rootMainFiles.map((file) => readFile(`.next/${file}`)));
  return rounded(files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1024);
}
