import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { profileIdentifiers } from "@/db/schema/profiles";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { searchCustomers } from "@/lib/customers/search";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { factsOf, makeProfile, minutesAgo } from "@/tests/visits";
import { blockId, decideAgain, keepApart, unblockId, updateCustomer } from "./commands";
import { listBlockedIds } from "./queries";

const shown = (profile: { id: string }) => showId("profile", profile.id);

async function identifiersOf(ctx: Ctx, profileId: string): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx
      .select({ kind: profileIdentifiers.kind, value: profileIdentifiers.value })
      .from(profileIdentifiers)
      .where(
        and(eq(profileIdentifiers.projectId, ctx.projectId), eq(profileIdentifiers.profileId, profileId)),
      ),
  );
  return rows.map((row) => `${row.kind} ${row.value}`).sort();
}

describe("updateCustomer", () => {
  it("changes the email, keeps the old one as an alias that search finds, and leaves audit and event", async () => {
    const ctx = await memberCtx("support");
    const profile = await makeProfile(ctx, { email: "old@example.com" });
    await updateCustomer(ctx, { customer: shown(profile), email: " New@Example.com " });
    const customer = await getCustomer(ctx, shown(profile));
    expect(customer.email).toBe("new@example.com");
    expect(await identifiersOf(ctx, profile.id)).toEqual(["email new@example.com", "email old@example.com"]);
    expect(await searchCustomers(ctx, "old@example")).toMatchObject([{ id: shown(profile), field: "email" }]);
    expect(await auditOf(ctx)).toMatchObject([
      {
        action: "customer.update",
        profileId: profile.id,
        details: { before: { email: "old@example.com" }, after: { email: "new@example.com" } },
      },
    ]);
    expect(await factsOf(ctx)).toMatchObject([
      {
        type: "profile.updated",
        profileId: profile.id,
        payload: { email: "new@example.com", user_id: null, previous: { email: "old@example.com" } },
      },
    ]);
  });

  it("does nothing and sends nothing for the address that is there, and keeps each alias once", async () => {
    const ctx = await memberCtx("support");
    const profile = await makeProfile(ctx, { email: "a@example.com" });
    await updateCustomer(ctx, { customer: shown(profile), email: "A@example.com" });
    expect(await auditOf(ctx)).toEqual([]);
    expect(await factsOf(ctx)).toEqual([]);
    for (const email of ["b@example.com", "a@example.com", "b@example.com"])
      await updateCustomer(ctx, { customer: shown(profile), email });
    expect(await identifiersOf(ctx, profile.id)).toEqual(["email a@example.com", "email b@example.com"]);
  });

  it("beats whatever a browser said before the edit", async () => {
    const ctx = await memberCtx("support");
    const profile = await makeProfile(ctx, { email: "old@example.com", identifiedAt: minutesAgo(5) });
    await updateCustomer(ctx, { customer: shown(profile), email: "new@example.com" });
    const [row] = (await getCustomer(ctx, shown(profile))).profiles;
    expect(row?.identifiedAt).toEqual(testNow);
  });

  it("shows what stands by now instead of overwriting what the editor has not seen", async () => {
    const ctx = await memberCtx("support");
    const profile = await makeProfile(ctx, { email: "first@example.com" });
    const seen = { email: "first@example.com" };
    await updateCustomer(ctx, { customer: shown(profile), email: "second@example.com", seen });
    const late = updateCustomer(ctx, { customer: shown(profile), email: "third@example.com", seen });
    await expect(late).rejects.toMatchObject({ code: "conflict", fields: { email: "second@example.com" } });
    expect((await getCustomer(ctx, shown(profile))).email).toBe("second@example.com");
  });

  it("lets one of twenty edits of the same version through", async () => {
    const ctx = await memberCtx("support");
    const profile = await makeProfile(ctx, { email: "first@example.com" });
    const seen = { email: "first@example.com" };
    const tries = Array.from({ length: 20 }, (_, index) =>
      updateCustomer(ctx, { customer: shown(profile), email: `try${index}@example.com`, seen }),
    );
    const done = await Promise.allSettled(tries);
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await factsOf(ctx)).toHaveLength(1);
  });

  it("sets a user id, but neither one that apps send for nobody, nor a blocked one, nor another customer's", async () => {
    const ctx = await memberCtx("owner");
    const profile = await makeProfile(ctx);
    const other = await makeProfile(ctx);
    await blockId(ctx, { value: "qa-robot", reason: "the test account" });
    for (const userId of ["null", "  Guest ", "a/b", "[object Object]", "qa-robot"])
      await expect(updateCustomer(ctx, { customer: shown(profile), userId })).rejects.toMatchObject({
        code: "invalid",
        fields: { userId: expect.any(String) },
      });
    await updateCustomer(ctx, { customer: shown(other), userId: "usr_1" });
    const taken = updateCustomer(ctx, { customer: shown(profile), userId: "usr_1" });
    await expect(taken).rejects.toMatchObject({ code: "conflict", fields: { other: shown(other) } });
    await updateCustomer(ctx, { customer: shown(profile), userId: "USR_1" });
    expect((await getCustomer(ctx, shown(profile))).userId).toBe("USR_1");
  });

  it("is for those who may change customers, in their own project, and names a bad field", async () => {
    const ctx = await memberCtx("support");
    const profile = await makeProfile(ctx);
    const customer = shown(profile);
    const developer = await memberCtx("developer", ctx.projectId);
    await expect(updateCustomer(developer, { customer, email: "a@example.com" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const stranger = await memberCtx("owner");
    await expect(updateCustomer(stranger, { customer, email: "a@example.com" })).rejects.toMatchObject({
      code: "not_found",
    });
    for (const email of ["", "no address", "a@b\u0000.c", "💥"])
      await expect(updateCustomer(ctx, { customer, email })).rejects.toMatchObject({
        code: "invalid",
        fields: { email: expect.any(String) },
      });
  });
});

describe("keepApart and decideAgain", () => {
  it("is remembered once for both orders, can be taken back, and is audited", async () => {
    const clock = fixedClock(testNow);
    const ctx = { ...(await memberCtx("support")), clock };
    const [one, other] = [await makeProfile(ctx), await makeProfile(ctx)];
    await keepApart(ctx, { customer: shown(one), other: shown(other) });
    await keepApart(ctx, { customer: shown(other), other: shown(one) });
    clock.advance(1_000);
    await decideAgain(ctx, { customer: shown(other), other: shown(one) });
    await decideAgain(ctx, { customer: shown(other), other: shown(one) });
    expect((await auditOf(ctx)).map((row) => row.action)).toEqual([
      "duplicate.keep_apart",
      "duplicate.decide_again",
    ]);
    const stranger = await memberCtx("owner");
    await expect(keepApart(stranger, { customer: shown(one), other: shown(other) })).rejects.toMatchObject({
      code: "not_found",
    });
    const viewer = await memberCtx("viewer", ctx.projectId);
    await expect(keepApart(viewer, { customer: shown(one), other: shown(other) })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("blockId and unblockId", () => {
  it("holds at most 100, each once, and gives an id free again", async () => {
    const ctx = await memberCtx("owner");
    for (let index = 0; index < 100; index++) await blockId(ctx, { value: `robot-${index}` });
    await expect(blockId(ctx, { value: "one more" })).rejects.toMatchObject({
      code: "conflict",
      fields: { value: expect.any(String) },
    });
    await unblockId(ctx, { value: "robot-7" });
    await blockId(ctx, { value: "one more" });
    await expect(unblockId(ctx, { value: "robot-7" })).rejects.toMatchObject({ code: "not_found" });
    const support = await memberCtx("support", ctx.projectId);
    await expect(blockId(support, { value: "x" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(blockId(ctx, { value: " " })).rejects.toMatchObject({
      code: "invalid",
      fields: { value: expect.any(String) },
    });
  });

  it("holds at most 100 when many are blocked at the same moment", async () => {
    const ctx = await memberCtx("owner");
    for (let index = 0; index < 95; index++) await blockId(ctx, { value: `robot-${index}` });
    const asked = Array.from({ length: 20 }, (_, index) => blockId(ctx, { value: `more-${index}` }));
    const settled = await Promise.allSettled(asked);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await listBlockedIds(ctx)).toHaveLength(100);
  });
});
