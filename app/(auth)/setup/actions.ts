"use server";

import { personAction } from "@/lib/http/action";
import { setUpInstance } from "@/lib/projects/commands";

export const setUpAction = personAction(setUpInstance, { refresh: "/", answers: true });
