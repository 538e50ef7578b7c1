"use server";

import { action } from "@/lib/http/action";
import { changeRole, inviteMember, removeMember, revokeInvitation } from "@/lib/members/commands";

const refresh = "/(console)/[project]/settings/members";

export const inviteMemberAction = action(inviteMember, { refresh, answers: true });
export const revokeInvitationAction = action(revokeInvitation, { refresh });
export const changeRoleAction = action(changeRole, { refresh });
export const removeMemberAction = action(removeMember, { refresh });
