import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { openCustomer, person, walkQuiz } from "./quiz";

const newEmail = () => `buyer-${Date.now()}-${Math.random().toString(36).slice(2, 8)}@example.com`;

async function pay(page: Page, card: string): Promise<void> {
  await page.getByRole("button", { name: "Get the whole plan" }).click();
  await page.getByLabel("Card").selectOption(card);
  await page.getByRole("button", { name: "Pay", exact: true }).click();
}

test("who buys in the sample funnel has an email, a subscription in its trial, and a payment with funnel and visit", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = newEmail();
  const page = await openPage(person);
  await walkQuiz(page, demo.funnelUrl, email);
  const userId = (await page.locator("[data-answer=_USERID_]").textContent()) ?? "";
  await pay(page, "sandbox_visa");
  await expect(page.getByText("Thank you! Your plan has begun.")).toBeVisible();

  const headers = { authorization: `Bearer ${demo.secretKey}` };
  const api = async (path: string) =>
    (await page.request.get(`${demo.appUrl}/api/v1${path}`, { headers })).json();
  const { data } = await api(`/customers/${userId}/transactions`);
  expect(data).toMatchObject([
    {
      status: "succeeded",
      amount: { amount: "1.00", currency: "USD" },
      method: { brand: "visa", lastFour: "4242" },
      funnel: { alias: "sleep-check" },
      session: expect.stringMatching(/^ses_/),
      subscription: expect.stringMatching(/^sub_/),
    },
  ]);
  expect((await api(`/customers/${userId}/subscriptions`)).data).toMatchObject([
    { id: data[0].subscription, status: ["INTRO"], isActive: true, session: data[0].session },
  ]);
  const order = await api(`/orders/${data[0].order}`);
  expect(order).toMatchObject({ checkoutIp: "127.0.0.1", checkoutUserAgent: person.userAgent });
  const support = await signedInAs("support");
  await openCustomer(support, demo.projectSlug, email);
  await support.goto(`${support.url()}/transactions`);
  const payment = support.getByRole("row", { name: /\$1\.00/ }).first();
  await expect(payment).toBeVisible();
  await expect(payment).toContainText("Sleep check");
});

test("a card that its bank wants confirmed pays once the buyer has confirmed", async ({ demo, openPage }) => {
  const page = await openPage(person);
  await walkQuiz(page, demo.funnelUrl, newEmail());
  await pay(page, "sandbox_3ds");
  const [bank] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "Confirm at your bank" }).click(),
  ]);
  await expect(bank.getByRole("heading", { name: "Confirm this payment" })).toBeVisible();
  await expect(bank.getByText("$1.00")).toBeVisible();
  await bank.getByRole("button", { name: "Confirm" }).click();
  await expect(bank.getByRole("heading", { name: "Payment confirmed" })).toBeVisible();
  await expect(page.getByText("Thank you! Your plan has begun.")).toBeVisible();
});

test("a refused card is told in plain words, and another one pays", async ({ demo, openPage }) => {
  const page = await openPage(person);
  await walkQuiz(page, demo.funnelUrl, newEmail());
  await pay(page, "sandbox_insufficient_funds");
  await expect(page.getByText("Declined: not enough money on the card.")).toBeVisible();
  await page.getByLabel("Card").selectOption("sandbox_visa");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect(page.getByText("Thank you! Your plan has begun.")).toBeVisible();
});

test("nobody else's page can make the funnel's server buy", async ({ demo, openPage }) => {
  const page = await openPage(person);
  const wish = { user: "nl_stranger", plan: "premium-weekly-usd", card: "sandbox_visa" };
  const post = (data: unknown, headers: Record<string, string>) =>
    page.request.post(`${demo.funnelUrl}checkout`, { data, headers });
  expect((await post(wish, { origin: "https://evil.example" })).status()).toBe(405);
  const { origin } = new URL(demo.funnelUrl);
  expect((await post({ ...wish, card: "../../x" }, { origin })).status()).toBe(400);
  expect((await page.request.get(`${demo.funnelUrl}checkout/..%2fcustomers`)).status()).toBe(404);
});
