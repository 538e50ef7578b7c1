"use server";

import { personAction } from "@/lib/http/action";
import { createProject } from "@/lib/projects/commands";

export const createProjectAction = personAction(createProject, { refresh: "/projects", answers: true });
