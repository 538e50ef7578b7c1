import type { Page } from "@playwright/test";
import { payloads } from "./hostile-payloads";
import { type Stored, storePayloads } from "./hostile-world";
import type { Instance } from "./instance";
import { expect, test } from "./instance-test";
import { projectRoutes } from "./routes";

test.use({ instanceName: "hostile", provoked: [] });

test("more than 600 hostile strings in every field that holds words run nothing, load nothing and break no page", async ({
  instance,
  project,
  pageOf,
}) => {
  test.setTimeout(600_000);
  expect(payloads.length).toBeGreaterThanOrEqual(600);
  const customers = await storePayloads(instance, project, payloads);

  const page = await pageOf("anna", `/${project}/settings/members`);
  const reached = await watch(page, instance);
  const screens = projectRoutes().filter((route) => !route.startsWith("/api/") && !route.includes("[..."));
  const addresses = [
    "/customers?size=100&columns=user,first-funnel,last-funnel,source,campaign",
    "/settings/audit?size=100",
    ...screens.map((route) => route.replace("/[project]", "")).flatMap((route) => filledIn(route, customers)),
  ];
  for (const address of addresses) {
    const answer = await page.goto(`/${project}${address}`, { waitUntil: "load" });
    expect(answer?.status(), address).toBe(200);
    await expect(page.locator("[aria-busy=true]"), address).toHaveCount(0);
    await expect(page.getByText(/could not be loaded|Something went wrong/), address).toHaveCount(0);
    expect(await page.evaluate(() => Reflect.get(window, "__ran")), address).toBeUndefined();
  }
  await page.goto(`/${project}/settings/audit`);
  await expect(page.getByText("window.__ran=1").first(), "they are shown, as text").toBeVisible();
  for (const payload of payloads.filter((_, index) => index % 25 === 0)) {
    const answer = await page.request.get(`/api/console/${project}/search?q=${encodeURIComponent(payload)}`);
    expect(answer.status(), payload).toBeLessThan(500);
    const list = await page.request.get(`/${project}/customers?email=${encodeURIComponent(payload)}`);
    expect(list.status(), payload).toBe(200);
  }
  expect(reached).toEqual([]);
});

/** The addresses of a route for all that was stored; none for records that this story does not make. */
function filledIn(route: string, customers: Stored[]): string[] {
  const part = /\[(\w+)\]/.exec(route)?.[1];
  if (part === undefined) return [route];
  if (part !== "customer" && part !== "session" && part !== "funnel") return [];
  return customers.map((stored) => route.replace(`[${part}]`, stored[part]));
}

/** Dialogs, violated policies and requests to elsewhere, as they happen. */
async function watch(page: Page, instance: Instance): Promise<string[]> {
  const reached: string[] = [];
  page.on("dialog", async (dialog) => {
    reached.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== instance.appUrl) reached.push(`request: ${request.url()}`);
  });
  await page.exposeFunction("reportViolation", (text: string) => reached.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      Reflect.get(
        window,
        "reportViolation",
      )(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  return reached;
}
