/** Values that apps send when they have no id: under such a one strangers would become one customer. */
export const blockedForAll = [
  "no_user",
  "null",
  "none",
  "nil",
  "(null)",
  "NaN",
  "\\x00",
  "unidentified",
  "undefined",
  "unknown",
  "anonymous",
  "guest",
  "-1",
  "0",
  "[]",
  "{}",
  "[object Object]",
] as const;

const blockedWords = new Set<string>(["", ...blockedForAll.map((word) => word.toLowerCase())]);

/** True for what no project accepts as a user id, in any case, and for every id with a slash. */
export function isBlockedEverywhere(id: string): boolean {
  const word = id.replaceAll("\0", "").trim().toLowerCase();
  return blockedWords.has(word) || word.includes("/");
}

/** How the ids begin that RevenueCat's SDKs make for people who have not signed in. */
export const anonymousPrefix = "$RCAnonymousID:";

export function isAnonymousId(id: string): boolean {
  return id.startsWith(anonymousPrefix);
}
