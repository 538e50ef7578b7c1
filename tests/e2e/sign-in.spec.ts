import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { expect, people, test } from "./instance-test";

test.use({ provoked: [/status of 404/] });

async function chooseAgain(page: Page, name: string): Promise<void> {
  await page.locator("button[name=provider]").first().click();
  await page.getByRole("button", { name }).click();
}

test("a deep link survives the sign-in, with its query", async ({ project, pageOf }) => {
  const path = `/${project}/settings/members?from=mail&x=%2F`;
  const page = await pageOf("anna", path);
  await expect(page).toHaveURL(path);
});

test("signing in works without JavaScript", async ({ project, pageOf }) => {
  const page = await pageOf("anna", `/${project}/settings/members`, { javaScriptEnabled: false });
  await expect(page).toHaveURL(`/${project}/settings/members`);
  await expect(page.getByRole("cell", { name: people.anna.email })).toBeVisible();
});

test("a return path that leads elsewhere is forgotten", async ({ instance, project, openPage }) => {
  for (const next of ["//evil.example/x", "https://evil.example/", "/\\evil.example", "/\t/evil.example"]) {
    const page = await openPage({ baseURL: instance.appUrl });
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await chooseAgain(page, people.anna.name);
    await page.waitForURL(`${instance.appUrl}/${project}/**`);
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await expect(page).toHaveURL(new RegExp(`^${instance.appUrl}/${project}/`));
  }
});

test("an address that the provider has not verified signs nobody in, and another account may be tried", async ({
  instance,
  project,
  openPage,
}) => {
  const page = await openPage({ baseURL: instance.appUrl });
  await page.goto(`/${project}/settings/members`);
  await chooseAgain(page, people.mallory.name);
  await expect(page.getByRole("alert").getByText("has not verified")).toBeVisible();
  await expectAccessible(page);
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("dossier.session");
  expect(await instance.sql`select 1 from auth_accounts where provider_account_id = 'mallory'`).toHaveLength(
    0,
  );

  await chooseAgain(page, people.anna.name);
  await expect(page).toHaveURL(`/${project}/settings/members`);
});

test("coming back from the provider while signed in never links: it is the other person from then on", async ({
  instance,
  project,
  pageOf,
}) => {
  const page = await pageOf("anna", `/${project}/settings/project`);
  const [before] = (await page.context().cookies()).filter(({ name }) => name === "dossier.session");
  await page.goto("/sign-in?error=again");
  await chooseAgain(page, people.twin.name);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Ask for an invitation" })).toBeVisible();

  const accounts = await instance.sql<{ user_id: string; provider: string; provider_account_id: string }[]>`
    select user_id, provider, provider_account_id from auth_accounts where provider_account_id in ('anna', 'twin')`;
  expect(new Set(accounts.map(({ user_id }) => user_id)).size).toBe(2);
  expect(accounts.every(({ provider }) => provider === `oidc ${instance.issuer}`)).toBe(true);

  // The session that this browser held before has ended too.
  await page.context().addCookies([{ ...before, name: "dossier.session", value: before?.value ?? "" }]);
  await page.goto(`/${project}/settings/project`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a stranger's callback cannot sign a browser in", async ({ instance, openPage }) => {
  const attacker = await openPage({ baseURL: instance.appUrl });
  const victim = await openPage({ baseURL: instance.appUrl });
  await attacker.goto("/sign-in");
  await attacker.locator("button[name=provider]").first().click();
  await attacker.getByRole("button", { name: people.sam.name }).waitFor();
  let callback = `${attacker.url()}?user=${people.sam.id}`;
  while (!callback.startsWith(`${instance.appUrl}/api/auth/callback/`)) {
    const step = await attacker.request.get(callback, { maxRedirects: 0 });
    callback = new URL(step.headers().location ?? "", callback).href;
  }
  await victim.goto(callback);
  await expect(victim.getByRole("alert").getByText("Signing in did not work")).toBeVisible();
  expect((await victim.context().cookies()).map(({ name }) => name)).not.toContain("dossier.session");
});

test("the cookie is for the server only, and the database holds no token", async ({ instance, pageOf }) => {
  const page = await pageOf("anna");
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === "dossier.session");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", domain: "localhost" });
  const lifeMs = (cookie?.expires ?? 0) * 1000 - Date.now();
  expect(Math.round(lifeMs / 86_400_000)).toBe(7);
  const rows = await instance.sql`select row_to_json(auth_sessions)::text as row from auth_sessions`;
  expect(JSON.stringify(rows)).not.toContain(cookie?.value);
});

test("signing out ends the session on the server, in this browser or everywhere", async ({
  project,
  pageOf,
}) => {
  const path = `/${project}/settings/project`;
  const here = await pageOf("anna", path);
  const there = await pageOf("anna", path);
  const cookies = await here.context().cookies();
  const kept = () =>
    here.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("dossier:")));
  await here.evaluate(() => localStorage.setItem("dossier:recent:somebody:project", "[]"));
  const leave = async (way: string) => {
    await here.getByRole("button", { name: /account of/ }).click();
    await here.getByRole("menuitem", { name: way, exact: way === "Sign out" }).click();
    await here.waitForURL("**/sign-in");
  };
  expect(await kept()).toHaveLength(1);
  await leave("Sign out");
  expect(await kept(), "what it kept of customers").toEqual([]);
  await here.context().addCookies(cookies);
  await here.goto(path);
  await expect(here).toHaveURL(/\/sign-in/);
  await there.reload();
  await expect(there).toHaveURL(path);

  await chooseAgain(here, people.anna.name);
  await here.waitForURL(`**${path}`);
  await leave("Sign out everywhere");
  await there.reload();
  await expect(there).toHaveURL(/\/sign-in/);
});

test("nothing else of Auth.js is open", async ({ instance, request }) => {
  for (const path of [
    "session",
    "csrf",
    "providers",
    "signin",
    "signin/oidc",
    "signout",
    "error",
    "callback/google/x",
  ]) {
    const response = await request.get(`${instance.appUrl}/api/auth/${path}`);
    expect(response.status(), path).toBe(404);
    const posted = await request.post(`${instance.appUrl}/api/auth/${path}`);
    expect([404, 405], path).toContain(posted.status());
  }
});
