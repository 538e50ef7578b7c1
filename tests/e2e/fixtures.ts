import { readFileSync } from "node:fs";
import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import type { Role } from "@/lib/core/permissions";

export { expect };

/** What the demo says about itself; `npm test` starts one and names the file. */
export type Demo = {
  appUrl: string;
  collectorUrl: string;
  funnelUrl: string;
  projectId: string;
  projectSlug: string;
  publishableKey: string;
  secretKey: string;
  databaseUrl: string;
  users: { email: string; role: Role }[];
};

type OpenPage = (options?: BrowserContextOptions) => Promise<Page>;

type Fixtures = {
  /** Console messages that a test provokes on purpose. All others fail it. */
  provoked: RegExp[];
  /** A page in a browser of its own, with nobody signed in. */
  openPage: OpenPage;
  /** A page of the demo's member of this role, after the real OAuth flow; `path` is below the project. */
  signedInAs: (role: Role, path?: string, options?: BrowserContextOptions) => Promise<Page>;
};

export const test = base.extend<Fixtures, { demo: Demo }>({
  demo: [
    async ({ browserName: _ }, use) => {
      const file = process.env.DEMO_FILE;
      if (!file)
        throw new Error("DEMO_FILE is missing: run npm test, or name the demo.json of a running demo.");
      await use(JSON.parse(readFileSync(file, "utf8")));
    },
    { scope: "worker" },
  ],

  provoked: [[], { option: true }],

  openPage: async ({ browser, provoked }, use) => {
    const errors: string[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      context.on("weberror", (error) => errors.push(String(error.error())));
      context.on("console", (message) => {
        const text = `${message.text()} (${message.location().url})`;
        if (message.type() === "error" && !provoked.some((known) => known.test(text))) errors.push(text);
      });
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(errors, "nothing in the browser's console").toEqual([]);
  },

  signedInAs: async ({ demo, openPage }, use) => {
    await use(async (role, path = "", options = {}) => {
      const user = demo.users.find((known) => known.role === role);
      if (!user) throw new Error(`The demo has nobody with the role ${role}`);
      const page = await openPage({ baseURL: demo.appUrl, ...options });
      await signIn(page, user.email, `${demo.appUrl}/${demo.projectSlug}${path}`);
      return page;
    });
  },
});

/** Walks from a page that needs a person through the provider and back to it. `who` is on the provider's button. */
export async function signIn(page: Page, who: string, url: string): Promise<void> {
  await page.goto(url);
  await page.locator("button[name=provider]").first().click();
  await page.getByRole("button", { name: who }).click();
  const { origin } = new URL(url);
  await page.waitForURL((now) => now.origin === origin && !/^\/(api|sign-in)\b/.test(now.pathname));
}
