import { z } from "zod";
import { idOf, line } from "../core/inputs";

const mostAtOnce = 50;

/** Null and the empty text delete. With `updatedAtMs` the value is kept only if it is newer than the one that stands. */
const given = z.strictObject({
  value: z.string("Write a text").max(10_000, "Value is too long.").nullable(),
  updatedAtMs: z.int().min(0).max(8_640_000_000_000_000).optional(),
});

export const setAttributesInput = z.strictObject({
  customer: idOf("profile"),
  attributes: z
    .record(z.string().max(200), given)
    .refine((all) => Object.keys(all).length > 0, "Name at least one attribute")
    .refine(
      (all) => Object.keys(all).length <= mostAtOnce,
      `Name at most ${mostAtOnce} attributes at a time`,
    ),
});

/** What the address of the attributes of a customer may say. */
export const attributesSearch = z.object({
  /** The key whose history is open. */
  history: line(60).optional().catch(undefined),
});
