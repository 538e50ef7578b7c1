import { expectAccessible } from "./axe";
import { expect, test } from "./instance-test";

test.use({ instanceName: "audit", provoked: [/status of 40[34]/] });

test("an owner finds who renamed the project, reads before and after, and takes the log out", async ({
  project,
  pageOf,
}) => {
  const anna = await pageOf("anna", `/${project}/settings/project`);
  await anna.getByLabel("Project name").fill("Nightleaf Sleep");
  await anna.getByRole("button", { name: "Rename project" }).click();
  await expect(anna.getByText("Project renamed to Nightleaf Sleep")).toBeVisible();

  await anna.keyboard.press("g");
  await anna.keyboard.press("a");
  await anna.waitForURL(`**/${project}/settings/audit`);
  await anna.getByRole("button", { name: "Filter by what" }).click();
  const menu = anna.getByRole("list", { name: "Filter by what" });
  await menu.getByRole("link", { name: "Project: rename" }).click();
  await anna.waitForURL("**/settings/audit?action=project.rename");
  const row = anna.getByRole("row").nth(1);
  await expect(row).toContainText("Anna");
  await expect(row).toContainText("name: Nightleaf → Nightleaf Sleep");
  await expectAccessible(anna);

  const [download] = await Promise.all([
    anna.waitForEvent("download"),
    anna.getByRole("link", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^audit-log-\d{4}-\d\d-\d\d\.csv$/);

  await row.getByRole("link").click();
  await expect(anna.getByRole("row", { name: "name Nightleaf Nightleaf Sleep" })).toBeVisible();
  await expectAccessible(anna);
  await anna.goto(`/${project}/settings/audit?subject=nobody`);
  await expect(anna.getByRole("heading", { name: "No entry matches" })).toBeVisible();
});
