import { z } from "zod";
import { resource } from "../core/resource";
import { customerSummaryResource } from "../customers/resource";
import { sessionEventResource, sessionResource } from "../sessions/resource";

/** What a line of a bulk read holds. What belongs to a customer comes after their own line, in this order. */
export const bulkLineResource = z.discriminatedUnion("type", [
  resource("CustomerLine", {
    type: z.literal("customer"),
    ...customerSummaryResource.shape,
    profileIds: z.array(z.string()),
  }),
  resource("AttributeLine", {
    type: z.literal("attribute"),
    profileId: z.string(),
    key: z.string(),
    value: z.string(),
    source: z.string(),
    updatedAt: z.iso.datetime(),
  }),
  resource("SessionLine", { type: z.literal("session"), ...sessionResource.shape }),
  resource("EventLine", {
    type: z.literal("event"),
    session: z.string(),
    profileId: z.string(),
    ...sessionEventResource.omit({ isTooLarge: true }).shape,
  }),
  resource("EndLine", {
    type: z.literal("end").describe("The last line. Without it the answer broke off."),
    customers: z.int(),
  }),
]);

export type BulkLine = z.input<typeof bulkLineResource>;
