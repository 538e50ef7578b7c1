import { z } from "zod";
import { inboundProviders } from "../../db/columns";

/** Those that we call: to charge, to give back, to ask. */
export const gatewayProviders = ["stripe", "paypal"] as const;
export type GatewayProvider = (typeof gatewayProviders)[number];

export const disconnectInput = z.strictObject({ provider: z.enum(inboundProviders) });
