import { expect, type Page } from "@playwright/test";

/** A headless browser says that it is a program, and would be counted as a bot. */
export const person = {
  userAgent:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
};

const answers = ["Stay asleep", "5 to 6", "Reading", "Once", "35-44"];

/** Clicks through the sample funnel, as far as the email step or to its end. */
export async function walkQuiz(page: Page, url: string, email?: string): Promise<void> {
  await page.goto(url);
  for (const answer of answers) await page.getByText(answer, { exact: true }).click();
  if (!email) return;
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Show my plan" }).click();
}

/** Opens the sample funnel and gives these inputs, as its page would: quicker than to walk it. */
export async function giveInputs(page: Page, url: string, inputs: Record<string, string>): Promise<void> {
  await page.goto(url);
  await page.evaluate((given) => {
    for (const [key, value] of Object.entries(given)) Reflect.get(window, "fox").inputs.set(key, value);
  }, inputs);
}

/** Looks for an email on the customers list until the visit has arrived there, and opens its customer. */
export async function openCustomer(page: Page, project: string, email: string): Promise<void> {
  const row = page.getByRole("row", { name: email }).getByRole("link").first();
  await expect(async () => {
    await page.goto(`/${project}/customers?email=${encodeURIComponent(email)}`);
    await expect(row).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await row.click();
  await expect(page.getByRole("heading", { level: 1, name: email })).toBeVisible();
}
