import { z } from "zod";
import { emailAddress, idOf } from "../core/inputs";
import { roles } from "../core/permissions";

const role = z.enum(roles, "Choose a role");

export const inviteMemberInput = z.strictObject({ email: emailAddress, role });
export const revokeInvitationInput = z.strictObject({ invitationId: idOf("invitation") });
export const acceptInvitationInput = z.strictObject({ token: z.string().min(1).max(200) });
export const changeRoleInput = z.strictObject({ userId: idOf("user"), role });
export const removeMemberInput = z.strictObject({ userId: idOf("user") });
