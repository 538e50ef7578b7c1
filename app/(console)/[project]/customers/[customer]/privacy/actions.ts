"use server";

import { recordConsent } from "@/lib/consents/commands";
import { action } from "@/lib/http/action";

const refresh = "/(console)/[project]/customers/[customer]/privacy";

export const recordConsentAction = action(recordConsent, { refresh });
