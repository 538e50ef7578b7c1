import { expectAccessible } from "./axe";
import { expect, people, test } from "./instance-test";

test.use({ instanceName: "members", provoked: [/status of 404/] });

test("an owner invites someone by a link, changes their role and removes them", async ({
  project,
  pageOf,
}) => {
  const path = `/${project}/settings/members`;
  const anna = await pageOf("anna", path);
  await anna.getByRole("button", { name: "Invite", exact: true }).click();
  await anna.getByRole("button", { name: "Make the link" }).click();
  await expect(anna.getByText("Write an email address, such as")).toBeVisible();
  await anna.getByLabel("Email").fill(people.ines.email.toUpperCase());
  await anna.getByRole("radio", { name: /^Support/ }).check();
  await expectAccessible(anna);
  await anna.getByRole("button", { name: "Make the link" }).click();
  const link = await anna.getByLabel("Invitation link").inputValue();
  await expectAccessible(anna);
  await anna.getByRole("button", { name: "Done" }).click();
  await expect(anna.getByRole("row", { name: people.ines.email })).toContainText("Support");

  const sam = await pageOf("sam", new URL(link).pathname);
  await expect(
    sam.getByRole("alert").filter({ hasText: "for another address than sam.stranger@elsewhere.example" }),
  ).toBeVisible();
  await sam.goto(path);
  await expect(sam.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await expectAccessible(sam);

  const ines = await pageOf("ines", new URL(link).pathname);
  await expectAccessible(ines);
  await ines.getByRole("button", { name: "Join Nightleaf" }).click();
  await ines.waitForURL(`**/${project}/customers`);
  await ines.goto(path);
  await expect(ines.getByRole("row", { name: people.ines.email })).toContainText("you");
  await expect(ines.getByRole("button", { name: "Invite", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expect(ines.getByText("Anna Kovač can invite")).toBeVisible();
  await expectAccessible(ines);

  await anna.reload();
  await anna.getByRole("button", { name: "Actions for Ines Alonso" }).click();
  await anna.getByRole("menuitem", { name: "Change role" }).click();
  await anna.getByRole("radio", { name: /^Developer/ }).check();
  await anna.getByRole("button", { name: "Make Developer" }).click();
  await expect(anna.getByRole("row", { name: people.ines.email })).toContainText("Developer");
  await expectAccessible(anna);
  await ines.goto(`/${project}/developers/install`);
  await expect(ines.getByRole("heading", { name: "Install" }).first()).toBeVisible();

  await anna.getByRole("button", { name: "Actions for Ines Alonso" }).click();
  await anna.getByRole("menuitem", { name: "Remove from project" }).click();
  await anna.getByRole("button", { name: "Remove Ines Alonso" }).click();
  await expect(anna.getByText("Ines Alonso was removed")).toBeVisible();
  await expect(anna.getByRole("row", { name: people.ines.email })).toHaveCount(0);
  const gone = await ines.goto(path);
  expect(gone?.status()).toBe(404);
  await ines.goto(new URL(link).pathname);
  await expect(ines.getByRole("alert").filter({ hasText: "used already" })).toBeVisible();
});

test("the last owner is offered no way out, and is told why", async ({ project, pageOf }) => {
  const anna = await pageOf("anna", `/${project}/settings/members`);
  await anna.getByRole("button", { name: "Actions for Anna Kovač" }).click();
  const leave = anna.getByRole("menuitem", { name: "Leave project" });
  await expect(leave).toHaveAttribute("aria-disabled", "true");
  await expect(leave).toContainText("The last owner stays");
});

test("an invitation that was withdrawn lets nobody in", async ({ project, pageOf }) => {
  const anna = await pageOf("anna", `/${project}/settings/members`);
  await anna.getByRole("button", { name: "Invite", exact: true }).click();
  await anna.getByLabel("Email").fill(people.vera.email);
  await anna.getByRole("button", { name: "Make the link" }).click();
  const link = await anna.getByLabel("Invitation link").inputValue();
  await anna.getByRole("button", { name: "Done" }).click();
  await anna.getByRole("button", { name: `Actions for the invitation of ${people.vera.email}` }).click();
  await anna.getByRole("menuitem", { name: "Withdraw invitation" }).click();
  await expect(anna.getByRole("row", { name: people.vera.email })).toHaveCount(0);
  const vera = await pageOf("vera", new URL(link).pathname);
  await expect(vera.getByRole("alert").filter({ hasText: "withdrawn" })).toBeVisible();
});

test("a project is renamed, with a way back; another one is made, and the switcher keeps the section", async ({
  project,
  pageOf,
}) => {
  const anna = await pageOf("anna", `/${project}/settings/project`);
  await anna.getByLabel("Project name").fill("Nightleaf Labs");
  await anna.getByRole("button", { name: "Rename project" }).click();
  await expect(anna.getByRole("button", { name: "Project Nightleaf Labs, switch project" })).toBeVisible();
  await expectAccessible(anna);
  await anna.getByRole("button", { name: "Undo" }).click();
  await expect(anna.getByRole("button", { name: "Project Nightleaf, switch project" })).toBeVisible();

  await anna.goto("/projects/new");
  await expectAccessible(anna);
  await anna.getByLabel("Name").fill("Second Garden");
  await anna.getByRole("button", { name: "Create the project" }).click();
  await anna.waitForURL("**/second-garden/developers/install");
  await anna.goto(`/${project}/settings/members?filter=1`);
  await anna.getByRole("button", { name: "Project Nightleaf, switch project" }).click();
  await expectAccessible(anna);
  await anna.getByRole("link", { name: "Second Garden" }).click();
  await expect(anna).toHaveURL("/second-garden/settings/members");
  // An answer of the project before may still be on its way, and names it as the last one.
  await expect(async () => {
    await anna.goto("/second-garden/settings/members");
    await anna.goto("/");
    await expect(anna).toHaveURL(/\/second-garden\//, { timeout: 1_000 });
  }).toPass();
  await anna.goto("/projects");
  await expectAccessible(anna);
  await expect(anna.getByRole("link", { name: /Nightleaf/ })).toBeVisible();
});

test("the members page fits a phone", async ({ project, pageOf }) => {
  const page = await pageOf("anna", `/${project}/settings/members`, {
    viewport: { width: 360, height: 740 },
  });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
