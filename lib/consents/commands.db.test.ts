import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { consents, domainEvents } from "@/db/schema";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { findCustomer } from "@/lib/customers/customer";
import { listConsents } from "@/lib/customers/facts";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile, minutesAgo } from "@/tests/visits";
import { recordConsent } from "./commands";
import { listConsentLog } from "./queries";

const marketing = { purpose: "marketing", state: "granted", policyVersion: "2026-03" } as const;

async function start() {
  const ctx = await memberCtx("growth");
  const { id } = await makeProfile(ctx, { createdAt: minutesAgo(60) });
  return { ctx, id, customer: showId("profile", id) };
}

const later = (ctx: Ctx): Ctx => ({ ...ctx, clock: fixedClock(new Date(testNow.getTime() + 1000)) });

async function customerOf(ctx: Ctx, id: string) {
  const customer = await findCustomer(ctx, id);
  if (!customer) throw new Error("made a moment ago");
  return customer;
}

const factsOf = (ctx: Ctx) =>
  read(ctx, (tx) =>
    tx
      .select()
      .from(domainEvents)
      .where(eq(domainEvents.projectId, ctx.projectId))
      .orderBy(domainEvents.sequence),
  );

describe("recordConsent", () => {
  it("appends to the log, holds from now on, and leaves audit and event", async () => {
    const { ctx, id, customer } = await start();
    await recordConsent(ctx, { customer, ...marketing });
    await recordConsent(later(ctx), { customer, ...marketing, state: "denied" });
    const found = await customerOf(ctx, id);
    const log = await listConsentLog(ctx, found);
    expect(log.rows.map(({ state, source }) => [state, source])).toEqual([
      ["denied", "console"],
      ["granted", "console"],
    ]);
    expect(await listConsents(ctx, found)).toMatchObject([{ purpose: "marketing", state: "denied" }]);
    expect(found.latest.hasOptedIn).toBe(false);
    expect(await auditOf(ctx)).toMatchObject([
      { action: "consent.record", profileId: id, subject: customer },
      { details: { before: { state: "granted" }, after: { state: "denied" } } },
    ]);
    expect(await factsOf(ctx)).toMatchObject([
      { type: "consent.updated", profileId: id, payload: { purpose: "marketing", state: "granted" } },
      { payload: { purpose: "marketing", state: "denied", policy_version: "2026-03" } },
    ]);
  });

  it("says from where it came, and is the last word although a page is minutes ahead", async () => {
    const { ctx, id, customer } = await start();
    const ahead = new Date(testNow.getTime() + 5 * 60_000);
    await inSystem((tx) =>
      tx.insert(consents).values({
        projectId: ctx.projectId,
        profileId: id,
        id: newId(ahead),
        purpose: "marketing",
        state: "granted",
        source: "funnel",
        occurredAt: ahead,
        receivedAt: testNow,
      }),
    );
    const key = { kind: "api_key", keyId: newId(testNow), scopes: ["customers:write"] } as const;
    await recordConsent({ ...ctx, actor: key }, { customer, purpose: "marketing", state: "denied" });
    expect(await listConsents(ctx, await customerOf(ctx, id))).toMatchObject([
      { state: "denied", source: "api", policyVersion: null },
    ]);
  });

  it("holds for all joined profiles, and is kept with the canonical one", async () => {
    const { ctx, id, customer } = await start();
    const other = await makeProfile(ctx, { customerId: id });
    await recordConsent(ctx, { customer: showId("profile", other.id), ...marketing });
    expect((await listConsentLog(ctx, await customerOf(ctx, other.id))).rows).toMatchObject([
      { profileId: id, purpose: "marketing" },
    ]);
    await recordConsent(ctx, { customer, ...marketing });
    expect(await auditOf(ctx)).toHaveLength(1);
  });

  it("changes nothing when the same was said last", async () => {
    const { ctx, customer } = await start();
    await recordConsent(ctx, { customer, ...marketing });
    await recordConsent(ctx, { customer, ...marketing });
    expect(await factsOf(ctx)).toHaveLength(1);
    expect(await auditOf(ctx)).toHaveLength(1);
  });

  it("is not found for strangers and unknown ids, and refused to roles that only read", async () => {
    const { ctx, customer } = await start();
    const stranger = await memberCtx("owner");
    await expect(recordConsent(stranger, { customer, ...marketing })).rejects.toMatchObject({
      code: "not_found",
    });
    const unknown = showId("profile", newId(testNow));
    await expect(recordConsent(ctx, { customer: unknown, ...marketing })).rejects.toMatchObject({
      code: "not_found",
    });
    const developer = await memberCtx("developer", ctx.projectId);
    await expect(recordConsent(developer, { customer, ...marketing })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it.each([
    ["customer", { customer: "pro_nonsense" }],
    ["purpose", { purpose: " " }],
    ["purpose", { purpose: "x".repeat(65) }],
    ["purpose", { purpose: "a\u0000b" }],
    ["state", { state: "maybe" as "granted" }],
    ["policyVersion", { policyVersion: "x".repeat(65) }],
  ])("names the field %s of bad input", async (field, change) => {
    const { ctx, customer } = await start();
    await expect(recordConsent(ctx, { customer, ...marketing, ...change })).rejects.toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(String) },
    });
  });
});

describe("listConsentLog", () => {
  it("walks pages forward and back, newest first", async () => {
    const { ctx, id, customer } = await start();
    for (const purpose of ["a", "b", "c", "d", "e"])
      await recordConsent(ctx, { customer, purpose, state: "granted" });
    const found = await customerOf(ctx, id);
    const first = await listConsentLog(ctx, found, { limit: 2 });
    const second = await listConsentLog(ctx, found, { limit: 2, cursor: first.nextCursor ?? "" });
    const third = await listConsentLog(ctx, found, { limit: 2, cursor: second.nextCursor ?? "" });
    const purposes = [first, second, third].flatMap((page) => page.rows.map((row) => row.purpose));
    expect(purposes.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
    expect(third.nextCursor).toBeNull();
    const back = await listConsentLog(ctx, found, { limit: 2, cursor: third.previousCursor ?? "" });
    expect(back.rows).toEqual(second.rows);
  });
});
