import { z } from "zod";
import { line } from "../core/inputs";
import { noteCounts, noteLengths } from "./settings";

const name = line(80);

export const createProjectInput = z.strictObject({ name });
export const setUpInput = z.strictObject({ setupToken: z.string().trim().min(1).max(500), name });
export const renameProjectInput = z.strictObject({ name });

export const setNoteLimitsInput = z.strictObject({
  noteMaxLength: whole(noteLengths),
  /** Null for no limit. */
  notesPerCustomer: whole(noteCounts).nullable(),
});

function whole({ least, most }: { least: number; most: number }) {
  const words = `Use a whole number from ${least} to ${most.toLocaleString("en")}`;
  return z.int(words).min(least, words).max(most, words);
}
