import { z } from "zod";
import { archiveQuery } from "../core/archive";
import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import { listOperation, operation } from "../core/operation";
import { archiveEntitlement, createEntitlement, renameEntitlement, unarchiveEntitlement } from "./commands";
import { getEntitlement, listEntitlements } from "./queries";
import { entitlementResource, showEntitlement } from "./resource";
import { createEntitlementInput, renameEntitlementInput } from "./schema";

const group = "Entitlements";
const scope = "catalogue:write";
const params = z.strictObject({
  entitlement: z.string().min(1).max(100).describe("Entitlement id (ent_…) or key."),
});
const example = { entitlement: "premium" };

export const listEntitlementsOperation = listOperation({
  id: "listEntitlements",
  path: "/entitlements",
  group,
  scope: "billing:read",
  summary: "List entitlements",
  description: "The newest first.",
  query: archiveQuery,
  item: entitlementResource,
  run: async ({ ctx, query, page }) => {
    const { rows, nextCursor } = await listEntitlements(ctx, { archived: query.archived === "true" }, page);
    return { data: rows.map(showEntitlement), nextCursor };
  },
});

export const createEntitlementOperation = operation({
  id: "createEntitlement",
  method: "POST",
  path: "/entitlements",
  group,
  scope,
  summary: "Create an entitlement",
  description: "Its key is of the project alone, archived ones included, and stays.",
  body: createEntitlementInput,
  status: 201,
  answer: entitlementResource,
  examples: { body: { key: "premium", name: "Premium" } },
  run: async ({ ctx, body }) => shown(ctx, (await createEntitlement(ctx, body)).entitlementId),
});

export const getEntitlementOperation = operation({
  id: "getEntitlement",
  method: "GET",
  path: "/entitlements/{entitlement}",
  group,
  scope: "billing:read",
  summary: "Get an entitlement",
  params,
  answer: entitlementResource,
  examples: { params: example },
  run: async ({ ctx, params: { entitlement } }) => shown(ctx, entitlement),
});

export const renameEntitlementOperation = operation({
  id: "renameEntitlement",
  method: "PATCH",
  path: "/entitlements/{entitlement}",
  group,
  scope,
  summary: "Rename an entitlement",
  params,
  body: renameEntitlementInput.omit({ entitlement: true }),
  answer: entitlementResource,
  examples: { params: example, body: { name: "Premium access" } },
  run: async ({ ctx, params: { entitlement }, body }) => {
    const id = await idOfAny(ctx, entitlement);
    await renameEntitlement(ctx, { ...body, entitlement: id });
    return shown(ctx, id);
  },
});

export const archiveEntitlementOperation = operation({
  id: "archiveEntitlement",
  method: "POST",
  path: "/entitlements/{entitlement}/archive",
  group,
  scope,
  summary: "Archive an entitlement",
  description: "Whoever has it keeps it. It cannot be granted or added to products any more.",
  params,
  answer: entitlementResource,
  examples: { params: example },
  run: async ({ ctx, params: { entitlement } }) => {
    const id = await idOfAny(ctx, entitlement);
    await archiveEntitlement(ctx, { entitlement: id });
    return shown(ctx, id);
  },
});

export const unarchiveEntitlementOperation = operation({
  id: "unarchiveEntitlement",
  method: "POST",
  path: "/entitlements/{entitlement}/unarchive",
  group,
  scope,
  summary: "Take an entitlement out of the archive",
  params,
  answer: entitlementResource,
  examples: { params: example },
  run: async ({ ctx, params: { entitlement } }) => {
    const id = await idOfAny(ctx, entitlement);
    await unarchiveEntitlement(ctx, { entitlement: id });
    return shown(ctx, id);
  },
});

async function shown(ctx: Ctx, anyId: string) {
  return showEntitlement(await getEntitlement(ctx, anyId));
}

async function idOfAny(ctx: Ctx, anyId: string): Promise<string> {
  return showId("entitlement", (await getEntitlement(ctx, anyId)).id);
}

export const entitlementOperations = [
  listEntitlementsOperation,
  createEntitlementOperation,
  getEntitlementOperation,
  renameEntitlementOperation,
  archiveEntitlementOperation,
  unarchiveEntitlementOperation,
];
