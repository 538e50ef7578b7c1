import { z } from "zod";
import { archiveQuery } from "../core/archive";
import type { Ctx } from "../core/ctx";
import { listOperation, operation } from "../core/operation";
import { archivePricePoint, changePricePoint, createPricePoint, unarchivePricePoint } from "./commands";
import { getPricePoint, listPricePoints, listVersions } from "./queries";
import { pricePointResource, pricePointVersionResource, showPricePoint, showVersion } from "./resource";
import { changePricePointInput, createPricePointInput } from "./schema";

const group = "Price points";
const scope = "catalogue:write";
const params = z.strictObject({
  point: z.string().min(1).max(300).describe("Price point id (pp_…) or ident."),
});
const example = { point: "sleep-monthly" };
const terms = {
  price: { amount: "29.99", currency: "USD" },
  period: { unit: "months", count: 1 },
  intro: {
    type: "paid_trial",
    price: { amount: "1.00", currency: "USD" },
    period: { unit: "days", count: 7 },
  },
};

export const listPricePointsOperation = listOperation({
  id: "listPricePoints",
  path: "/price-points",
  group,
  scope: "billing:read",
  summary: "List price points",
  description: "The newest first, with the terms for those who buy now.",
  query: archiveQuery,
  item: pricePointResource,
  run: async ({ ctx, query, page }) => {
    const { rows, nextCursor } = await listPricePoints(ctx, { archived: query.archived === "true" }, page);
    return { data: rows.map(showPricePoint), nextCursor };
  },
});

export const createPricePointOperation = operation({
  id: "createPricePoint",
  method: "POST",
  path: "/price-points",
  group,
  scope,
  summary: "Create a price point",
  description:
    "A subscription has a period, and may begin with a free or a paid trial. What is bought once, for life or to be used up, has neither.",
  body: createPricePointInput,
  status: 201,
  answer: pricePointResource,
  examples: {
    body: {
      ident: example.point,
      product: "prod_01jd3m1zq8e2r9v7c4x5t6w8ya",
      kind: "subscription",
      ...terms,
    },
  },
  run: async ({ ctx, body }) => shown(ctx, (await createPricePoint(ctx, body)).pricePointId),
});

export const getPricePointOperation = operation({
  id: "getPricePoint",
  method: "GET",
  path: "/price-points/{point}",
  group,
  scope: "billing:read",
  summary: "Get a price point",
  params,
  answer: pricePointResource,
  examples: { params: example },
  run: async ({ ctx, params: { point } }) => shown(ctx, point),
});

export const changePricePointOperation = operation({
  id: "changePricePoint",
  method: "PUT",
  path: "/price-points/{point}/terms",
  group,
  scope,
  summary: "Change the terms of a price point",
  description:
    "Makes a new version for those who buy from now on; running subscriptions go on as they were bought. Name the version that you read: where someone else has changed it since, the answer is 409.",
  params,
  body: changePricePointInput.omit({ pricePoint: true }),
  answer: pricePointResource,
  examples: { params: example, body: { version: 1, ...terms } },
  run: async ({ ctx, params: { point }, body }) => {
    const { id } = await shown(ctx, point);
    await changePricePoint(ctx, { ...body, pricePoint: id });
    return shown(ctx, id);
  },
});

export const listPricePointVersionsOperation = operation({
  id: "listPricePointVersions",
  method: "GET",
  path: "/price-points/{point}/versions",
  group,
  scope: "billing:read",
  summary: "List the versions of a price point",
  description: "The newest first; the last 100.",
  params,
  answer: z.strictObject({ data: z.array(pricePointVersionResource) }),
  examples: { params: example },
  run: async ({ ctx, params: { point } }) => {
    const { id } = await getPricePoint(ctx, point);
    return { data: (await listVersions(ctx, id)).map(showVersion) };
  },
});

export const archivePricePointOperation = operation({
  id: "archivePricePoint",
  method: "POST",
  path: "/price-points/{point}/archive",
  group,
  scope,
  summary: "Archive a price point",
  description:
    "Nobody can buy it any more. Subscriptions that were bought with it go on: the answer says how many. 409 while an offering shows it.",
  params,
  answer: z.strictObject({ pricePoint: pricePointResource, runningSubscriptions: z.int() }),
  examples: { params: example },
  run: async ({ ctx, params: { point } }) => {
    const { id } = await shown(ctx, point);
    const { runningSubscriptions } = await archivePricePoint(ctx, { pricePoint: id });
    return { pricePoint: await shown(ctx, id), runningSubscriptions };
  },
});

export const unarchivePricePointOperation = operation({
  id: "unarchivePricePoint",
  method: "POST",
  path: "/price-points/{point}/unarchive",
  group,
  scope,
  summary: "Take a price point out of the archive",
  params,
  answer: pricePointResource,
  examples: { params: example },
  run: async ({ ctx, params: { point } }) => {
    const { id } = await shown(ctx, point);
    await unarchivePricePoint(ctx, { pricePoint: id });
    return shown(ctx, id);
  },
});

async function shown(ctx: Ctx, anyId: string) {
  return showPricePoint(await getPricePoint(ctx, anyId));
}

export const pricePointOperations = [
  listPricePointsOperation,
  createPricePointOperation,
  getPricePointOperation,
  changePricePointOperation,
  listPricePointVersionsOperation,
  archivePricePointOperation,
  unarchivePricePointOperation,
];
