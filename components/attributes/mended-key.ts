/** A legal key as near as can be to what was typed; null where that is legal already or nothing is left of it. */
export function mendedKey(typed: string): string | null {
  const mended = typed
    .trim()
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-zA-Z0-9_-]+/g, "_")
    .replace(/^[^a-zA-Z]+/, "")
    .slice(0, 40)
    .replace(/_+$/, "");
  return mended === "" || mended === typed ? null : mended;
}
