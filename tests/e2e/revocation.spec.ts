import { expect, test } from "./instance-test";

test.use({ instanceName: "revocation", provoked: [/status of 404/] });

test("whoever is removed from a project is a stranger at the next request", async ({
  instance,
  project,
  pageOf,
}) => {
  const page = await pageOf("vera");
  const [person] = await instance.sql`select user_id from auth_accounts where provider_account_id = 'vera'`;
  await instance.sql`insert into members (project_id, user_id, role, created_at)
    select id, ${person?.user_id}, 'admin', created_at from projects where slug = ${project}`;
  const status = async (path: string) => (await page.request.get(`/${project}${path}`)).status();
  expect(await status("/settings/audit")).toBe(200);

  await instance.sql`update members set role = 'viewer' where user_id = ${person?.user_id}`;
  expect(await status("/settings/audit")).toBe(403);
  expect(await status("/customers")).toBe(200);

  await instance.sql`delete from members where user_id = ${person?.user_id}`;
  expect(await status("/customers")).toBe(404);
});

test("a session that was ended opens nothing at the next request", async ({ instance, project, pageOf }) => {
  const page = await pageOf("anna", `/${project}/customers`);
  const [person] = await instance.sql`select user_id from auth_accounts where provider_account_id = 'anna'`;
  await instance.sql`delete from auth_sessions where user_id = ${person?.user_id}`;
  const answer = await page.request.get(`/${project}/customers`, { maxRedirects: 0 });
  expect(answer.status()).toBe(307);
  expect(answer.headers().location).toContain("/sign-in");
});

test("a damaged session cookie is nobody's", async ({ instance, project, request }) => {
  const damaged = [
    "",
    "x",
    "%00",
    "../../etc/passwd",
    "a".repeat(8_000),
    '"; drop table members',
    "é".repeat(40),
  ];
  for (const value of damaged) {
    const cookie = `dossier.session=${encodeURIComponent(value)}`;
    const answer = await request.get(`${instance.appUrl}/${project}/customers`, {
      headers: { cookie },
      maxRedirects: 0,
    });
    expect(answer.status(), value.slice(0, 20)).toBe(307);
    expect(answer.headers().location).toContain("/sign-in");
  }
});
