"use server";

import { createKey, revokeKey, rotateKey, setAllowedOrigins } from "@/lib/api-keys/commands";
import { action } from "@/lib/http/action";

const refresh = "/(console)/[project]/developers/keys";

export const createKeyAction = action(createKey, { refresh, answers: true });
export const rotateKeyAction = action(rotateKey, { refresh, answers: true });
export const revokeKeyAction = action(revokeKey, { refresh });
export const setAllowedOriginsAction = action(setAllowedOrigins, { refresh });
