"use server";

import { action } from "@/lib/http/action";
import { blockId, unblockId } from "@/lib/identity/commands";

const refresh = "/(console)/[project]/settings/blocked-ids";

export const blockIdAction = action(blockId, { refresh });
export const unblockIdAction = action(unblockId, { refresh });
