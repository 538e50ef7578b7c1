"use server";

import { action } from "@/lib/http/action";
import { renameProject } from "@/lib/projects/commands";

export const renameProjectAction = action(renameProject, {
  refresh: "/(console)/[project]/settings/project",
});
