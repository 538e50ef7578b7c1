import { describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, write } from "@/lib/core/database";
import { deriveId, showId } from "@/lib/core/ids";
import { getCustomerByAnyId } from "@/lib/customers/any-id";
import { getCustomer } from "@/lib/customers/customer";
import { keepIdentifier } from "@/lib/search/keep-identifier";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { factsOf, makeProfile, minutesAgo } from "@/tests/visits";
import { findHolders } from "./change-identity";
import { addAlias, blockId, identifyCustomer, updateCustomer } from "./commands";

const shown = (profile: { id: string }) => showId("profile", profile.id);
const anonymous = (last: string) => `$RCAnonymousID:${last.padStart(32, "0")}`;

async function withAlias(ctx: Ctx, value: string, values = {}) {
  const profile = await makeProfile(ctx, values);
  const customer = await getCustomer(ctx, shown(profile));
  await inSystem((tx) => keepIdentifier({ ...ctx, tx }, customer.latest, "app_user_id", value, testNow));
  return profile;
}

describe("identifyCustomer", () => {
  it("gives an id that nobody has to the anonymous customer, by profile id or by RevenueCat's", async () => {
    const ctx = await memberCtx("support");
    const visitor = await makeProfile(ctx);
    const done = await identifyCustomer(ctx, { current: shown(visitor), appUserId: "usr_1" });
    expect(done).toEqual({ outcome: "alias", customerId: shown(visitor), mergeId: null });
    expect((await getCustomerByAnyId(ctx, "usr_1")).userId).toBe("usr_1");
    const app = await withAlias(ctx, anonymous("a"));
    await identifyCustomer(ctx, { current: anonymous("a"), appUserId: "usr_2" });
    expect((await getCustomerByAnyId(ctx, "usr_2")).id).toBe(app.id);
    expect((await auditOf(ctx)).map((row) => row.action)).toEqual(["customer.identify", "customer.identify"]);
    expect((await factsOf(ctx)).map((fact) => fact.type)).toEqual(["profile.updated", "profile.updated"]);
  });

  it("merges an anonymous customer into one who has no anonymous id yet", async () => {
    const ctx = await memberCtx("support");
    const known = await makeProfile(ctx, { createdAt: minutesAgo(9) });
    await updateCustomer(ctx, { customer: shown(known), userId: "usr_1" });
    await withAlias(ctx, anonymous("b"));
    const done = await identifyCustomer(ctx, { current: anonymous("b"), appUserId: "usr_1" });
    expect(done).toMatchObject({ outcome: "merge", customerId: shown(known), mergeId: expect.any(String) });
    expect((await getCustomerByAnyId(ctx, anonymous("b"))).id).toBe(known.id);
    expect(await identifyCustomer(ctx, { current: anonymous("b"), appUserId: "usr_1" })).toMatchObject({
      outcome: "unchanged",
    });
  });

  it("joins nothing where the other has an anonymous id already, or where the present id is identified", async () => {
    const ctx = await memberCtx("support");
    const known = await withAlias(ctx, anonymous("c"));
    await updateCustomer(ctx, { customer: shown(known), userId: "usr_1" });
    const other = await withAlias(ctx, anonymous("d"));
    expect(await identifyCustomer(ctx, { current: anonymous("d"), appUserId: "usr_1" })).toMatchObject({
      outcome: "switch",
      customerId: shown(known),
    });
    expect((await getCustomer(ctx, shown(other))).profileIds).toHaveLength(1);
    const made = await identifyCustomer(ctx, { current: "usr_1", appUserId: "usr_9" });
    expect(made.outcome).toBe("switch");
    expect(made.customerId).not.toBe(shown(known));
    const guessed = deriveId("app user id", ctx.projectId, "production", "usr_9");
    expect(made.customerId, "tells nobody whose it is").not.toBe(showId("profile", guessed));
    expect((await getCustomerByAnyId(ctx, "usr_9")).userId).toBe("usr_9");
    expect(await identifyCustomer(ctx, { current: "usr_1", appUserId: "usr_9" })).toMatchObject({
      outcome: "switch",
      customerId: made.customerId,
    });
  });

  it("refuses blocked ids, unknown customers, strangers and those who may not merge", async () => {
    const ctx = await memberCtx("owner");
    const visitor = await makeProfile(ctx);
    await blockId(ctx, { value: "qa" });
    for (const appUserId of ["null", "qa", "a/b"])
      await expect(identifyCustomer(ctx, { current: shown(visitor), appUserId })).rejects.toMatchObject({
        code: "invalid",
        fields: { appUserId: expect.any(String) },
      });
    const stranger = await memberCtx("owner");
    const input = { current: shown(visitor), appUserId: "usr_1" };
    await expect(identifyCustomer(stranger, input)).rejects.toMatchObject({ code: "not_found" });
    const growth = await memberCtx("growth", ctx.projectId);
    await expect(identifyCustomer(growth, input)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("addAlias", () => {
  it("adds an id once, and offers the merge where another customer has it", async () => {
    const ctx = await memberCtx("growth");
    const one = await makeProfile(ctx);
    const other = await makeProfile(ctx);
    await addAlias(ctx, { customer: shown(one), appUserId: "app-1" });
    await addAlias(ctx, { customer: shown(one), appUserId: "app-1" });
    expect((await getCustomerByAnyId(ctx, "app-1")).id).toBe(one.id);
    expect(await auditOf(ctx)).toHaveLength(1);
    expect(await factsOf(ctx)).toMatchObject([{ type: "profile.updated", payload: { alias: "app-1" } }]);
    const taken = addAlias(ctx, { customer: shown(other), appUserId: "app-1" });
    await expect(taken).rejects.toMatchObject({ code: "conflict", fields: { other: shown(one) } });
    await expect(addAlias(ctx, { customer: shown(other), appUserId: "" })).rejects.toMatchObject({
      code: "invalid",
      fields: { appUserId: expect.any(String) },
    });
    const stranger = await memberCtx("owner");
    await expect(addAlias(stranger, { customer: shown(one), appUserId: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
    const viewer = await memberCtx("viewer", ctx.projectId);
    await expect(addAlias(viewer, { customer: shown(one), appUserId: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

it("sees a name behind however many anonymous ones", async () => {
  const ctx = await memberCtx("support");
  const busy = await withAlias(ctx, anonymous("0"));
  for (let index = 1; index <= 210; index++)
    await addAlias(ctx, { customer: shown(busy), appUserId: anonymous(`${index}`) });
  // The list of names ends before this one.
  await addAlias(ctx, { customer: shown(busy), appUserId: "known-app" });
  const done = await identifyCustomer(ctx, { current: shown(busy), appUserId: "usr_other" });
  expect(done.outcome).toBe("switch");
});

describe("50 requests at once for one id", () => {
  const outcomes = async (asked: Promise<unknown>[]) => {
    const settled = await Promise.allSettled(asked);
    return settled.map((one) =>
      one.status === "rejected" ? Reflect.get(Object(one.reason), "code") : "done",
    );
  };
  const holdersOf = (ctx: Ctx, value: string) =>
    write(ctx.projectId, (tx) => findHolders({ ...ctx, tx }, "production", value));

  it("give it to one customer as their User ID", async () => {
    const ctx = await memberCtx("support");
    const people = await Promise.all(Array.from({ length: 50 }, () => makeProfile(ctx)));
    const codes = await outcomes(
      people.map((one) => updateCustomer(ctx, { customer: shown(one), userId: "usr_wanted" })),
    );
    expect(codes.toSorted()).toEqual([...Array(49).fill("conflict"), "done"]);
    expect(await holdersOf(ctx, "usr_wanted")).toHaveLength(1);
  });

  it("give it to one customer whichever way they ask", async () => {
    const ctx = await memberCtx("support");
    const people = await Promise.all(Array.from({ length: 50 }, () => makeProfile(ctx)));
    const codes = await outcomes(
      people.map((one, at) => {
        const customer = shown(one);
        if (at % 3 === 0) return updateCustomer(ctx, { customer, userId: "usr_wanted" });
        if (at % 3 === 1) return addAlias(ctx, { customer, appUserId: "usr_wanted" });
        return identifyCustomer(ctx, { current: customer, appUserId: "usr_wanted" });
      }),
    );
    expect(new Set(codes)).toEqual(new Set(["done", "conflict"]));
    expect(await holdersOf(ctx, "usr_wanted")).toHaveLength(1);
  });
});
