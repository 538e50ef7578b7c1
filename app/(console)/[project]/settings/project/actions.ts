"use server";

import { action } from "@/lib/http/action";
import { renameProject, setNoteLimits } from "@/lib/projects/commands";

const refresh = "/(console)/[project]/settings/project";

export const renameProjectAction = action(renameProject, { refresh });
export const setNoteLimitsAction = action(setNoteLimits, { refresh });
