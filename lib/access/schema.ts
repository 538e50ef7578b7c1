import { z } from "zod";
import { idOf } from "../core/inputs";
import { supportActionFields } from "../support-actions/schema";
import { durations } from "./durations";

const lasting = {
  duration: z.enum(durations, "Choose how long").optional().describe("Either this or `until`."),
  until: z.iso
    .datetime({ offset: true, error: "Write a date and time" })
    .transform((text) => new Date(text))
    .optional(),
};

const oneGrant = { customer: idOf("profile"), grant: idOf("grant") };

export const grantInput = z.strictObject({
  customer: idOf("profile"),
  entitlement: idOf("entitlement"),
  ...lasting,
  ...supportActionFields,
});
export const revokeInput = z.strictObject({ ...oneGrant, ...supportActionFields });
export const extendInput = z.strictObject({ ...oneGrant, ...lasting, ...supportActionFields });
export const transferInput = z.strictObject({
  ...oneGrant,
  to: idOf("profile").describe("Who gets it (pro_…)."),
  ...supportActionFields,
});
