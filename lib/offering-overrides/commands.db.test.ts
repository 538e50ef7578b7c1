import { asc, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { offeringOverrides } from "@/db/schema/catalogue";
import { domainEvents } from "@/db/schema/events";
import { inSystem, read } from "@/lib/core/database";
import { newId, parseId, showId } from "@/lib/core/ids";
import { findCustomer } from "@/lib/customers/customer";
import { archiveOffering, createOffering, makeOfferingCurrent } from "@/lib/offerings/commands";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import { overrideOffering, resetOffering } from "./commands";
import { offeringOf } from "./queries";

async function makeWorld() {
  const ctx = await memberCtx("owner");
  const profile = await makeProfile(ctx);
  const offering = async (key: string) => (await createOffering(ctx, { key, name: key })).offeringId;
  const [standard, spring] = [await offering("standard"), await offering("spring")];
  const seen = async () => {
    const found = await findCustomer(ctx, profile.id);
    const { offering, chosen } = found ? await offeringOf(ctx, found) : expect.fail("no customer");
    return [offering?.key ?? null, chosen !== null];
  };
  return { ctx, profile, customer: showId("profile", profile.id), standard, spring, seen };
}

it("a customer sees the current offering, another that was chosen, and the current one after a reset", async () => {
  const { ctx, profile, customer, standard, spring, seen } = await makeWorld();
  expect(await seen()).toEqual([null, false]);
  await makeOfferingCurrent(ctx, { offering: standard });
  expect(await seen()).toEqual(["standard", false]);
  const chosen = { customer, offering: spring, reason: "Old price" };
  for (let n = 0; n < 2; n++) await overrideOffering(ctx, chosen);
  expect(await seen()).toEqual(["spring", true]);
  for (let n = 0; n < 2; n++) await resetOffering(ctx, { customer });
  expect(await seen()).toEqual(["standard", false]);
  const facts = await read(ctx, (tx) =>
    tx
      .select({ type: domainEvents.type, payload: domainEvents.payload })
      .from(domainEvents)
      .where(eq(domainEvents.projectId, ctx.projectId))
      .orderBy(asc(domainEvents.sequence)),
  );
  expect(facts).toEqual([
    {
      type: "offering.overridden",
      payload: { offering: { id: spring, key: "spring", name: "spring" } },
    },
    { type: "offering.overridden", payload: { offering: null } },
  ]);
  const audited = (await auditOf(ctx)).filter(({ profileId }) => profileId === profile.id);
  expect(audited.map(({ action }) => action).sort()).toEqual(["offering.override", "offering.reset"]);
});

it("what was chosen for a joined profile counts, and goes with it", async () => {
  const { ctx, profile, customer, standard, spring, seen } = await makeWorld();
  const young = await makeProfile(ctx, { customerId: profile.id });
  const row = { projectId: ctx.projectId, actorKind: "user", actorId: "x", createdAt: testNow } as const;
  await inSystem((tx) =>
    tx
      .insert(offeringOverrides)
      .values({ ...row, profileId: young.id, offeringId: parseId("offering", spring) }),
  );
  expect(await seen()).toEqual(["spring", true]);
  await overrideOffering(ctx, { customer, offering: standard });
  expect(await seen()).toEqual(["standard", true]);
  await resetOffering(ctx, { customer });
  expect(await seen()).toEqual([null, false]);
});

it("one that was archived gives way to the current one, and cannot be chosen", async () => {
  const { ctx, customer, standard, spring, seen } = await makeWorld();
  await makeOfferingCurrent(ctx, { offering: standard });
  await overrideOffering(ctx, { customer, offering: spring });
  await archiveOffering(ctx, { offering: spring });
  expect(await seen()).toEqual(["standard", false]);
  await resetOffering(ctx, { customer });
  await expect(overrideOffering(ctx, { customer, offering: spring })).rejects.toMatchObject({
    code: "invalid",
    fields: { offering: expect.any(String) },
  });
});

it("is not for strangers, growth or unknown offerings", async () => {
  const { ctx, customer, spring } = await makeWorld();
  const stranger = await memberCtx("owner");
  const growth = await memberCtx("growth", ctx.projectId);
  const choose = (who: typeof ctx, offering = spring) => overrideOffering(who, { customer, offering });
  await expect(choose(stranger)).rejects.toMatchObject({ code: "not_found" });
  await expect(choose(growth)).rejects.toMatchObject({ code: "forbidden" });
  await expect(choose(ctx, showId("offering", newId(testNow)))).rejects.toMatchObject({ code: "not_found" });
  await expect(choose(ctx, "off_1")).rejects.toMatchObject({ code: "invalid" });
  await expect(resetOffering(stranger, { customer })).rejects.toMatchObject({ code: "not_found" });
  await expect(resetOffering(growth, { customer })).rejects.toMatchObject({ code: "forbidden" });
});
