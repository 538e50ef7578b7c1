import { z } from "zod";
import { environments, inboundProviders } from "../../db/columns";
import { inboundStates } from "../../db/schema/inbound-events";
import { idOf } from "../core/inputs";
import { idCursor } from "../core/page";

const code = z.string().min(1).max(100);

/** What the address of the list may say; what is wrong in it is left out. */
export const inboundListParams = z.object({
  integration: idOf("integration").optional().catch(undefined),
  provider: z.enum(inboundProviders).optional().catch(undefined),
  state: z.enum(inboundStates).optional().catch(undefined),
  type: z.string().min(1).max(255).optional().catch(undefined),
  error: code.optional().catch(undefined),
  environment: z.enum(environments).optional().catch(undefined),
  from: z.iso.datetime().optional().catch(undefined),
  to: z.iso.datetime().optional().catch(undefined),
  cursor: idCursor,
});

/** One of them, or all that failed for one reason. */
export const retryInboundInput = z.union([
  z.strictObject({ event: idOf("inboundEvent").describe("One event (inb_…).") }),
  z.strictObject({
    integration: idOf("integration").describe("All parked events of this integration …"),
    errorCode: code
      .nullable()
      .default(null)
      .describe("… that failed for this reason; null for every reason."),
  }),
]);

export const mapProductInput = z.strictObject({
  integration: idOf("integration"),
  product: z.string().min(1).max(255).describe("As the provider names it."),
  pricePoint: idOf("pricePoint").describe("What it is sold as here (pp_…)."),
});

export const startReprocessInput = z
  .strictObject({
    integration: idOf("integration"),
    from: z.iso
      .datetime()
      .transform((text) => new Date(text))
      .describe("Of the receipt."),
    to: z.iso
      .datetime()
      .transform((text) => new Date(text))
      .describe("Not included."),
  })
  .refine(({ from, to }) => from < to, { message: "The end comes after the beginning", path: ["to"] });

export const oneReprocessInput = z.strictObject({ run: idOf("reprocessRun") });
