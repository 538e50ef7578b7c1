import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { openCustomer, person, walkQuiz } from "./quiz";

test("the path of a visit shows each screen in order, its time, its answers and where the person came from", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const email = `path.${Date.now()}@nordpost.example`;
  await walkQuiz(
    await openPage(person),
    `${demo.funnelUrl}?utm_source=tiktok&utm_campaign=path-story`,
    email,
  );
  const page = await signedInAs("growth", "/customers");
  await openCustomer(page, demo.projectSlug, email);
  await page.getByRole("link", { name: /^Visited Sleep check/ }).click();
  await page.waitForURL("**/sessions/ses_*");
  await expect(page.getByText(/^Completed the funnel after/)).toBeVisible();
  const screens = await page.locator("[data-entry] bdi.font-medium").allTextContents();
  expect(screens).toEqual(["goal", "hours", "habits", "wakeups", "age", "email", "final-plan"]);
  const facts = page.getByRole("complementary", { name: "Facts about this visit" });
  await expect(facts).toContainText("path-story");
  await expect(facts).toContainText("Stay asleep");
  await expectAccessible(page);
  await page.keyboard.press("j");
  await expect(page.locator("[data-entry]").first()).toBeFocused();
  await page.getByRole("link", { name: "Open customer" }).click();
  await page.waitForURL("**/customers/pro_*");
});
