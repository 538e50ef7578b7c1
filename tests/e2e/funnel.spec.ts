import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { person, walkQuiz } from "./quiz";

test("a funnel shows visits per day, where people leave and the shares, and counts a new visit within seconds", async ({
  demo,
  openPage,
  signedInAs,
}) => {
  await walkQuiz(await openPage(person), `${demo.funnelUrl}`);
  const page = await signedInAs("viewer", "/funnels");
  await expect(page.getByRole("table", { name: /^Funnels/ })).toContainText("sleep-check");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Sleep check" }).click();
  await page.waitForURL("**/funnels/fun_*");
  const table = page.getByRole("table", { name: /^Screens/ });
  await expect(async () => {
    await page.reload();
    await expect(table).toContainText("habits", { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByText(/as of/)).toBeVisible();
  await expect(page.getByRole("list", { name: "Device" })).toContainText("%");
  await expectAccessible(page);

  const before = Number(
    await table
      .getByRole("row", { name: /goal/ })
      .getByRole("cell")
      .nth(3)
      .textContent()
      .then((text) => text?.split(" ")[0]),
  );
  await walkQuiz(await openPage(person), `${demo.funnelUrl}`);
  await expect(async () => {
    await page.reload();
    const now = await table.getByRole("row", { name: /goal/ }).getByRole("cell").nth(3).textContent();
    expect(Number(now?.split(" ")[0])).toBeGreaterThan(before);
  }).toPass({ timeout: 30_000 });

  await page.getByRole("link", { name: "7 days" }).click();
  await page.waitForURL("**days=7**");
  await expect(page.getByText("visits, 7 days")).toBeVisible();
  await page.getByRole("link", { name: "Show preview data" }).click();
  await page.waitForURL("**preview=1**");
});
