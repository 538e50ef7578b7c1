import { createHmac } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import Stripe from "stripe";
import { makeHistory } from "@/tests/provider-histories";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const path = "/settings/integrations";

test("a text that is no key is refused in its field, and whoever may not connect is told who may", async ({
  signedInAs,
}) => {
  const page = await signedInAs("owner", `${path}/stripe`);
  const keys = page.getByRole("region", { name: "API keys" });
  await keys.getByLabel("Secret key").fill("pk_test_nothing");
  await keys.getByRole("button", { name: "Connect Stripe", exact: true }).click();
  await expect(keys.getByText("Write a secret key of Stripe")).toBeVisible();
  await page.goto(page.url().replace("/stripe", "/paypal"));
  await keys.getByRole("button", { name: "Connect PayPal" }).click();
  await expect(keys.getByLabel("Client ID")).toHaveAttribute("aria-invalid", "true");

  const support = await signedInAs("support", `${path}/stripe`);
  await expect(support.getByRole("button", { name: "Connect Stripe", exact: true })).toBeDisabled();
});

type Sender = {
  name: string;
  label: string;
  secret: string;
  next: string;
  headers: (body: Buffer, secret: string) => Record<string, string>;
};

const senders: Record<"stripe" | "funnelfox-billing", Sender> = {
  stripe: {
    name: "Stripe",
    label: "Signing secret",
    secret: `whsec_first${"0".repeat(24)}wx1y`,
    next: `whsec_next${"0".repeat(24)}wx2y`,
    headers: (body, secret) => ({
      "stripe-signature": new Stripe("sk_test_none").webhooks.generateTestHeaderString({
        payload: body.toString(),
        secret,
      }),
    }),
  },
  "funnelfox-billing": {
    name: "FunnelFox Billing",
    label: "Signing secret",
    secret: "billing-secret-first-wx1y",
    next: "billing-secret-next-wx2y",
    headers: (body, secret) => ({
      "ff-webhook-signature": createHmac("sha256", secret).update(body).digest("hex"),
    }),
  },
};

for (const provider of ["stripe", "funnelfox-billing"] as const)
  test(`${provider}: three steps, a refused request that says why, and a first event that turns the page green`, async ({
    signedInAs,
    request,
  }) => {
    const { name, label, secret, next, headers } = senders[provider];
    const page = await signedInAs("developer", path);
    await expectAccessible(page);
    await page.getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
    await forget(page, name);
    await page.getByRole("button", { name: `Set up ${name}` }).click();
    const address = await page.getByRole("button", { name: /^Copy address/ }).getAttribute("data-copy");
    expect(address).toMatch(new RegExp(`/hooks/${provider}/int_[0-9a-z]{26}$`));
    const panel = page.getByRole("region", { name: "First event" });
    await expect(panel.getByText("Waiting for the first event…")).toBeVisible();

    await page.getByLabel(label).fill(secret);
    await page.getByRole("button", { name: "Save signing secret" }).click();
    await expect(page.getByText("…wx1y")).toBeVisible();
    expect(await page.content()).not.toContain(secret);

    const [body, other] = makeHistory(provider, Date.now()).events;
    if (!body || !other) throw new Error("the history is too short");
    const send = sender(request, address ?? "");
    const wrong = headers(body, "whsec_of_somebody_else");
    await expect.poll(() => send(body, wrong)).toBe(401);
    await expect(panel.getByText("Signature or secret did not match")).toBeVisible({ timeout: 5_000 });
    await expect.poll(() => send(body, headers(body, secret))).toBe(200);
    await expect(panel.getByText("Events arrive")).toBeVisible({ timeout: 5_000 });

    await page.getByRole("button", { name: "Replace" }).click();
    await page.getByLabel(label).fill(next);
    await page.getByLabel("The present one ends").selectOption("In an hour");
    await page.getByRole("button", { name: "Save signing secret" }).click();
    await expect(page.getByText("…wx2y")).toBeVisible();
    await expect(page.getByText("The one before it is believed until")).toBeVisible();
    await expect.poll(() => send(other, headers(other, next))).toBe(200);
    expect(await send(body, headers(body, secret))).toBe(200);

    await page.reload();
    await expectAccessible(page);
    const health = page.getByRole("region", { name: "Health" });
    await expect(health.getByText(/Signature or secret did not match; \d+ rejected since/)).toBeVisible();
    await page.getByRole("button", { name: `Pause ${name}` }).click();
    await expect(page.getByText("Its events are kept, and wait.")).toBeVisible();
    await page.getByRole("button", { name: `Resume ${name}` }).click();
    await expect(page.getByRole("button", { name: `Pause ${name}` })).toBeVisible();

    await forget(page, name);
    await expect.poll(() => send(body, headers(body, next))).toBe(404);
  });

/** Sends bytes as they are, and says with which status they were answered. */
function sender(request: APIRequestContext, address: string) {
  return async (data: Buffer, headers: Record<string, string>) =>
    (
      await request.post(address, { data, headers: { ...headers, "content-type": "application/json" } })
    ).status();
}

/** What a run before this one may have left. */
async function forget(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("button", { name: new RegExp(`^(Set up|Disconnect) ${name}$`) })).toBeVisible();
  const disconnect = page.getByRole("button", { name: `Disconnect ${name}` });
  if (!(await disconnect.isVisible())) return;
  await disconnect.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Empty what it sent").check();
  await dialog.getByRole("button", { name: `Disconnect ${name}` }).click();
  await expect(page.getByRole("button", { name: `Set up ${name}` })).toBeVisible();
}
