import { describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/core/ctx";
import { newId, showId } from "@/lib/core/ids";
import { archivePricePoint } from "@/lib/price-points/commands";
import { makeCatalogue } from "@/tests/catalogue";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import {
  archiveOffering,
  createOffering,
  makeOfferingCurrent,
  unarchiveOffering,
  updateOffering,
} from "./commands";
import { getOffering, listOfferings } from "./queries";

async function makeOffering() {
  const made = await makeCatalogue();
  const more = await makeCatalogue(made.ctx);
  const packages = [
    { key: "$annual", pricePoint: more.pricePointId },
    { key: "$monthly", pricePoint: made.pricePointId },
  ];
  const { offeringId } = await createOffering(made.ctx, { key: "default", name: "Default", packages });
  const packed = async () => (await getOffering(made.ctx, offeringId)).packages.map(({ key }) => key);
  return { ...made, more, packages, offering: offeringId, packed };
}

const currentOf = async (ctx: Ctx) =>
  (await listOfferings(ctx, { archived: false }, { limit: 50 })).rows.filter(({ isCurrent }) => isCurrent);

describe("an offering", () => {
  it("has packages in their order, which can change, and its changes in the audit log", async () => {
    const { ctx, offering, packages, packed, ident } = await makeOffering();
    expect(await packed()).toEqual(["$annual", "$monthly"]);
    expect((await getOffering(ctx, "default")).packages[1]).toMatchObject({ ident });
    await updateOffering(ctx, { offering, packages: packages.toReversed() });
    expect(await packed()).toEqual(["$monthly", "$annual"]);
    await updateOffering(ctx, { offering, packages: packages.toReversed(), name: "Default" });
    await updateOffering(ctx, { offering, name: "Standard", packages: [] });
    expect(await packed()).toEqual([]);
    const entries = (await auditOf(ctx)).filter(({ subject }) => subject === offering);
    expect(entries.map(({ action }) => action).sort()).toEqual([
      "offering.create",
      "offering.update",
      "offering.update",
    ]);
  });

  it("is refused with a taken key, two packages of one key, or a price point that is archived or foreign", async () => {
    const { ctx, offering, pricePointId } = await makeOffering();
    const foreign = await makeCatalogue();
    const alone = await makeCatalogue(ctx);
    await archivePricePoint(ctx, { pricePoint: alone.pricePointId });
    await expect(createOffering(ctx, { key: "default", name: "Again" })).rejects.toMatchObject({
      code: "conflict",
      fields: { key: expect.any(String) },
    });
    await expect(createOffering(ctx, { key: "no spaces", name: "No" })).rejects.toMatchObject({
      code: "invalid",
      fields: { key: expect.any(String) },
    });
    const same = { key: "$monthly", pricePoint: pricePointId };
    for (const packages of [
      [same, same],
      [{ key: "a", pricePoint: alone.pricePointId }],
      [{ key: "a", pricePoint: foreign.pricePointId }],
    ]) {
      const refusal = { code: "invalid", fields: { packages: expect.any(String) } };
      await expect(updateOffering(ctx, { offering, packages })).rejects.toMatchObject(refusal);
      await expect(createOffering(ctx, { key: "new", name: "New", packages })).rejects.toMatchObject(refusal);
    }
  });
});

describe("the current offering", () => {
  it("is one at most, also when several people choose at the same moment", async () => {
    const { ctx, offering } = await makeOffering();
    const ids = [offering];
    for (const key of ["a", "b", "c"]) ids.push((await createOffering(ctx, { key, name: key })).offeringId);
    await Promise.all([...ids, ...ids].map((each) => makeOfferingCurrent(ctx, { offering: each })));
    expect(await currentOf(ctx)).toHaveLength(1);
    await makeOfferingCurrent(ctx, { offering });
    await makeOfferingCurrent(ctx, { offering });
    expect(await currentOf(ctx)).toMatchObject([{ key: "default" }]);
  });

  it("cannot be archived, and an archived one cannot be current", async () => {
    const { ctx, offering } = await makeOffering();
    const { offeringId: other } = await createOffering(ctx, { key: "other", name: "Other" });
    await makeOfferingCurrent(ctx, { offering });
    await expect(archiveOffering(ctx, { offering })).rejects.toMatchObject({ code: "conflict" });
    await archiveOffering(ctx, { offering: other });
    await archiveOffering(ctx, { offering: other });
    await expect(makeOfferingCurrent(ctx, { offering: other })).rejects.toMatchObject({ code: "conflict" });
    await unarchiveOffering(ctx, { offering: other });
    await unarchiveOffering(ctx, { offering: other });
    await makeOfferingCurrent(ctx, { offering: other });
    expect(await currentOf(ctx)).toMatchObject([{ key: "other" }]);
  });
});

it("does not come back from the archive with what nobody can buy", async () => {
  const { ctx, offering, pricePointId } = await makeOffering();
  await archiveOffering(ctx, { offering });
  await archivePricePoint(ctx, { pricePoint: pricePointId });
  await expect(unarchiveOffering(ctx, { offering })).rejects.toMatchObject({ code: "conflict" });
});

it("no command is for strangers, support or what does not exist", async () => {
  const { ctx, offering } = await makeOffering();
  const stranger = await memberCtx("owner");
  const support = await memberCtx("support", ctx.projectId);
  const nothing = showId("offering", newId(testNow));
  for (const run of [updateOffering, makeOfferingCurrent, archiveOffering, unarchiveOffering]) {
    await expect(run(stranger, { offering })).rejects.toMatchObject({ code: "not_found" });
    await expect(run(ctx, { offering: nothing })).rejects.toMatchObject({ code: "not_found" });
    await expect(run(support, { offering })).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(getOffering(stranger, offering)).rejects.toMatchObject({ code: "not_found" });
  await expect(getOffering(stranger, "default")).rejects.toMatchObject({ code: "not_found" });
});
