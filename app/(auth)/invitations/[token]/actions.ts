"use server";

import { personAction } from "@/lib/http/action";
import { acceptInvitation } from "@/lib/members/commands";

export const acceptInvitationAction = personAction(acceptInvitation, { refresh: "/projects", answers: true });
