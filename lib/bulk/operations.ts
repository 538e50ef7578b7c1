import { z } from "zod";
import { streamOperation } from "../core/operation";
import { customerFilterQuery, filterOf } from "../customers/operations";
import { bulkLines } from "./lines";
import { bulkLineResource } from "./resource";

const parts = ["attributes", "sessions", "events"] as const;

const include = z
  .string()
  .regex(/^(attributes|sessions|events)(,(attributes|sessions|events))*$/, `Choose among ${parts.join(", ")}`)
  .optional()
  .describe("What else to read: `attributes`, `sessions`, `events`, with commas between.");

export const readCustomersOperation = streamOperation({
  id: "readCustomers",
  path: "/bulk/customers",
  group: "Bulk",
  scope: "customers:read",
  summary: "Read all customers",
  description:
    "One JSON object per line, the oldest customers first, with the filters of the list. After each hundred customers come their attributes, sessions and events, as far as `include` asks for them. The last line says `end`: an answer without it broke off.",
  query: customerFilterQuery.extend({ include }),
  answer: bulkLineResource,
  examples: { query: { include: "attributes,sessions,events" } },
  run: async ({ ctx, query: { include: wanted, ...filter } }) => {
    const chosen = new Set(wanted?.split(","));
    return bulkLines(ctx, filterOf(filter), {
      attributes: chosen.has("attributes"),
      sessions: chosen.has("sessions"),
      events: chosen.has("events"),
    });
  },
});

export const bulkOperations = [readCustomersOperation];
