import { z } from "zod";
import { deliveryStates } from "../../db/schema/webhooks";
import { showId } from "../core/ids";
import { listOperation } from "../core/operation";
import { instant, resource } from "../core/resource";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";
import { domainEventResource, showDomainEvent } from "../events/resource";
import { eventGroupNames, eventStates } from "../events/schema";
import { type CustomerEvent, listCustomerEvents } from "./of-customer";

const eventDeliveryResource = resource("EventDelivery", {
  id: z.string(),
  endpoint: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  lastDurationMs: z.int().nullable(),
  nextAttemptAt: instant.nullable(),
});

const customerEventResource = resource("CustomerEvent", {
  ...domainEventResource.shape,
  deliveries: z
    .array(eventDeliveryResource)
    .nullable()
    .describe("One for each endpoint that it goes to. Null for keys without `webhooks:read`."),
});

function showCustomerEvent({ deliveries, ...event }: CustomerEvent): z.input<typeof customerEventResource> {
  return {
    ...showDomainEvent(event),
    deliveries:
      deliveries?.map((delivery) => ({
        id: showId("delivery", delivery.id),
        endpoint: showId("endpoint", delivery.endpointId),
        state: delivery.state,
        attempts: delivery.attempts,
        lastStatus: delivery.lastStatus,
        lastError: delivery.lastError,
        lastDurationMs: delivery.lastDurationMs,
        nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
      })) ?? null,
  };
}

const listCustomerEventsOperation = listOperation({
  id: "listCustomerEvents",
  path: "/customers/{customer}/events",
  group: "Events",
  scope: "customers:read",
  summary: "List a customer's events",
  description:
    "All that happened to the customer as endpoints are told it, what happened last first, also where there is no endpoint. `state` asks for events with a delivery in that state, `none` for those without one; it is of no effect for keys without `webhooks:read`.",
  params: customerParams,
  query: z.strictObject({
    group: z.enum(eventGroupNames).optional(),
    state: z.enum(eventStates).optional(),
  }),
  item: customerEventResource,
  examples: { params: { customer: "user_4711" }, query: { group: "subscriptions" } },
  run: async ({ ctx, params, query, page }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    const { rows, nextCursor } = await listCustomerEvents(ctx, customer, query, page);
    return { data: rows.map(showCustomerEvent), nextCursor };
  },
});

export const customerEventOperations = [listCustomerEventsOperation];
