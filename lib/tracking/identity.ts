import type { identifierKinds } from "@/db/schema/profiles";
import { isBlockedEverywhere } from "@/lib/identity/blocked";

export type Identity = { email: string | null; userId: string | null };
export type IdentifierKind = (typeof identifierKinds)[number];

const userIdLimit = 255;
const emailLimit = 254;

/**
 * Who a visitor says they are. What is no address, too long for an id, or what apps send for nobody is left out: a page
 * may send drafts.
 */
export function identityOf(inputs: ReadonlyMap<string, string>): Identity {
  return { email: emailOf(inputs.get("email")), userId: userIdOf(inputs.get("_USERID_")) };
}

/** Inputs that name a person and are kept as identity, never as answers. */
export function isIdentityInput(key: string): boolean {
  return key === "email" || key === "_USERID_";
}

function emailOf(text: string | undefined): string | null {
  const email = text?.trim().toLowerCase() ?? "";
  const isAddress =
    email.length <= emailLimit &&
    /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+$/u.test(email) &&
    !email.includes("..");
  return isAddress ? email : null;
}

function userIdOf(text: string | undefined): string | null {
  const userId = text?.trim() ?? "";
  return userId.length <= userIdLimit && !isBlockedEverywhere(userId) ? userId : null;
}
