"use server";

import { recordConsent } from "@/lib/consents/commands";
import { action } from "@/lib/http/action";
import { cancelErasure, requestErasure, requestExport } from "@/lib/privacy/commands";

const refresh = "/(console)/[project]/customers/[customer]/privacy";

export const recordConsentAction = action(recordConsent, { refresh });
export const requestExportAction = action(requestExport, { refresh });
export const requestErasureAction = action(requestErasure, { refresh });
export const cancelErasureAction = action(cancelErasure, { refresh });
