import { z } from "zod";
import { isKnownZone } from "../billing/dates";
import { line } from "../core/inputs";
import { noteCounts, noteLengths, retrySchedules } from "./settings";

const name = line(80);

export const createProjectInput = z.strictObject({
  name,
  /** A sandbox takes test cards and test keys only, and has a clock of its own. It stays one. */
  isSandbox: z.boolean().default(false),
});
export const setUpInput = z.strictObject({ setupToken: z.string().trim().min(1).max(500), name });
export const renameProjectInput = z.strictObject({ name });

export const setNoteLimitsInput = z.strictObject({
  noteMaxLength: whole(noteLengths),
  /** Null for no limit. */
  notesPerCustomer: whole(noteCounts).nullable(),
});

export const setBillingRulesInput = z.strictObject({
  retrySchedule: z.enum(retrySchedules),
  timeZone: z.string().trim().max(64).refine(isKnownZone, "Use a time zone such as Europe/Berlin, or UTC"),
});

export const pauseChargingInput = z.strictObject({ reason: line(256) });
export const resumeChargingInput = z.strictObject({});

/** The farthest that a sandbox's clock can be from ours. */
export const longestAheadMs = 10 * 366 * 24 * 60 * 60_000;

export const moveClockInput = z.strictObject({ to: z.coerce.date("Choose a date and a time") });

function whole({ least, most }: { least: number; most: number }) {
  const words = `Use a whole number from ${least} to ${most.toLocaleString("en")}`;
  return z.int(words).min(least, words).max(most, words);
}
