import { z } from "zod";
import { deliveryStates } from "../../db/schema/webhooks";
import { instantCursor } from "../core/page";
import { eventGroupNames } from "./descriptions";

/** What became of an event: a state that one of its deliveries is in, or that there is none. */
export const eventStates = [...deliveryStates, "none"] as const;
export type EventState = (typeof eventStates)[number];

/** What the address of a customer's events may say. `e` is the shown id of the one that is open. */
export const customerEventsSearch = z.object({
  group: z.enum(eventGroupNames).optional().catch(undefined),
  state: z.enum(eventStates).optional().catch(undefined),
  cursor: instantCursor,
  e: z
    .string()
    .regex(/^evt_[0-9a-z]{26}$/)
    .optional()
    .catch(undefined),
});
export type CustomerEventsSearch = z.output<typeof customerEventsSearch>;

/** What the address of the event catalogue may say. */
export const catalogueSearch = z.object({ q: z.string().trim().max(100).catch("") });

// The screens speak of types and groups too, and of lib they see schemas alone.
export { type EventGroup, eventDescriptions, eventGroupNames, eventGroups } from "./descriptions";
