export type ChangedField = { field: string; before: unknown; after: unknown };

/** The fields of an entry's `before` and `after`, each once. A field that one side lacks is undefined there. */
export function changedFields(details: Record<string, unknown>): ChangedField[] {
  const before = fieldsOf(details.before);
  const after = fieldsOf(details.after);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }));
}

function fieldsOf(side: unknown): Record<string, unknown> {
  return side !== null && typeof side === "object" && !Array.isArray(side) ? { ...side } : {};
}
