import { z } from "zod";
import { idOf, paragraphs } from "../core/inputs";
import { instantCursor } from "../core/page";
import { noteLengths } from "../projects/settings";

const note = { customer: idOf("profile"), note: idOf("note") };
const body = paragraphs(noteLengths.most);

export const addNoteInput = z.strictObject({ customer: idOf("profile"), body });
/** `version` is the one that was read before editing. */
export const editNoteInput = z.strictObject({
  ...note,
  version: z.int("Say which version you edited").min(1),
  body,
});
export const oneNoteInput = z.strictObject(note);

/** What the address of the notes of a customer may say. Anything else is read as nothing said. */
export const notesSearch = z.object({
  /** The note whose versions are open. */
  versions: z.string().max(40).optional().catch(undefined),
  cursor: instantCursor,
});
