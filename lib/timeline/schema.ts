import { z } from "zod";
import { instantCursor } from "../core/page";

/** The chips over a timeline. A source names those that show its rows beside "all". */
export const timelineKinds = ["all", "money", "subscription", "visits", "notes", "changes"] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** By which of the two clocks: when it happened, or when we learned of it. */
export const timelineOrders = ["happened", "received"] as const;
export type TimelineOrder = (typeof timelineOrders)[number];

/** What the address of a timeline may say. Anything else is read as the newest page of everything. */
export const timelineSearch = z.object({
  kind: z.enum(timelineKinds).catch("all"),
  order: z.enum(timelineOrders).catch("happened"),
  cursor: instantCursor,
  /** A UTC day: the page begins with its end. */
  day: z.string().refine(isDay).optional().catch(undefined),
  /** The shown id of an entry: the page that holds it. */
  e: z
    .string()
    .regex(/^[a-z]{2,4}_[0-9a-z]{26}$/)
    .optional()
    .catch(undefined),
});
export type TimelineSearch = z.output<typeof timelineSearch>;

function isDay(text: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
