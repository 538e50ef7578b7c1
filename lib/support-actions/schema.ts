import { z } from "zod";
import { line, paragraphs } from "../core/inputs";

/** What every action for a customer takes besides. */
export const supportActionFields = {
  key: z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/, "Use 1 to 255 printable ASCII characters")
    .optional()
    .describe("The same key again does nothing and answers what the first call did."),
  reason: line(256).optional().describe("Why; kept in the history of the customer."),
  comment: paragraphs(2_048).optional().describe("For colleagues; at most 2048 characters."),
};
