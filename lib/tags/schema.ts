import { z } from "zod";
import { countCharacters, idOf } from "../core/inputs";

export const tagLimits = { count: 50, length: 40 } as const;

/** One line without a comma, which parts tags in the address of a list. */
export const tagName = z
  .string("Write a tag")
  .transform((text) => text.trim().normalize("NFC"))
  .refine((text) => text !== "", "Write a tag")
  .refine((text) => countCharacters(text) <= tagLimits.length, `Use at most ${tagLimits.length} characters`)
  .refine((text) => !/[\p{Cc}\p{Cs},]/u.test(text), "Use letters, digits and signs, but no comma");

export const tagInput = z.strictObject({ customer: idOf("profile"), tag: tagName });
