import { changesWords, isRecord, text } from "./change-words";

const sentences: Record<string, string> = {
  "note.edit": "Note edited",
  "note.pin": "Note pinned",
  "note.unpin": "Note unpinned",
  "note.delete": "Note deleted",
  "note.restore": "Note brought back",
  "customer.merge": "Merged",
  "customer.unmerge": "Unmerged",
  "erasure.request": "Erasure asked for",
  "erasure.cancel": "Erasure called off",
  "export.request": "Export asked for",
};

/** These say all there is; what a deleted note said stays in the audit log. */
const complete = /^note\.(pin|unpin|delete|restore)$/;

/** What was done and raised no event: the reason that was given, else what it held before and after. */
export function auditedWords(
  type: string,
  { reason, before, after }: Record<string, unknown>,
): { sentence: string; detail?: string } {
  const sentence = sentences[type] ?? type;
  if (complete.test(type)) return { sentence };
  if (reason) return { sentence, detail: text(reason) };
  const removed = isRecord(before) ? Object.fromEntries(Object.keys(before).map((key) => [key, null])) : {};
  const changed = { ...removed, ...(isRecord(after) ? after : {}) };
  return { sentence, detail: changesWords(changed, before) || undefined };
}
