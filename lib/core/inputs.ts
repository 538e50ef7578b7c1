import { z } from "zod";
import { findId, type IdKind, idPrefixes } from "./ids";

/** One line that a person typed: trimmed, not empty, no control characters and no broken Unicode. */
export function line(maxLength: number) {
  return z
    .string("Write something here")
    .trim()
    .min(1, "Write something here")
    .max(maxLength, `Use at most ${maxLength} characters`)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "Use letters, digits and signs only");
}

/** Lines of text of so many code points, line ends as \n. */
export function paragraphs(maxLength: number) {
  return z
    .string("Write something here")
    .transform((text) => text.replaceAll(/\r\n?/g, "\n").trim())
    .refine((text) => text.length > 0, "Write something here")
    .refine((text) => countCharacters(text) <= maxLength, `Use at most ${maxLength} characters`)
    .refine((text) => !/[\0\p{Cs}]/u.test(text), "Take out the characters that are broken or have no shape");
}

/** Code points, as the database counts them: an emoji that looks like one may be several. */
export function countCharacters(text: string): number {
  return [...text].length;
}

/** A name that programs use: letters, digits, - and _. */
export function ident(maxLength: number) {
  return z
    .string("Write something here")
    .min(1, "Write something here")
    .max(maxLength, `Use at most ${maxLength} characters`)
    .regex(/^[-A-Za-z_0-9]*$/, "Use letters of the English alphabet, digits, - and _ only");
}

/** An address in the one spelling that is stored and compared. */
export const emailAddress = z
  .string("Write an email address")
  .trim()
  .toLowerCase()
  .max(254, "Use at most 254 characters")
  .pipe(z.email("Write an email address, such as anna@example.com"));

/** A shown id, given on as the uuid behind it. */
export function idOf(kind: IdKind) {
  return z.string().transform((text, context) => {
    const uuid = findId(kind, text);
    if (uuid !== null) return uuid;
    context.addIssue({ code: "custom", message: `This is not an id of the form ${idPrefixes[kind]}_…` });
    return z.NEVER;
  });
}
