import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { person, walkQuiz } from "./quiz";

test("the install page shows a visit within five seconds and leads to its customer", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  const page = await signedInAs("developer", "/developers/install");
  await expect(page.getByText(demo.publishableKey).first()).toBeVisible();
  await expect(page.getByText(`${demo.collectorUrl}/dossier.js`).first()).toBeVisible();
  await expectAccessible(page);

  await walkQuiz(await openPage(person), `${demo.funnelUrl}?utm_source=instagram&utm_campaign=install-story`);
  const panel = page.getByRole("region", { name: "Connection" });
  await expect(panel.getByRole("heading", { name: "The visit has arrived" })).toBeVisible({ timeout: 5_000 });
  await expect(panel).toContainText("Sleep check");
  await expectAccessible(page);

  await panel.getByRole("link", { name: "Open the customer" }).click();
  await page.waitForURL("**/customers/pro_*");
  await expect(page.getByText("Visited Sleep check").first()).toBeVisible();
});

test("a support agent is told who may see the install page", async ({ signedInAs, provoked }) => {
  provoked.push(/status of 403/);
  const page = await signedInAs("support", "/developers/install");
  await expect(page.getByText("data-key")).toHaveCount(0);
  await expect(page.getByText("owner", { exact: false }).first()).toBeVisible();
});
