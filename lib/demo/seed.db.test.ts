import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { kinCount } from "@/db/demo/kin";
import { apiKeys, members } from "@/db/schema/projects";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { testDatabaseUrl } from "@/tests/database";
import { loadDemoData } from "./load-demo-data";
import { seedCustomers } from "./seed";

const now = new Date("2026-11-20T10:00:00Z");
const issuer = "http://localhost:4219";
const [encryptionKey] = env().encryptionKeys;

async function countIn(projectId: string, table: string): Promise<number> {
  return database().transaction(async (tx) => {
    await tx.execute(sql`select use_project(${projectId}::uuid)`);
    const [row] = await tx.execute(
      sql`select count(*)::int as count from ${sql.identifier(table)} where project_id = ${projectId}`,
    );
    return Number(row?.count);
  });
}

test("the demo has its project, keys, members and customers, and a second start changes nothing", async () => {
  const options = { databaseUrl: testDatabaseUrl(), issuer, encryptionKey, now, customers: 150 };
  const first = await loadDemoData(options);
  expect(first).toMatchObject({ projectSlug: "nightleaf", isNew: true });
  expect(first.publishableKey).toMatch(/^pk_\w{49}$/);
  expect(first.secretKey).toMatch(/^sk_\w{49}$/);
  const second = await loadDemoData({ ...options, now: new Date("2026-11-21T10:00:00Z") });
  expect(second).toEqual({ ...first, isNew: false });
  expect(await countIn(first.projectId, "profiles")).toBe(150 + kinCount);
  for (const table of ["price_points", "subscriptions", "orders", "charge_attempts", "transactions"])
    expect(await countIn(first.projectId, table), table).toBeGreaterThan(0);
  const roles = await database().select().from(members).where(eq(members.projectId, first.projectId));
  expect(roles.map((member) => member.role).sort()).toEqual(
    ["owner", "admin", "support", "growth", "developer", "viewer"].sort(),
  );
  await database()
    .delete(members)
    .where(and(eq(members.projectId, first.projectId), eq(members.role, "viewer")));
  await loadDemoData(options);
  const left = await database().select().from(members).where(eq(members.projectId, first.projectId));
  expect(left.map((member) => member.role)).not.toContain("viewer");
  const keys = await database().select().from(apiKeys).where(eq(apiKeys.projectId, first.projectId));
  expect(keys.map((key) => key.kind).sort()).toEqual(["publishable", "secret"]);
});

test("a seed adds customers to those that are there, and the heavy one has 5,000 entries", async () => {
  const seed = () =>
    seedCustomers({ databaseUrl: testDatabaseUrl(), projectSlug: "seeded", customers: 60, heavy: true, now });
  const { projectId } = await seed();
  expect(await countIn(projectId, "profiles")).toBe(61);
  expect(await countIn(projectId, "session_events")).toBeGreaterThan(5_000);
  await seed();
  expect(await countIn(projectId, "profiles")).toBe(122);
});
