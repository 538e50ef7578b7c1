import { createHash } from "node:crypto";
import { emailAddress } from "../core/inputs";
import { isBlockedEverywhere } from "../identity/blocked";
import { plainText } from "../search/search-text";
import type { Names } from "./facts";

const longest = 256;

/** Names as they are kept: without what apps send when they have no id, and addresses in the one spelling. */
export function cleanNames(names: Names): Names {
  const { customerId, profileId, claimedProfileId, userId, aliases = [], email } = names;
  const address = emailAddress.safeParse(email);
  const own = nameOf(userId);
  const others = [...new Set(aliases.map(nameOf).filter((alias) => alias !== undefined))];
  return {
    customerId: fitting(plainText(customerId)),
    ...(profileId && { profileId }),
    ...(claimedProfileId && { claimedProfileId }),
    ...(own && { userId: own }),
    aliases: others.filter((alias) => alias !== own),
    ...(address.success && { email: address.data }),
  };
}

/** Cut, two long ids that begin alike, as signed tokens do, would be one person. */
function fitting(id: string): string {
  return id.length <= longest ? id : `sha256:${createHash("sha256").update(id).digest("hex")}`;
}

function nameOf(value: string | undefined): string | undefined {
  const name = value === undefined ? "" : plainText(value).trim();
  // A slash is refused by our own API alone; providers' own ids of people may have one.
  return name === "" || name.length > longest || isBlockedEverywhere(name.replaceAll("/", ""))
    ? undefined
    : name;
}
