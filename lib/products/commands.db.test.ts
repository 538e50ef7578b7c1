import { expect, it } from "vitest";
import { newId, showId } from "@/lib/core/ids";
import {
  archiveEntitlement,
  createEntitlement,
  renameEntitlement,
  unarchiveEntitlement,
} from "@/lib/entitlements/commands";
import { getEntitlement, listEntitlements } from "@/lib/entitlements/queries";
import { archivePricePoint } from "@/lib/price-points/commands";
import { makeCatalogue } from "@/tests/catalogue";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { archiveProduct, createProduct, unarchiveProduct, updateProduct } from "./commands";
import { getProduct, listProducts } from "./queries";

it("a product opens the entitlements that it names, until it names others", async () => {
  const { ctx, productId: product, entitlementId, key } = await makeCatalogue();
  const { entitlementId: coach } = await createEntitlement(ctx, { key: "coach", name: "Coach" });
  const keys = async () => (await getProduct(ctx, product)).entitlements.map((each) => each.key);
  expect(await keys()).toEqual([key]);
  await updateProduct(ctx, { product, entitlements: [coach, entitlementId, coach] });
  expect(await keys()).toEqual(["coach", key]);
  await updateProduct(ctx, { product, entitlements: [entitlementId, coach], name: "Plan" });
  await updateProduct(ctx, { product, name: "Big plan" });
  await updateProduct(ctx, { product, entitlements: [] });
  expect(await getProduct(ctx, product)).toMatchObject({ name: "Big plan", entitlements: [] });
  const entries = (await auditOf(ctx)).filter(({ subject }) => subject === product);
  expect(entries.map(({ action }) => action).sort()).toEqual([
    "product.create",
    "product.update",
    "product.update",
    "product.update",
  ]);
  expect(entries.find(({ details }) => JSON.stringify(details).includes("Big plan"))?.details).toMatchObject({
    before: { name: "Plan" },
    after: { name: "Big plan" },
  });
});

it("a product takes up no entitlement that is archived, foreign or unknown, and keeps what it has", async () => {
  const { ctx, productId: product, entitlementId } = await makeCatalogue();
  const foreign = await makeCatalogue();
  await archiveEntitlement(ctx, { entitlement: entitlementId });
  await updateProduct(ctx, { product, name: "Renamed", entitlements: [entitlementId] });
  const unknown = showId("entitlement", newId(testNow));
  for (const id of [entitlementId, foreign.entitlementId, unknown])
    await expect(createProduct(ctx, { name: "New", entitlements: [id] })).rejects.toMatchObject({
      code: "invalid",
      fields: { entitlements: expect.any(String) },
    });
});

it("a product is archived once nothing sells it, and comes back", async () => {
  const { ctx, productId: product, pricePointId } = await makeCatalogue();
  await expect(archiveProduct(ctx, { product })).rejects.toMatchObject({ code: "conflict" });
  await archivePricePoint(ctx, { pricePoint: pricePointId });
  await archiveProduct(ctx, { product });
  await archiveProduct(ctx, { product });
  expect((await listProducts(ctx, { archived: true }, { limit: 5 })).rows).toHaveLength(1);
  await unarchiveProduct(ctx, { product });
  await unarchiveProduct(ctx, { product });
  expect((await listProducts(ctx, { archived: false }, { limit: 5 })).rows).toHaveLength(1);
  const actions = (await auditOf(ctx)).map(({ action }) => action);
  expect(actions.filter((action) => /^product\..*archive/.test(action)).sort()).toEqual([
    "product.archive",
    "product.unarchive",
  ]);
});

it("an entitlement is found by id and key, renamed, archived and back, each change once in the audit log", async () => {
  const { ctx, entitlementId: entitlement, key } = await makeCatalogue();
  for (const name of ["All access", "All access"]) await renameEntitlement(ctx, { entitlement, name });
  for (let n = 0; n < 2; n++) await archiveEntitlement(ctx, { entitlement });
  expect(await getEntitlement(ctx, key)).toMatchObject({ name: "All access", archivedAt: testNow });
  for (let n = 0; n < 2; n++) await unarchiveEntitlement(ctx, { entitlement });
  expect(await getEntitlement(ctx, entitlement)).toMatchObject({ key, archivedAt: null });
  expect((await listEntitlements(ctx, { archived: false }, { limit: 5 })).rows).toHaveLength(1);
  const own = (await auditOf(ctx)).filter(({ subject }) => subject === entitlement);
  expect(own.map(({ action }) => action).sort()).toEqual([
    "entitlement.archive",
    "entitlement.create",
    "entitlement.rename",
    "entitlement.unarchive",
  ]);
});

it("a key is of the project alone, and one of another form is refused by name", async () => {
  const { ctx, key } = await makeCatalogue();
  await expect(createEntitlement(ctx, { key, name: "Again" })).rejects.toMatchObject({
    code: "conflict",
    fields: { key: expect.any(String) },
  });
  await createEntitlement(await memberCtx("owner"), { key, name: "Elsewhere" });
  for (const bad of ["", "a b", "é", "x".repeat(65)])
    await expect(createEntitlement(ctx, { key: bad, name: "Bad" })).rejects.toMatchObject({
      code: "invalid",
      fields: { key: expect.any(String) },
    });
  await expect(createEntitlement(ctx, { key: "fine", name: " " })).rejects.toMatchObject({
    code: "invalid",
    fields: { name: expect.any(String) },
  });
});

it("no command is for strangers, support or what does not exist", async () => {
  const { ctx, productId: product, entitlementId: entitlement } = await makeCatalogue();
  const stranger = await memberCtx("owner");
  const support = await memberCtx("support", ctx.projectId);
  const noProduct = { product: showId("product", newId(testNow)) };
  const noEntitlement = { entitlement: showId("entitlement", newId(testNow)), name: "X" };
  for (const run of [updateProduct, archiveProduct, unarchiveProduct]) {
    await expect(run(stranger, { product })).rejects.toMatchObject({ code: "not_found" });
    await expect(run(ctx, noProduct)).rejects.toMatchObject({ code: "not_found" });
    await expect(run(support, { product })).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(renameEntitlement(stranger, { entitlement, name: "X" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(renameEntitlement(ctx, noEntitlement)).rejects.toMatchObject({ code: "not_found" });
  for (const run of [archiveEntitlement, unarchiveEntitlement]) {
    await expect(run(stranger, { entitlement })).rejects.toMatchObject({ code: "not_found" });
    await expect(run(support, { entitlement })).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(createEntitlement(support, { key: "x", name: "X" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(createProduct(support, { name: "X" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(getProduct(stranger, product)).rejects.toMatchObject({ code: "not_found" });
});
