import { z } from "zod";
import { instantCursor } from "../core/page";

export const timelineKinds = ["all", "visits", "changes"] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** What the address of a timeline may say. Anything else is read as the newest page of everything. */
export const timelineSearch = z.object({
  kind: z.enum(timelineKinds).catch("all"),
  cursor: instantCursor,
});
