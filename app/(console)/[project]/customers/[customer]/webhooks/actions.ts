"use server";

import { action } from "@/lib/http/action";
import { resendDelivery } from "@/lib/webhooks/commands";

export const resendEventAction = action(resendDelivery, {
  refresh: "/(console)/[project]/customers/[customer]/webhooks",
});
