"use server";

import { action } from "@/lib/http/action";
import {
  applyReprocess,
  mapProduct,
  retryInboundEvents,
  startReprocess,
} from "@/lib/inbound-events/commands";

const provider = "/(console)/[project]/settings/integrations/[provider]";

export const retryInboundAction = action(retryInboundEvents, {
  refresh: "/(console)/[project]/settings/integrations/events/[inbound]",
  answers: true,
});
export const mapProductAction = action(mapProduct, { refresh: `${provider}/products` });
export const startReprocessAction = action(startReprocess, {
  refresh: `${provider}/reprocess`,
  answers: true,
});
export const applyReprocessAction = action(applyReprocess, { refresh: `${provider}/reprocess` });
