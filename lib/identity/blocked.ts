/** Values that apps send when they have no id: under such a one strangers would become one customer. */
const blockedWords = new Set([
  "no_user",
  "null",
  "none",
  "nil",
  "(null)",
  "nan",
  "\\x00",
  "",
  "unidentified",
  "undefined",
  "unknown",
  "anonymous",
  "guest",
  "-1",
  "0",
  "[]",
  "{}",
  "[object object]",
]);

/** True for what no project accepts as a user id, in any case, and for every id with a slash. */
export function isBlockedEverywhere(id: string): boolean {
  const word = id.replaceAll("\0", "").trim().toLowerCase();
  return blockedWords.has(word) || word.includes("/");
}

/** Ids that RevenueCat's SDKs make for people who have not signed in. */
export function isAnonymousId(id: string): boolean {
  return id.startsWith("$RCAnonymousID:");
}
