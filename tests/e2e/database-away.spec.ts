import { newKey } from "@/lib/api-keys/key-format";
import { expect, test } from "./instance-test";

test.use({
  instanceName: "database-away",
  provoked: [/Failed to load resource|React error #441/],
});
test.describe.configure({ mode: "serial", timeout: 90_000 });

const away = "The database cannot be reached";

test("a page says that the database is away, and comes back by itself", async ({
  instance,
  project,
  pageOf,
}) => {
  const fresh = await pageOf("anna", `/${project}/customers`);
  const inFrame = await pageOf("anna", `/${project}/customers`);
  await expect(inFrame.getByRole("heading", { name: "Customers", exact: true })).toBeVisible();
  await instance.stopDatabase();
  try {
    await fresh.reload();
    await expect(fresh.getByRole("heading", { name: away })).toBeVisible();
    await inFrame.getByRole("link", { name: "Funnels", exact: true }).click();
    await expect(inFrame.getByRole("heading", { name: away })).toBeVisible();
    expect((await fresh.request.get("/api/health")).status()).toBe(503);
    const asked = await fresh.request.get("/api/v1/customers", {
      headers: { authorization: `Bearer ${newKey("sk")}` },
    });
    expect(asked.status()).toBe(503);
    expect(asked.headers()["retry-after"]).toBe("5");
    expect(await asked.json()).toMatchObject({ code: "unavailable" });
  } finally {
    await instance.startDatabase();
  }
  await expect(fresh.getByRole("heading", { name: "Customers", exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await expect(inFrame.getByRole("heading", { name: "Funnels", exact: true })).toBeVisible({
    timeout: 30_000,
  });
});

test("a database that takes no writes signs nobody out", async ({ instance, project, pageOf }) => {
  const { sql } = instance;
  const page = await pageOf("anna", `/${project}/customers`);
  await sql`update auth_sessions set last_used_at = last_used_at - interval '5 minutes'`;
  const cutOthers = () =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'console' and pid <> pg_backend_pid()`;
  await sql`alter database dossier set default_transaction_read_only = on`;
  await cutOthers();
  try {
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("heading", { name: "Customers", exact: true })).toBeVisible({
        timeout: 2_000,
      });
    }).toPass({ timeout: 30_000 });
    const [row] = await sql`
      select count(*)::int as touched from auth_sessions where last_used_at > now() - interval '1 minute'`;
    expect(row).toEqual({ touched: 0 });
  } finally {
    await sql.begin(async (tx) => {
      await tx`set transaction read write`;
      await tx`alter database dossier reset default_transaction_read_only`;
    });
    await cutOthers();
  }
});
