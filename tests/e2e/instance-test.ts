import type { BrowserContextOptions, Page } from "@playwright/test";
import { test as base, signIn } from "./fixtures";
import { type Instance, people, startInstance } from "./instance";

type Someone = keyof typeof people;

type Fixtures = {
  /** A page of this person on the instance; `path` is what they asked for before they signed in. */
  pageOf: (who: Someone, path?: string, options?: BrowserContextOptions) => Promise<Page>;
};

/** For stories that change who may do what: they get an instance that no other file shares. */
export const test = base.extend<Fixtures, { instanceName: string; instance: Instance; project: string }>({
  /** A file that names its own gets an instance that nothing has happened on. */
  instanceName: ["shared", { option: true, scope: "worker" }],

  instance: [
    async ({ instanceName }, use, worker) => {
      const instance = await startInstance(`${instanceName}-${worker.workerIndex}`);
      await use(instance);
      await instance.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  /** The slug of the instance's first project, which Anna owns. */
  project: [
    async ({ instance, browser }, use) => {
      const page = await browser.newPage();
      await signIn(page, people.anna.name, `${instance.appUrl}/`);
      await page.getByLabel("Setup token").fill(instance.setupToken);
      await page.getByLabel("First project").fill("Nightleaf");
      await page.getByRole("button", { name: "Create the project" }).click();
      await page.waitForURL("**/nightleaf/developers/install");
      await page.context().close();
      await use("nightleaf");
    },
    { scope: "worker", timeout: 60_000 },
  ],

  pageOf: async ({ instance, openPage }, use) => {
    await use(async (who, path = "/", options = {}) => {
      const page = await openPage({ baseURL: instance.appUrl, ...options });
      await signIn(page, people[who].name, instance.appUrl + path);
      return page;
    });
  },
});

export { expect } from "./fixtures";
export { people } from "./instance";
