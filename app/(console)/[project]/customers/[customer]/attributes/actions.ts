"use server";

import { setAttributes } from "@/lib/attributes/commands";
import { action } from "@/lib/http/action";

export const setAttributesAction = action(setAttributes, {
  refresh: "/(console)/[project]/customers/[customer]/attributes",
});
