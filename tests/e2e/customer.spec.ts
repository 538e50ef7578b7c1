import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { openCustomer, person, walkQuiz } from "./quiz";

test("a visitor who gives an email is one customer with a timeline, sessions, ids and answers", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = `mara.${Date.now()}@nordpost.example`;
  const visitor = await openPage(person);
  await walkQuiz(visitor, `${demo.funnelUrl}?utm_source=instagram&utm_campaign=winddown&token=s3cret`, email);
  await expect(visitor.getByRole("heading", { name: "Your plan is ready" })).toBeVisible();

  const page = await signedInAs("support", "/customers");
  await openCustomer(page, demo.projectSlug, email);

  const facts = page.getByRole("complementary", { name: "Facts about this customer" });
  for (const label of ["Customer ID", "User ID", "Email", "Customer since", "Last seen", "Country"]) {
    await expect(facts.getByText(label, { exact: true })).toBeVisible();
  }
  await expect(facts.getByText("IP address is not kept")).toBeVisible();
  await expect(page.getByText("Visited Sleep check, completed it")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Changes" }).click();
  await expect(page.getByText(`Email set to ${email}`)).toBeVisible();

  await page.keyboard.press("2");
  await page.waitForURL("**/sessions");
  await expect(page.getByRole("table")).toContainText("winddown");
  await expect(page.getByRole("table")).not.toContainText("s3cret");
  await page.getByRole("link", { name: "Full URLs" }).click();
  await expect(page.getByRole("table")).toContainText("utm_campaign=winddown");
  await expect(page.getByRole("table")).not.toContainText("s3cret");
  await expectAccessible(page);

  await page.keyboard.press("5");
  await page.waitForURL("**/attribution");
  await expect(page.getByRole("table", { name: "Identifiers" })).toContainText(email);
  await expect(page.getByRole("table", { name: "Answers" })).toContainText("Stay asleep");
  await expect(page.getByRole("listitem").filter({ hasText: "Sleep check" })).toContainText("1 completed");
  await expectAccessible(page);
});

test("what arrives while the page is open is announced by a pill and shown when it is pressed", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = `pill.${Date.now()}@nordpost.example`;
  const visitor = await openPage(person);
  await visitor.goto(`${demo.funnelUrl}`);
  await visitor.evaluate((value) => Reflect.get(window, "fox").inputs.set("email", value), email);
  const page = await signedInAs("owner", "/customers");
  await openCustomer(page, demo.projectSlug, email);
  await expect(page.getByText("left at goal")).toBeVisible();
  await visitor.getByText("Stay asleep", { exact: true }).click();
  await page.getByRole("button", { name: /\d+ new/ }).click({ timeout: 8_000 });
  await expect(page.getByText("left at hours")).toBeVisible();
});

test("unknown ids show the not-found page, at 360 px nothing scrolls sideways", async ({
  demo,
  signedInAs,
  provoked,
}) => {
  provoked.push(/status of 404/);
  const page = await signedInAs("viewer", "/customers", { viewport: { width: 360, height: 780 } });
  for (const path of [
    "customers/pro_00000000000000000000000000",
    "customers/nonsense",
    "customers/pro_00000000000000000000000000/sessions",
    "sessions/ses_00000000000000000000000000",
    "funnels/fun_00000000000000000000000000",
  ]) {
    const answer = await page.goto(`/${demo.projectSlug}/${path}`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  }
  await page.goto(`/${demo.projectSlug}/customers`);
  await page.locator(".row-link").first().click();
  await page.waitForURL("**/customers/pro_*");
  for (const tab of ["", "/sessions", "/attribution"]) {
    await page.goto(page.url().replace(/(pro_\w+).*/, "$1") + tab);
    const overflow = await page.evaluate(() => {
      const body = document.querySelector("#content");
      return body ? body.scrollWidth - body.clientWidth : 0;
    });
    expect(overflow).toBe(0);
  }
});
