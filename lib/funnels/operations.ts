import { z } from "zod";
import { listOperation, operation } from "../core/operation";
import { getFunnel, pageFunnels } from "./queries";
import { funnelResource, showFunnel } from "./resource";

const group = "Funnels";

export const listFunnelsOperation = listOperation({
  id: "listFunnels",
  path: "/funnels",
  group,
  scope: "funnels:read",
  summary: "List funnels",
  description: "Every funnel that was ever visited, in an order that stays.",
  item: funnelResource,
  run: async ({ ctx, page }) => {
    const { rows, nextCursor } = await pageFunnels(ctx, page);
    return { data: rows.map(showFunnel), nextCursor };
  },
});

export const getFunnelOperation = operation({
  id: "getFunnel",
  method: "GET",
  path: "/funnels/{funnel}",
  group,
  scope: "funnels:read",
  summary: "Get a funnel",
  params: z.strictObject({ funnel: z.string().max(100).describe("Funnel id (fun_…).") }),
  answer: funnelResource,
  examples: { params: { funnel: "fun_01jd3m1zq8e2r9v7c4x5t6w8ya" } },
  run: async ({ ctx, params }) => showFunnel(await getFunnel(ctx, params.funnel)),
});

export const funnelOperations = [listFunnelsOperation, getFunnelOperation];
