/** Each key that changed, from what to what. A value that is null was removed. */
export function changesWords(after: unknown, before: unknown): string {
  const previous = isRecord(before) ? before : {};
  return Object.entries(isRecord(after) ? after : {})
    .map(([key, value]) => {
      const old = text(previous[key]);
      const now = text(value);
      if (now === "") return old ? `${key}: ${old} removed` : `${key} removed`;
      return old ? `${key}: ${old} → ${now}` : `${key}: ${now}`;
    })
    .join(", ");
}

export function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
