import { z } from "zod";

export const funnelRanges = [7, 30, 90] as const;
export type FunnelRange = (typeof funnelRanges)[number];

/** What the address of a funnel page may say; anything else is read as 30 days of production. */
export const funnelSearch = z.object({
  days: z
    .enum(["7", "30", "90"])
    .catch("30")
    .transform((days): FunnelRange => (days === "7" ? 7 : days === "90" ? 90 : 30)),
  preview: z
    .literal("1")
    .optional()
    .catch(undefined)
    .transform((flag) => (flag ? ("preview" as const) : ("production" as const))),
});
