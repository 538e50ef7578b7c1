import { z } from "zod";
import { listOperation, operation } from "../core/operation";
import { eventTypes } from "../events/catalogue";
import { getDomainEvent, listDomainEvents } from "../events/queries";
import { domainEventResource, showDomainEvent } from "../events/resource";
import { getCustomerByAnyId } from "./any-id";
import { customerParams } from "./params";

const scope = "customers:read";

export const listEventsOperation = listOperation({
  id: "listEvents",
  path: "/events",
  group: "Events",
  scope,
  summary: "List events",
  description:
    "Facts that webhook endpoints are told, the newest first. Events that are written at the same moment may appear a little later than their place: a reader that polls should look back a minute.",
  query: z.strictObject({
    type: z.enum(eventTypes).optional(),
    customer: customerParams.shape.customer.optional(),
  }),
  item: domainEventResource,
  examples: { query: { type: "profile.created" } },
  run: async ({ ctx, query, page }) => {
    const customer = query.customer === undefined ? null : await getCustomerByAnyId(ctx, query.customer);
    const filter = { type: query.type, profileIds: customer?.profileIds };
    const { rows, nextCursor } = await listDomainEvents(ctx, filter, page);
    return { data: rows.map(showDomainEvent), nextCursor };
  },
});

export const getEventOperation = operation({
  id: "getEvent",
  method: "GET",
  path: "/events/{event}",
  group: "Events",
  scope,
  summary: "Get an event",
  params: z.strictObject({ event: z.string().max(100).describe("Event id (evt_…).") }),
  answer: domainEventResource,
  examples: { params: { event: "evt_01jd3m1zq8e2r9v7c4x5t6w8ya" } },
  run: async ({ ctx, params }) => showDomainEvent(await getDomainEvent(ctx, params.event)),
});

export const eventOperations = [listEventsOperation, getEventOperation];
