"use server";

import { connectPaypal, connectStripe } from "@/lib/gateways/commands";
import { action } from "@/lib/http/action";
import {
  changeIntegrationSettings,
  disconnectIntegration,
  pauseIntegration,
  removeInboundSecret,
  resumeIntegration,
  setInboundSecret,
  setUpIntegration,
} from "@/lib/integrations/commands";

const refresh = "/(console)/[project]/settings/integrations/[provider]";

export const setUpAction = action(setUpIntegration, { refresh });
export const setSecretAction = action(setInboundSecret, { refresh });
export const removeSecretAction = action(removeInboundSecret, { refresh });
export const changeSettingsAction = action(changeIntegrationSettings, { refresh });
export const pauseAction = action(pauseIntegration, { refresh });
export const resumeAction = action(resumeIntegration, { refresh });
export const disconnectAction = action(disconnectIntegration, { refresh });
export const connectStripeAction = action(connectStripe, { refresh });
export const connectPaypalAction = action(connectPaypal, { refresh });
