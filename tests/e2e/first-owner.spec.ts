import { expectAccessible } from "./axe";
import { expect, people, test } from "./instance-test";

test.use({ instanceName: "first-owner" });

test("the first person who knows the setup token owns the instance, and nobody after", async ({
  instance,
  openPage,
  pageOf,
}) => {
  const visitor = await openPage({ baseURL: instance.appUrl });
  await visitor.goto("/");
  await expect(visitor.getByRole("heading", { name: "You will be the owner" })).toBeVisible();
  await expectAccessible(visitor);

  const anna = await pageOf("anna");
  await expect(anna).toHaveURL("/setup");
  await expectAccessible(anna);
  await anna.getByLabel("Setup token").fill("a guess");
  await anna.getByLabel("First project").fill("Nightleaf");
  await anna.getByRole("button", { name: "Create the project" }).click();
  await expect(anna.getByText("This is not the setup token of this instance")).toBeVisible();
  expect(await instance.sql`select id from projects`).toHaveLength(0);

  await anna.getByLabel("Setup token").fill(instance.setupToken);
  await anna.getByRole("button", { name: "Create the project" }).click();
  await anna.waitForURL("/nightleaf/developers/install");
  await anna.goto("/nightleaf/settings/members");
  await expect(anna.getByRole("row", { name: people.anna.email })).toContainText("Owner");

  const sam = await pageOf("sam", "/setup");
  await expect(sam.getByRole("heading", { name: "Ask for an invitation" })).toBeVisible();
  await expectAccessible(sam);
});
