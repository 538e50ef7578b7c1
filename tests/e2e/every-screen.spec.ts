import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { type Demo, expect, test } from "./fixtures";
import { projectRoutes } from "./routes";

const screens = projectRoutes().filter((route) => !route.startsWith("/api/") && !route.includes("[..."));
const lists: Record<string, string> = {
  customer: "/customers",
  session: "/customers",
  funnel: "/funnels",
  subscription: "/subscriptions",
  entry: "/settings/audit",
  erasure: "/settings/erasures",
};

/** The address of the route for records that the demo has, found as a person would: in a list. */
async function addressIn(page: Page, demo: Demo, route: string): Promise<string> {
  const project = demo.projectSlug;
  const [hook] = /\[(endpoint|delivery)\]/.exec(route) ?? [];
  if (hook) {
    const { endpointId, id } = await someDelivery(demo);
    return route.replace("[project]", project).replace("[endpoint]", endpointId).replace("[delivery]", id);
  }
  const part = /\[(customer|session|subscription|funnel|entry|erasure)\]/.exec(route)?.[1];
  const start = route.replace("[project]", project).replace("[type]", "subscription.renewing");
  if (!part) return start;
  if (part === "erasure") await askForErasure(page, project);
  await page.goto(`/${project}${lists[part]}`);
  const record = page.locator(".row-link").first();
  let found = (await record.getAttribute("href")) ?? "";
  if (part === "session") {
    await page.goto(`${found}/sessions`);
    found = (await record.getAttribute("href")) ?? "";
  }
  const id = /\/((?:pro|ses|sub|fun|aud|era)_[a-z0-9]+)/.exec(found)?.[1] ?? "none";
  return start.replace(`[${part}]`, id);
}

type Delivery = { id: string; endpointId: string };

/** The demo has no endpoint: one where nothing listens is told of a change. */
async function someDelivery(demo: Demo): Promise<Delivery> {
  const call = async (path: string, body?: unknown) => {
    const response = await fetch(`${demo.appUrl}/api/v1${path}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${demo.secretKey}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as { data: Delivery[] };
  };
  const url = "http://127.0.0.1:9/every-screen";
  const found = async () => (await call("/deliveries?type=attributes.updated&limit=1")).data[0];
  const known = await found();
  if (known) return known;
  await call("/webhook-endpoints", { url, types: ["attributes.updated"] });
  const [customer] = (await call("/customers?limit=1")).data;
  await call(`/customers/${customer?.id}/attributes`, {
    attributes: { seen_on: { value: String(Date.now()) } },
  });
  await expect.poll(found).toBeDefined();
  const made = await found();
  if (!made) throw new Error("the endpoint was told nothing");
  return made;
}

/** The demo has nobody to erase: the first of the list waits for 30 days. Asked again, it is refused, and waits on. */
async function askForErasure(page: Page, project: string): Promise<void> {
  await page.goto(`/${project}/customers?sort=created`);
  await page.goto(`${await page.locator(".row-link").first().getAttribute("href")}/privacy`);
  if (await page.getByText("Waits to be erased").isVisible()) return;
  await page.getByRole("button", { name: "Erase", exact: true }).click();
  await page.getByText("30 days").click();
  await page.getByRole("button", { name: "Erase 1 person in 30 days" }).click();
  await expect(page.getByText("Waits to be erased")).toBeVisible();
}

for (const route of screens) {
  test(`${route} can be used by everyone, with its keys shown and on a small screen`, async ({
    signedInAs,
    demo,
  }) => {
    const page = await signedInAs("owner", "/funnels");
    await page.goto(await addressIn(page, demo, route));
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expect(page.locator("#content")).toBeVisible();
    await expectAccessible(page);

    const sheet = page.getByRole("dialog", { name: /keys/i });
    // A field that has the focus at first would take the key for itself.
    await page.keyboard.press("Escape");
    await expect(async () => {
      await page.keyboard.press("?");
      await expect(sheet).toBeVisible({ timeout: 500 });
    }).toPass();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();

    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const wide = await page
      .locator("#content")
      .evaluate((content) => content.scrollWidth - content.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
}
