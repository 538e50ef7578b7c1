import { z } from "zod";
import { idOf, line } from "../core/inputs";
import { instantCursor } from "../core/page";

export const longestHoldDays = 30;
/** What one request may erase; it is all or nothing, so all of them are locked at once. */
export const mostAtOnce = 100;

const reason = z
  .union([z.literal("").transform(() => null), line(500)])
  .nullish()
  .transform((text) => text ?? null);

export const requestErasureInput = z.strictObject({
  customers: z
    .array(idOf("profile"))
    .min(1, "Name at least one customer")
    .max(mostAtOnce, `Name at most ${mostAtOnce} customers at once`),
  holdDays: z
    .int("Wait a whole number of days")
    .min(0, "Wait 0 to 30 days")
    .max(longestHoldDays, "Wait 0 to 30 days")
    .default(0),
  reason,
});

export const cancelErasureInput = z.strictObject({ erasure: idOf("erasure") });

export const requestExportInput = z.strictObject({ customer: idOf("profile") });
export const openExportInput = z.strictObject({ export: idOf("export") });

export const erasureSearch = z.object({ cursor: instantCursor });
