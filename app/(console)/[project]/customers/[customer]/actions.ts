"use server";

import { action } from "@/lib/http/action";
import { addTag, removeTag } from "@/lib/tags/commands";

const refresh = "/(console)/[project]/customers/[customer]";

export const addTagAction = action(addTag, { refresh });
export const removeTagAction = action(removeTag, { refresh });
