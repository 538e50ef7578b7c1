import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** A key of the project that the page shows, made as a developer makes it. */
async function makeKey(page: Page, slug: string): Promise<string> {
  await page.goto(`/${slug}/developers/keys`);
  await page.getByRole("button", { name: "Make a secret key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Backend");
  for (const scope of [/^catalogue:write/, /^subscriptions:start/, /^billing:read/, /^customers:read/])
    await dialog.getByRole("checkbox", { name: scope }).check();
  await dialog.getByRole("button", { name: "Make key" }).click();
  const key = await dialog.getByLabel("Key", { exact: true }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  return key;
}

test("a sandbox is opened, a subscription begins by API, and its year passes while the clock is moved", async ({
  signedInAs,
  demo,
}) => {
  test.slow();
  const page = await signedInAs("owner", "/customers");
  await page.goto("/projects/new");
  const name = `Year ${Date.now()}`;
  await page.getByLabel("Name").fill(name);
  await page.getByRole("checkbox", { name: /^Sandbox/ }).check();
  await page.getByRole("button", { name: "Create the project" }).click();
  await page.waitForURL("**/developers/install");
  const slug = new URL(page.url()).pathname.split("/")[1] ?? "";

  const key = await makeKey(page, slug);
  const post = async (path: string, data: object) => {
    const headers = { authorization: `Bearer ${key}`, "idempotency-key": `${path} ${name}` };
    const answer = await page.request.post(`${demo.appUrl}/api/v1${path}`, { headers, data });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  };
  const { id: product } = await post("/products", { name: "Plan" });
  await post("/price-points", {
    ident: "monthly",
    product,
    kind: "subscription",
    price: { amount: "9.99", currency: "USD" },
    period: { unit: "months", count: 1 },
    intro: { type: "free_trial", period: { unit: "days", count: 7 } },
  });
  const { subscription, customer } = await post("/subscriptions", {
    customer: "year-user",
    pricePoint: "monthly",
    paymentMethod: { provider: "sandbox", card: "sandbox_visa" },
  });
  expect(subscription).toMatchObject({ status: ["INTRO"], isActive: true });

  await page.goto(`/${slug}/subscriptions/${subscription.id}`);
  await expect(page.getByText(/free trial lasts until/).first()).toBeVisible();
  const target = new Date(Date.now() + 372 * 86_400_000).toISOString().slice(0, 16);
  await page.getByRole("button", { name: /^Sandbox time/ }).click();
  const panel = page.getByRole("dialog", { name: "Move the clock" });
  await panel.getByLabel("Move to (UTC)").fill(target);
  await panel.getByRole("button", { name: "Move the clock" }).click();
  await expect(panel).toBeHidden();

  // The trial's conversion and eleven renewals, or twelve by how the months fall.
  const headers = { authorization: `Bearer ${key}` };
  await expect
    .poll(
      async () => {
        const answer = await page.request.get(`${demo.appUrl}/api/v1/subscriptions/${subscription.id}`, {
          headers,
        });
        return (await answer.json()).iteration;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(12);
  await page.goto(`/${slug}/customers/${customer}`);
  const story = page.getByRole("main");
  await expect(story.getByText("Renewed").first()).toBeVisible();
  await page.goto(`/${slug}/customers/${customer}/transactions`);
  await expect.poll(() => page.getByRole("row", { name: /\$9\.99/ }).count()).toBeGreaterThanOrEqual(12);
});
