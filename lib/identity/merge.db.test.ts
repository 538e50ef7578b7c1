import { expect, it } from "vitest";
import { erasureProfiles, erasures } from "@/db/schema/privacy";
import { fixedClock } from "@/lib/core/clock";
import { inSystem } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { factsOf, makeProfile, minutesAgo } from "@/tests/visits";
import { mergeCustomers, unmergeCustomers, updateCustomer } from "./commands";

const shown = (profile: { id: string }) => showId("profile", profile.id);

it("joins under the older one, leaves audit and event, and restores both", async () => {
  const clock = fixedClock(testNow);
  const ctx = { ...(await memberCtx("support")), clock };
  const old = await makeProfile(ctx, { createdAt: minutesAgo(60), email: "old@example.com" });
  const young = await makeProfile(ctx, { createdAt: minutesAgo(30), email: "young@example.com" });
  const merged = await mergeCustomers(ctx, {
    customer: shown(young),
    other: shown(old),
    keep: { email: "customer" },
    reason: "same phone",
  });
  expect(merged).toMatchObject({ customerId: shown(old), mergedId: shown(young), profiles: 2 });
  const customer = await getCustomer(ctx, shown(young));
  expect(customer).toMatchObject({ id: old.id, email: "young@example.com", createdAt: old.createdAt });

  clock.advance(1_000);
  const parted = await unmergeCustomers(ctx, { merge: merged.mergeId, reason: "sisters" });
  expect(parted).toEqual({ customerId: shown(old), restoredId: shown(young) });
  expect(await getCustomer(ctx, shown(old))).toMatchObject({ email: "old@example.com" });
  expect(await getCustomer(ctx, shown(young))).toMatchObject({ id: young.id, email: "young@example.com" });

  expect(await auditOf(ctx)).toMatchObject([
    { action: "customer.merge", subject: merged.mergeId, details: { reason: "same phone" } },
    { action: "customer.unmerge", subject: merged.mergeId, details: { reason: "sisters" } },
  ]);
  const payload = { merge_id: merged.mergeId, customer_id: shown(old), profile_ids: [shown(young)] };
  expect(await factsOf(ctx)).toMatchObject([
    { type: "profile.merged", profileId: old.id, payload: { ...payload, merged_id: shown(young) } },
    { type: "profile.unmerged", profileId: old.id, payload: { ...payload, restored_id: shown(young) } },
  ]);
});

it("shows what a person writes after the merge, whatever was chosen in it", async () => {
  const ctx = await memberCtx("support");
  const old = await makeProfile(ctx, { createdAt: minutesAgo(60), email: "old@example.com" });
  const young = await makeProfile(ctx, { email: "young@example.com" });
  await mergeCustomers(ctx, { customer: shown(old), other: shown(young), keep: { email: "other" } });
  const edit = (email: string) => updateCustomer(ctx, { customer: shown(young), email });
  const email = async () => (await getCustomer(ctx, shown(old))).email;
  await edit("old@example.com");
  expect(await email()).toBe("old@example.com");
  await edit("new@example.com");
  expect(await email()).toBe("new@example.com");
});

it("refuses a customer and itself, a pair that is one already, preview with live, and a stranger's", async () => {
  const ctx = await memberCtx("support");
  const one = await makeProfile(ctx, { createdAt: minutesAgo(9) });
  const other = await makeProfile(ctx);
  const preview = await makeProfile(ctx, { environment: "preview" });
  const foreign = await makeProfile(await memberCtx("owner"));
  const merge = (a: { id: string }, b: { id: string }) =>
    mergeCustomers(ctx, { customer: shown(a), other: shown(b) });
  await expect(merge(one, one)).rejects.toMatchObject({ code: "conflict", message: /itself/ });
  await expect(merge(one, preview)).rejects.toMatchObject({ code: "conflict", message: /[Pp]review/ });
  await expect(merge(one, foreign)).rejects.toMatchObject({ code: "not_found" });
  const { mergeId } = await merge(one, other);
  await expect(merge(other, one)).rejects.toMatchObject({ code: "conflict", message: /already/ });
  await unmergeCustomers(ctx, { merge: mergeId });
  await expect(unmergeCustomers(ctx, { merge: mergeId })).rejects.toMatchObject({ code: "conflict" });
  await expect(unmergeCustomers(ctx, { merge: showId("merge", newId(testNow)) })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("asks for a tick where the User IDs differ", async () => {
  const ctx = await memberCtx("support");
  const one = await makeProfile(ctx, { userId: "usr_1", createdAt: minutesAgo(9) });
  const other = await makeProfile(ctx, { userId: "usr_2" });
  const pair = { customer: shown(one), other: shown(other) };
  await expect(mergeCustomers(ctx, pair)).rejects.toMatchObject({
    code: "conflict",
    fields: { samePerson: expect.any(String) },
  });
  await mergeCustomers(ctx, { ...pair, samePerson: true, keep: { userId: "other" } });
  expect(await getCustomer(ctx, shown(one))).toMatchObject({ userId: "usr_2" });
});

it("refuses while one of them is being erased", async () => {
  const ctx = await memberCtx("support");
  const [one, other] = [await makeProfile(ctx), await makeProfile(ctx)];
  const erasureId = newId(testNow);
  await inSystem(async (tx) => {
    await tx.insert(erasures).values({
      projectId: ctx.projectId,
      id: erasureId,
      state: "held",
      actorKind: "system",
      actorId: "test",
      requestedAt: testNow,
      holdUntil: testNow,
      attempts: 0,
      counts: {},
    });
    await tx.insert(erasureProfiles).values({ projectId: ctx.projectId, erasureId, profileId: other.id });
  });
  await expect(mergeCustomers(ctx, { customer: shown(one), other: shown(other) })).rejects.toMatchObject({
    code: "conflict",
    message: /erased/,
  });
});

it("leaves more than 50 profiles to an admin", async () => {
  const ctx = await memberCtx("support");
  const big = await makeProfile(ctx, { createdAt: minutesAgo(99) });
  for (let index = 1; index < 50; index++) await makeProfile(ctx, { customerId: big.id });
  const pair = { customer: shown(big), other: shown(await makeProfile(ctx)) };
  await expect(mergeCustomers(ctx, pair)).rejects.toMatchObject({ code: "forbidden" });
  const admin = await memberCtx("admin", ctx.projectId);
  expect(await mergeCustomers(admin, pair)).toMatchObject({ profiles: 51 });
});

it("makes one merge of twenty at once, and is for those who may merge", async () => {
  const ctx = await memberCtx("support");
  const one = await makeProfile(ctx, { createdAt: minutesAgo(9) });
  const other = await makeProfile(ctx);
  const tries = Array.from({ length: 20 }, (_, index) => {
    const [customer, with_] = index % 2 ? [one, other] : [other, one];
    return mergeCustomers(ctx, { customer: shown(customer), other: shown(with_) });
  });
  const done = await Promise.allSettled(tries);
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await factsOf(ctx)).toHaveLength(1);
  const growth = await memberCtx("growth", ctx.projectId);
  await expect(mergeCustomers(growth, { customer: shown(one), other: shown(other) })).rejects.toMatchObject({
    code: "forbidden",
  });
});

it("names the field of a damaged id", async () => {
  const ctx = await memberCtx("support");
  const bad = mergeCustomers(ctx, { customer: "pro_nonsense", other: "x" });
  await expect(bad).rejects.toMatchObject({
    code: "invalid",
    fields: { customer: expect.any(String), other: expect.any(String) },
  });
});
