"use server";

import { action } from "@/lib/http/action";
import { cancelErasure } from "@/lib/privacy/commands";

export const cancelErasureAction = action(cancelErasure, {
  refresh: "/(console)/[project]/settings/erasures/[erasure]",
});
