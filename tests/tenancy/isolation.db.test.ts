import { sql } from "drizzle-orm";
import { type AnyPgTable, getTableConfig } from "drizzle-orm/pg-core";
import { beforeAll, expect, test } from "vitest";
import * as schema from "@/db/schema";
import { recordAudit } from "@/lib/core/audit";
import type { Ctx } from "@/lib/core/ctx";
import { database, inSystem, read, write } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { addBillingRows } from "../billing-rows";
import { addExchangeRows } from "../exchange-rows";
import { memberCtx, testNow } from "../factories";
import { makeFunnel, makeProfile, makeSession } from "../visits";
import { addCustomerWorkRows } from "./customer-work-rows";

const protectedTables: AnyPgTable[] = [
  schema.auditLog,
  schema.funnels,
  schema.funnelDays,
  schema.erasedVisits,
  schema.profiles,
  schema.profileFunnels,
  schema.profileIntegrations,
  schema.attributes,
  schema.consents,
  schema.sessions,
  schema.sessionEvents,
  schema.sessionAnswers,
  schema.domainEvents,
  schema.notes,
  schema.noteVersions,
  schema.attributeChanges,
  schema.tags,
  schema.merges,
  schema.mergedProfiles,
  schema.duplicatePairs,
  schema.duplicateDecisions,
  schema.blockedIds,
  schema.exports,
  schema.exportParts,
  schema.erasures,
  schema.erasureProfiles,
  schema.suppressions,
  schema.idempotencyKeys,
  schema.auditSeals,
  schema.products,
  schema.entitlements,
  schema.productEntitlements,
  schema.pricePoints,
  schema.pricePointVersions,
  schema.offerings,
  schema.packages,
  schema.offeringOverrides,
  schema.paymentMethods,
  schema.subscriptions,
  schema.supportActions,
  schema.entitlementGrants,
  schema.orders,
  schema.chargeAttempts,
  schema.transactions,
  schema.refunds,
  schema.disputes,
  schema.integrations,
  schema.webhookEndpoints,
  schema.webhookMessages,
  schema.webhookDeliveries,
  schema.deliveryAttempts,
  schema.webhookReplays,
  schema.inboundEvents,
  schema.inboundFacts,
  schema.providerCustomers,
  schema.inboundRefusals,
  schema.providerProducts,
  schema.reprocessRuns,
  schema.sandboxCharges,
  schema.sandboxRefunds,
];
const named = protectedTables.map((table) => [getTableConfig(table).name, table] as const);

let own: Ctx;
let foreign: Ctx;

beforeAll(async () => {
  own = await memberCtx("owner");
  foreign = await memberCtx("owner");
  for (const ctx of [own, foreign]) await oneRowInEachTable(ctx);
});

test("the list of protected tables is the catalogue's", async () => {
  const forced = await database().execute(
    sql`select relname::text as name from pg_class where relforcerowsecurity order by 1`,
  );
  expect(forced.map(({ name }) => name)).toEqual(named.map(([name]) => name).sort());
});

test.each(named)("%s: a query that forgot its predicate sees its own project only", async (_, table) => {
  const seen = await read(own, (tx) =>
    tx.execute<{ project_id: string }>(sql`select project_id from ${table}`),
  );
  expect(seen.length).toBeGreaterThan(0);
  expect(new Set(seen.map((row) => row.project_id))).toEqual(new Set([own.projectId]));
});

test.each(named)("%s: a transaction that named no project sees nothing", async (_, table) => {
  expect(await database().execute(sql`select 1 from ${table}`)).toHaveLength(0);
});

test.each(named)("%s: the scope ends with its transaction, also on the same connection", async (_, table) => {
  await database().transaction(async (tx) => {
    await tx.execute(sql`select use_project(${own.projectId}::uuid)`);
  });
  const after = await database().transaction((tx) => tx.execute(sql`select 1 from ${table}`));
  expect(after).toHaveLength(0);
});

test("naming a project takes the system scope away, and the other way round", async () => {
  const counts = await inSystem(async (tx) => {
    const every = await tx.execute(sql`select distinct project_id from profiles`);
    await tx.execute(sql`select use_project(${own.projectId}::uuid)`);
    const one = await tx.execute(sql`select distinct project_id from profiles`);
    return [every.length, one.length];
  });
  expect(counts[0]).toBeGreaterThan(1);
  expect(counts[1]).toBe(1);
});

test.each(named.filter(([name]) => !["audit_log", "audit_seals", "transactions", "refunds"].includes(name)))(
  "%s: a foreign row cannot be changed or deleted without a predicate",
  async (_, table) => {
    const before = await countOf(foreign, table);
    await expect(
      write(own.projectId, async (tx) => {
        await tx.execute(sql`set constraints all deferred`);
        await tx
          .execute(sql`update ${table} set project_id = project_id where project_id = ${foreign.projectId}`)
          .then((changed) => {
            expect(changed.count).toBe(0);
          });
        const deleted = await tx.execute(sql`delete from ${table} where project_id = ${foreign.projectId}`);
        expect(deleted.count).toBe(0);
        throw new Error("roll back");
      }),
    ).rejects.toThrow("roll back");
    expect(await countOf(foreign, table)).toBe(before);
  },
);

test("a row cannot be written into another project", async () => {
  await expect(
    write(own.projectId, (tx) =>
      tx.insert(schema.funnels).values({
        projectId: foreign.projectId,
        id: newId(testNow),
        alias: "intruder",
        environment: "production",
        firstSeenAt: testNow,
        lastSeenAt: testNow,
      }),
    ),
  ).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("a row cannot point at another project's row, even where row-level security does not look", async () => {
  const { id: profileId } = await makeProfile(foreign);
  const { id: funnelId } = await makeFunnel(own);
  await expect(makeSession(own, { profileId, funnelId })).rejects.toMatchObject({ cause: { code: "23503" } });
});

async function countOf(ctx: Ctx, table: AnyPgTable): Promise<number> {
  return (
    await read(ctx, (tx) => tx.execute(sql`select 1 from ${table} where project_id = ${ctx.projectId}`))
  ).length;
}

async function oneRowInEachTable(ctx: Ctx): Promise<void> {
  const { projectId } = ctx;
  const pair = [(await makeProfile(ctx)).id, (await makeProfile(ctx)).id].toSorted() as [string, string]; // of two
  const [profileId] = pair;
  const { id: funnelId } = await makeFunnel(ctx);
  const { id: sessionId } = await makeSession(ctx, { profileId, funnelId });
  const of = { projectId, profileId };
  const seen = { environment: "production", occurredAt: testNow, receivedAt: testNow } as const;
  await write(projectId, async (tx) => {
    await tx
      .insert(schema.sessionEvents)
      .values({ ...of, ...seen, sessionId, id: newId(testNow), name: "screen_presented" });
    await tx
      .insert(schema.sessionAnswers)
      .values({ ...of, sessionId, key: "age", value: "30", answeredAt: testNow });
    await tx
      .insert(schema.profileFunnels)
      .values({ ...of, funnelId, environment: "production", profileCreatedAt: testNow });
    await tx.insert(schema.profileIntegrations).values({
      ...of,
      provider: "stripe",
      environment: "production",
      profileCreatedAt: testNow,
      firstSeenAt: testNow,
    });
    await tx
      .insert(schema.attributes)
      .values({ ...of, key: "plan", value: "gold", source: "funnel", updatedAt: testNow });
    await tx.insert(schema.consents).values({
      ...of,
      id: newId(testNow),
      purpose: "marketing",
      state: "granted",
      source: "funnel",
      occurredAt: testNow,
      receivedAt: testNow,
    });
    const eventId = newId(testNow);
    await tx.insert(schema.domainEvents).values({
      ...of,
      ...seen,
      id: eventId,
      type: "profile.created",
      sequence: 1,
      actorKind: "visitor",
      actorId: profileId,
      payload: { user_id: null },
    });
    await tx.insert(schema.funnelDays).values({
      projectId,
      funnelId,
      environment: "production",
      day: "2026-11-20",
      dimension: "total",
      value: "",
      visits: 1,
      positionSum: 0,
      countedAt: testNow,
    });
    await tx.insert(schema.erasedVisits).values({
      projectId,
      funnelId,
      environment: "production",
      day: "2026-11-20",
      dimension: "total",
      value: "",
      visits: 1,
      positionSum: 0,
    });
    await recordAudit(tx, ctx, "test.write", [{ subject: "test" }]);
    await addCustomerWorkRows(tx, ctx, pair);
    await addBillingRows(tx, ctx, { profileId, sessionId });
    await addExchangeRows(tx, ctx, { profileId, eventId });
  });
}
