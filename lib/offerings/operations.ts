import { z } from "zod";
import { archiveQuery } from "../core/archive";
import type { Ctx } from "../core/ctx";
import { listOperation, operation } from "../core/operation";
import {
  archiveOffering,
  createOffering,
  makeOfferingCurrent,
  unarchiveOffering,
  updateOffering,
} from "./commands";
import { getOffering, listOfferings } from "./queries";
import { offeringResource, showOffering } from "./resource";
import { createOfferingInput, updateOfferingInput } from "./schema";

const group = "Offerings";
const scope = "catalogue:write";
const params = z.strictObject({
  offering: z.string().min(1).max(100).describe("Offering id (off_…) or key."),
});
const example = { offering: "default" };
const packages = [{ key: "$monthly", pricePoint: "pp_01jd3m1zq8e2r9v7c4x5t6w8ya" }];

export const listOfferingsOperation = listOperation({
  id: "listOfferings",
  path: "/offerings",
  group,
  scope: "billing:read",
  summary: "List offerings",
  description: "The newest first, each with its packages in their order.",
  query: archiveQuery,
  item: offeringResource,
  run: async ({ ctx, query, page }) => {
    const { rows, nextCursor } = await listOfferings(ctx, { archived: query.archived === "true" }, page);
    return { data: rows.map(showOffering), nextCursor };
  },
});

export const createOfferingOperation = operation({
  id: "createOffering",
  method: "POST",
  path: "/offerings",
  group,
  scope,
  summary: "Create an offering",
  body: createOfferingInput,
  status: 201,
  answer: offeringResource,
  examples: { body: { key: "default", name: "Standard plans", packages } },
  run: async ({ ctx, body }) => shown(ctx, (await createOffering(ctx, body)).offeringId),
});

export const getOfferingOperation = operation({
  id: "getOffering",
  method: "GET",
  path: "/offerings/{offering}",
  group,
  scope: "billing:read",
  summary: "Get an offering",
  params,
  answer: offeringResource,
  examples: { params: example },
  run: async ({ ctx, params: { offering } }) => shown(ctx, offering),
});

export const updateOfferingOperation = operation({
  id: "updateOffering",
  method: "PATCH",
  path: "/offerings/{offering}",
  group,
  scope,
  summary: "Change an offering",
  description: "`packages` takes the place of those that were there.",
  params,
  body: updateOfferingInput.omit({ offering: true }),
  answer: offeringResource,
  examples: { params: example, body: { packages } },
  run: async ({ ctx, params: { offering }, body }) => {
    const { id } = await shown(ctx, offering);
    await updateOffering(ctx, { ...body, offering: id });
    return shown(ctx, id);
  },
});

export const makeOfferingCurrentOperation = operation({
  id: "makeOfferingCurrent",
  method: "POST",
  path: "/offerings/{offering}/make-current",
  group,
  scope,
  summary: "Make an offering the current one",
  params,
  answer: offeringResource,
  examples: { params: example },
  run: async ({ ctx, params: { offering } }) => {
    const { id } = await shown(ctx, offering);
    await makeOfferingCurrent(ctx, { offering: id });
    return shown(ctx, id);
  },
});

export const archiveOfferingOperation = operation({
  id: "archiveOffering",
  method: "POST",
  path: "/offerings/{offering}/archive",
  group,
  scope,
  summary: "Archive an offering",
  description: "409 for the current one. Customers for whom it was chosen see the current one again.",
  params,
  answer: offeringResource,
  examples: { params: example },
  run: async ({ ctx, params: { offering } }) => {
    const { id } = await shown(ctx, offering);
    await archiveOffering(ctx, { offering: id });
    return shown(ctx, id);
  },
});

export const unarchiveOfferingOperation = operation({
  id: "unarchiveOffering",
  method: "POST",
  path: "/offerings/{offering}/unarchive",
  group,
  scope,
  summary: "Take an offering out of the archive",
  description: "409 while one of its price points is archived.",
  params,
  answer: offeringResource,
  examples: { params: example },
  run: async ({ ctx, params: { offering } }) => {
    const { id } = await shown(ctx, offering);
    await unarchiveOffering(ctx, { offering: id });
    return shown(ctx, id);
  },
});

async function shown(ctx: Ctx, anyId: string) {
  return showOffering(await getOffering(ctx, anyId));
}

export const offeringOperations = [
  listOfferingsOperation,
  createOfferingOperation,
  getOfferingOperation,
  updateOfferingOperation,
  makeOfferingCurrentOperation,
  archiveOfferingOperation,
  unarchiveOfferingOperation,
];
