import { z } from "zod";
import { idOf } from "../core/inputs";
import { supportActionFields } from "../support-actions/schema";

export const overrideOfferingInput = z.strictObject({
  customer: idOf("profile"),
  offering: idOf("offering"),
  ...supportActionFields,
});
export const resetOfferingInput = z.strictObject({ customer: idOf("profile"), ...supportActionFields });
