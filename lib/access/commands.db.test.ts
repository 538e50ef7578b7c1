import { and, asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { projects } from "@/db/schema/projects";
import { supportActions } from "@/db/schema/subscriptions";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { database, read } from "@/lib/core/database";
import { newId, parseId, showId } from "@/lib/core/ids";
import { findCustomer } from "@/lib/customers/customer";
import { archiveEntitlement } from "@/lib/entitlements/commands";
import { makeAccess } from "@/tests/catalogue";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import { extendGrant, grantEntitlement, revokeGrant, transferGrant } from "./commands";
import { getGrant } from "./queries";

const hours = (n: number) => new Date(testNow.getTime() + n * 3_600_000);
const at = (ctx: Ctx, now: Date): Ctx => ({ ...ctx, clock: fixedClock(now) });
const refusedUntil = { code: "invalid", fields: { until: expect.any(String) } };

async function makeGrant() {
  const made = await makeAccess();
  const { grantId: grant } = await grantEntitlement(made.ctx, { ...made.asked, duration: "weekly" });
  return { ...made, grant, one: { customer: made.customer, grant } };
}

const eventsOf = (ctx: Ctx, profileId: string) =>
  read(ctx, (tx) =>
    tx
      .select({ type: domainEvents.type, payload: domainEvents.payload })
      .from(domainEvents)
      .where(and(eq(domainEvents.projectId, ctx.projectId), eq(domainEvents.profileId, profileId)))
      .orderBy(asc(domainEvents.sequence)),
  );

const actsOf = (ctx: Ctx) =>
  read(ctx, (tx) =>
    tx
      .select()
      .from(supportActions)
      .where(eq(supportActions.projectId, ctx.projectId))
      .orderBy(asc(supportActions.id)),
  );

describe("grantEntitlement", () => {
  it("opens it until the end, with a fact, a support action and an audit entry", async () => {
    const { ctx, asked, access, key, profile } = await makeAccess();
    expect(await access()).toEqual([]);
    const given = { ...asked, duration: "three_day", reason: "Outage", comment: "Was polite" } as const;
    const { grantId } = await grantEntitlement(ctx, given);
    expect(await access()).toMatchObject([
      {
        entitlement: { key },
        isActive: true,
        until: hours(72),
        because: { kind: "grant", id: parseId("grant", grantId) },
      },
    ]);
    expect(await access(hours(71.9))).toMatchObject([{ isActive: true }]);
    expect(await access(hours(72))).toMatchObject([{ isActive: false, until: hours(72) }]);
    expect(await eventsOf(ctx, profile.id)).toEqual([
      {
        type: "entitlement.granted",
        payload: {
          grant_id: grantId,
          entitlement: { id: asked.entitlement, key, name: "Premium" },
          expires_at: hours(72).toISOString(),
        },
      },
    ]);
    expect(await actsOf(ctx)).toMatchObject([
      { kind: "grant", profileId: profile.id, reason: "Outage", comment: "Was polite", state: "done" },
    ]);
    expect((await auditOf(ctx)).find(({ action }) => action === "entitlement.grant")).toMatchObject({
      subject: grantId,
      profileId: profile.id,
      details: { reason: "Outage" },
    });
  });

  it("makes none that ends within two hours of an active one, and one that ends later", async () => {
    const { ctx, asked, access } = await makeAccess();
    const grant = (until: Date) => grantEntitlement(ctx, { ...asked, until: until.toISOString() });
    const first = await grant(hours(48));
    expect(await grant(hours(50))).toEqual(first);
    expect(await grant(hours(46))).toEqual(first);
    expect(await grant(hours(50.1))).not.toEqual(first);
    const forLife = await grantEntitlement(ctx, { ...asked, duration: "lifetime" });
    expect(await grantEntitlement(ctx, { ...asked, duration: "lifetime" })).toEqual(forLife);
    expect((await access())[0]?.sources).toHaveLength(3);
    expect((await access())[0]).toMatchObject({ until: null });
    await revokeGrant(ctx, { customer: asked.customer, grant: first.grantId });
    expect(await grant(hours(44))).not.toEqual(first);
  });

  it("has one effect for a key, which then is of this action alone", async () => {
    const { ctx, asked, customer, access } = await makeAccess();
    const run = () => grantEntitlement(ctx, { ...asked, duration: "daily", key: "the key of a grant" });
    const answers = await Promise.all(Array.from({ length: 8 }, run));
    expect(new Set(answers.map(({ grantId }) => grantId)).size).toBe(1);
    const grant = answers[0]?.grantId ?? "";
    await revokeGrant(ctx, { customer, grant, key: "the key of its end" });
    expect(await run()).toEqual({ grantId: grant });
    expect(await access()).toMatchObject([{ isActive: false }]);
    expect(await actsOf(ctx)).toHaveLength(2);
    const another = await makeProfile(ctx);
    const reused = grantEntitlement(ctx, {
      ...asked,
      customer: showId("profile", another.id),
      duration: "daily",
      key: "the key of a grant",
    });
    await expect(reused).rejects.toMatchObject({ code: "conflict", fields: { key: expect.any(String) } });
    const wider = grantEntitlement(ctx, { ...asked, duration: "lifetime", key: "the key of a grant" });
    await expect(wider).rejects.toMatchObject({ code: "idempotency_mismatch" });
    expect(JSON.stringify(await actsOf(ctx))).not.toContain("the key of a grant");
  });

  it("needs one end that lies ahead, and an entitlement that is not archived", async () => {
    const { ctx, asked, entitlementId } = await makeAccess();
    const until = hours(1).toISOString();
    for (const bad of [
      {},
      { until, duration: "daily" as const },
      { until: testNow.toISOString() },
      { until: "2226-01-01T00:00:00Z" },
      { until: "tomorrow" },
    ])
      await expect(grantEntitlement(ctx, { ...asked, ...bad })).rejects.toMatchObject(refusedUntil);
    for (const [field, value] of [
      ["reason", "x".repeat(257)],
      ["comment", "x".repeat(2_049)],
      ["key", "é"],
    ] as const)
      await expect(grantEntitlement(ctx, { ...asked, until, [field]: value })).rejects.toMatchObject({
        code: "invalid",
        fields: { [field]: expect.any(String) },
      });
    await archiveEntitlement(ctx, { entitlement: entitlementId });
    await expect(grantEntitlement(ctx, { ...asked, until })).rejects.toMatchObject({
      code: "invalid",
      fields: { entitlement: expect.any(String) },
    });
  });

  it("counts from the clock of a sandbox", async () => {
    const { ctx, asked, access } = await makeAccess();
    await database()
      .update(projects)
      .set({ kind: "sandbox", clockAheadMs: 100 * 3_600_000 })
      .where(eq(projects.id, ctx.projectId));
    await grantEntitlement(ctx, { ...asked, duration: "daily" });
    expect(await access()).toMatchObject([{ isActive: true, until: hours(124) }]);
  });
});

describe("revokeGrant", () => {
  it("closes it at once, once", async () => {
    const { ctx, one, access, profile } = await makeGrant();
    await revokeGrant(ctx, { ...one, reason: "Mistake" });
    await revokeGrant(ctx, one);
    expect(await access()).toMatchObject([{ isActive: false, until: testNow }]);
    expect((await eventsOf(ctx, profile.id)).map(({ type }) => type)).toEqual([
      "entitlement.granted",
      "entitlement.revoked",
    ]);
    expect((await auditOf(ctx)).filter(({ action }) => action === "entitlement.revoke")).toHaveLength(1);
  });

  it("is refused once the grant has ended", async () => {
    const { ctx, one } = await makeGrant();
    await expect(revokeGrant(at(ctx, hours(200)), one)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("extendGrant", () => {
  it("counts from the end that stands, and only ever makes it later", async () => {
    const { ctx, one, access } = await makeGrant();
    await extendGrant(ctx, { ...one, duration: "daily" });
    expect(await access()).toMatchObject([{ until: hours(8 * 24) }]);
    const extend = (until: Date) => extendGrant(ctx, { ...one, until: until.toISOString() });
    await expect(extend(hours(24))).rejects.toMatchObject(refusedUntil);
    await extend(hours(300));
    expect(await access()).toMatchObject([{ until: hours(300) }]);
    await extendGrant(ctx, { ...one, duration: "lifetime" });
    await expect(extendGrant(ctx, { ...one, duration: "daily" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("has one effect for a double click, and none for what has ended", async () => {
    const { ctx, one, access } = await makeGrant();
    await Promise.all([1, 2, 3].map(() => extendGrant(ctx, { ...one, duration: "daily", key: "k" })));
    expect(await access()).toMatchObject([{ until: hours(8 * 24) }]);
    const late = extendGrant(at(ctx, hours(300)), { ...one, duration: "daily" });
    await expect(late).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("transferGrant", () => {
  it("ends here and goes on there, in both histories", async () => {
    const { ctx, one, access, profile } = await makeGrant();
    const other = await makeProfile(ctx);
    const to = showId("profile", other.id);
    const { grantId } = await transferGrant(ctx, { ...one, to, reason: "One person" });
    expect(await access()).toMatchObject([{ isActive: false }]);
    expect(await access(testNow, other.id)).toMatchObject([{ isActive: true, until: hours(168) }]);
    expect((await eventsOf(ctx, profile.id)).at(-1)).toMatchObject({
      type: "entitlement.revoked",
      payload: { transferred_to: grantId },
    });
    expect(await eventsOf(ctx, other.id)).toMatchObject([
      { type: "entitlement.granted", payload: { grant_id: grantId, transferred_from: one.grant } },
    ]);
    const acts = (await actsOf(ctx)).filter(({ kind }) => kind === "transfer");
    expect(acts.map(({ profileId, reason }) => [profileId, reason]).sort()).toEqual(
      [profile.id, other.id].map((id) => [id, "One person"]).sort(),
    );
    const audited = (await auditOf(ctx)).filter(({ action }) => action === "entitlement.transfer");
    expect(audited.map(({ profileId }) => profileId).sort()).toEqual([profile.id, other.id].sort());
    const found = await findCustomer(ctx, other.id);
    expect(found && (await getGrant(ctx, found, grantId))).toMatchObject({
      transferredFrom: parseId("grant", one.grant),
    });
  });

  it("has one effect for a key, and is not for the same customer or a stranger's", async () => {
    const { ctx, one, customer, profile, access } = await makeGrant();
    const other = await makeProfile(ctx);
    const to = showId("profile", other.id);
    const [a, b] = await Promise.all([1, 2].map(() => transferGrant(ctx, { ...one, to, key: "k" })));
    expect(a).toEqual(b);
    expect((await access(testNow, other.id))[0]?.sources).toHaveLength(1);
    const young = await makeProfile(ctx, { customerId: profile.id });
    for (const same of [customer, showId("profile", young.id)])
      await expect(transferGrant(ctx, { ...one, to: same })).rejects.toMatchObject({
        code: "invalid",
        fields: { to: expect.any(String) },
      });
    const foreign = await makeProfile(await memberCtx("owner"));
    await expect(transferGrant(ctx, { ...one, to: showId("profile", foreign.id) })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

it("no command is for strangers, growth, other customers or what does not exist", async () => {
  const { ctx, one, asked } = await makeGrant();
  const stranger = await memberCtx("owner");
  const growth = await memberCtx("growth", ctx.projectId);
  const other = showId("profile", (await makeProfile(ctx)).id);
  const third = showId("profile", (await makeProfile(ctx)).id);
  const runs = [
    (who: Ctx, customer: string) => revokeGrant(who, { ...one, customer }),
    (who: Ctx, customer: string) => extendGrant(who, { ...one, customer, duration: "daily" }),
    (who: Ctx, customer: string) => transferGrant(who, { ...one, customer, to: third }),
  ];
  for (const run of runs) {
    await expect(run(stranger, one.customer)).rejects.toMatchObject({ code: "not_found" });
    await expect(run(growth, one.customer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(run(ctx, other)).rejects.toMatchObject({ code: "not_found" });
  }
  const grant = (who: Ctx, more = {}) => grantEntitlement(who, { ...asked, duration: "daily", ...more });
  await expect(grant(stranger)).rejects.toMatchObject({ code: "not_found" });
  await expect(grant(growth)).rejects.toMatchObject({ code: "forbidden" });
  const unknown = showId("entitlement", newId(testNow));
  await expect(grant(ctx, { entitlement: unknown })).rejects.toMatchObject({ code: "not_found" });
});
