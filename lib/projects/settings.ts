import { z } from "zod";

export const noteLengths = { least: 1, usual: 255, most: 10_000 } as const;
export const noteCounts = { least: 1, usual: 10, most: 10_000 } as const;

export const retrySchedules = ["smart", "short"] as const;

/** What is not set, or was set by a later version in a form that this one does not know, is as usual. */
const stored = z.object({
  noteMaxLength: z.int().min(noteLengths.least).max(noteLengths.most).catch(noteLengths.usual),
  /** How a failed renewal is tried again. */
  retrySchedule: z.enum(retrySchedules).catch("smart"),
  /** Where a subscription's days and months are counted. */
  timeZone: z.string().catch("UTC"),
  notesPerCustomer: z.int().min(noteCounts.least).max(noteCounts.most).nullable().catch(noteCounts.usual),
});

/** `notesPerCustomer` is null for no limit. */
export type ProjectSettings = z.output<typeof stored>;

export function settingsOf(settings: Record<string, unknown>): ProjectSettings {
  return stored.parse(settings);
}
