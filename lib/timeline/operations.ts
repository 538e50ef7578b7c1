import { z } from "zod";
import { withMaskedUrls } from "../core/masked-url";
import { listOperation } from "../core/operation";
import { instant, resource } from "../core/resource";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";

import { listTimelineEntries } from "./queries";
import { timelineKinds, timelineOrders } from "./schema";

const timelineEntryResource = resource("TimelineEntry", {
  id: z.string().describe("The id of what happened, also its address in the console: `#e=` and this id."),
  type: z.string(),
  occurredAt: instant,
  receivedAt: instant,
  profileId: z.string(),
  actor: z.strictObject({ kind: z.string(), id: z.string() }),
  data: z.record(z.string(), z.unknown()),
});

export const listTimelineOperation = listOperation({
  id: "listTimeline",
  path: "/customers/{customer}/timeline",
  group: "Customers",
  scope: "customers:read",
  summary: "List the timeline of a customer",
  description: "Everything that is known of one customer in one stream, the newest first.",
  params: customerParams,
  query: z.strictObject({
    kind: z.enum(timelineKinds).default("all"),
    order: z.enum(timelineOrders).default("happened").describe("By which of the two clocks."),
  }),
  item: timelineEntryResource,
  examples: { params: { customer: "usr_48213" } },
  run: async ({ ctx, params, query, page }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    const { rows, nextCursor } = await listTimelineEntries(ctx, customer, { ...query, ...page });
    return { data: rows.map(withMaskedUrls), nextCursor };
  },
});

export const timelineOperations = [listTimelineOperation];
