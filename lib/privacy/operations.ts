import { z } from "zod";
import { showId } from "../core/ids";
import { listOperation, operation, streamOperation } from "../core/operation";
import { resource } from "../core/resource";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";
import { cancelErasure, openExport, requestErasure, requestExport } from "./commands";
import { exportPieces, getErasure, getExport, listErasures } from "./queries";
import { erasureResource, exportResource, showErasure, showExport } from "./resource";
import { mostAtOnce, requestErasureInput } from "./schema";

const group = "Privacy";
const erasureParams = z.strictObject({ erasure: z.string().max(100).describe("Erasure id (era_…).") });
const exportParams = z.strictObject({ export: z.string().max(100).describe("Export id (exp_…).") });
const exampleErasure = { erasure: "era_01jd3m1zq8e2r9v7c4x5t6w8ya" };
const exampleExport = { export: "exp_01jd3m1zq8e2r9v7c4x5t6w8ya" };

export const requestErasuresOperation = operation({
  id: "requestErasures",
  method: "POST",
  path: "/erasures",
  group,
  scope: "customers:erase",
  summary: "Erase customers",
  description:
    "All or none: where one id is unknown, of another project or being erased already, nothing is changed. Each person becomes one case. Without a hold it is worked off at once and cannot be undone.",
  body: requestErasureInput.extend({
    customers: z
      .array(z.string().min(1).max(1_500))
      .min(1)
      .max(mostAtOnce)
      .describe("Profile ids, user ids or aliases."),
  }),
  status: 202,
  answer: resource("RequestedErasures", { data: z.array(erasureResource) }),
  examples: { body: { customers: ["usr_48213"], holdDays: 7, reason: "Asked by letter" } },
  run: async ({ ctx, body }) => {
    const customers: string[] = [];
    for (const id of body.customers)
      customers.push(showId("profile", (await getCustomerByAnyId(ctx, id)).id));
    const cases = await requestErasure(ctx, { ...body, customers });
    const data = [];
    for (const { erasureId } of cases) data.push(showErasure(await getErasure(ctx, erasureId)));
    return { data };
  },
});

export const listErasuresOperation = listOperation({
  id: "listErasures",
  path: "/erasures",
  group,
  scope: "customers:read",
  summary: "List erasures",
  description: "Every case, the newest first. Whom one was about cannot be said once it is done.",
  item: erasureResource,
  run: async ({ ctx, page }) => {
    const { rows, nextCursor } = await listErasures(ctx, page);
    return { data: rows.map(showErasure), nextCursor };
  },
});

export const getErasureOperation = operation({
  id: "getErasure",
  method: "GET",
  path: "/erasures/{erasure}",
  group,
  scope: "customers:read",
  summary: "Get an erasure",
  description: "With its receipt, once it is done.",
  params: erasureParams,
  answer: erasureResource,
  examples: { params: exampleErasure },
  run: async ({ ctx, params }) => showErasure(await getErasure(ctx, params.erasure)),
});

export const cancelErasureOperation = operation({
  id: "cancelErasure",
  method: "POST",
  path: "/erasures/{erasure}/cancel",
  group,
  scope: "customers:erase",
  summary: "Cancel an erasure",
  description: "Possible as long as nothing is gone; later it is a conflict.",
  params: erasureParams,
  answer: erasureResource,
  examples: { params: exampleErasure },
  run: async ({ ctx, params }) => {
    const { id } = await getErasure(ctx, params.erasure);
    await cancelErasure(ctx, { erasure: showId("erasure", id) });
    return showErasure(await getErasure(ctx, params.erasure));
  },
});

export const requestExportOperation = operation({
  id: "requestExport",
  method: "POST",
  path: "/customers/{customer}/exports",
  group,
  scope: "customers:export",
  summary: "Export a customer",
  description: "Everything about one person as a ZIP, which is made in the background and kept for 7 days.",
  params: customerParams,
  status: 202,
  answer: exportResource,
  examples: { params: { customer: "usr_48213" } },
  run: async ({ ctx, params }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    const { exportId } = await requestExport(ctx, { customer: showId("profile", customer.id) });
    return showExport(await getExport(ctx, exportId));
  },
});

export const getExportOperation = operation({
  id: "getExport",
  method: "GET",
  path: "/exports/{export}",
  group,
  scope: "customers:export",
  summary: "Get an export",
  description: "Whether the ZIP is ready, how large it is, and its SHA-256.",
  params: exportParams,
  answer: exportResource,
  examples: { params: exampleExport },
  run: async ({ ctx, params }) => showExport(await getExport(ctx, params.export)),
});

export const downloadExportOperation = streamOperation({
  id: "downloadExport",
  path: "/exports/{export}/pieces",
  group,
  scope: "customers:export",
  summary: "Download an export",
  description:
    "The ZIP in pieces, one per line, each in Base64: decoded and put together in this order they are the file. Each download is in the audit log.",
  params: exportParams,
  answer: resource("ExportPiece", { piece: z.int(), content: z.base64() }),
  examples: { params: exampleExport },
  run: async ({ ctx, params }) => {
    const { id } = await getExport(ctx, params.export);
    return piecesOf(exportPieces(ctx, await openExport(ctx, { export: showId("export", id) })));
  },
});

async function* piecesOf(pieces: AsyncIterable<Uint8Array>) {
  let piece = 0;
  for await (const content of pieces) {
    yield { piece, content: Buffer.from(content).toString("base64") };
    piece += 1;
  }
}

export const privacyOperations = [
  requestErasuresOperation,
  listErasuresOperation,
  getErasureOperation,
  cancelErasureOperation,
  requestExportOperation,
  getExportOperation,
  downloadExportOperation,
];
