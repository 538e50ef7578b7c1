"use server";

import { connectPaypal, connectStripe } from "@/lib/gateways/commands";
import { action } from "@/lib/http/action";
import { disconnectIntegration } from "@/lib/integrations/commands";

const refresh = "/(console)/[project]/settings/integrations";

export const connectStripeAction = action(connectStripe, { refresh });
export const connectPaypalAction = action(connectPaypal, { refresh });
export const disconnectAction = action(disconnectIntegration, { refresh });
