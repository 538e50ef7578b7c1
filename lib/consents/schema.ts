import { z } from "zod";
import { idOf, line } from "../core/inputs";
import { instantCursor } from "../core/page";

export const recordConsentInput = z.strictObject({
  customer: idOf("profile"),
  purpose: line(64),
  state: z.enum(["granted", "denied"], "Choose allowed or refused"),
  policyVersion: z
    .union([z.literal("").transform(() => null), line(64)])
    .nullish()
    .transform((version) => version ?? null),
});

export const consentSearch = z.object({ cursor: instantCursor });
