import { Time } from "@/components/shell/time";
import type { AttributeChange } from "@/lib/attributes/queries";
import { sourceName } from "./source-name";

/** Each value that the key had, the latest first, and who or what said so. */
export function AttributeHistory({ name, changes }: { name: string; changes: AttributeChange[] }) {
  return (
    <ol aria-label={`History of ${name}`} className="mt-1 mb-2 border-s border-border ps-3">
      {changes.map((change) => (
        <li key={change.id} className="flex flex-wrap items-baseline gap-x-2 py-0.5 whitespace-normal">
          {change.value === null ? (
            <span className="text-text-muted italic">deleted</span>
          ) : (
            <bdi className="min-w-0 wrap-anywhere">{change.value}</bdi>
          )}
          <span className="text-xs text-text-muted">
            {change.actorKind === "visitor" ? sourceName(change.source) : <bdi>{change.actorName}</bdi>},{" "}
            <Time value={change.updatedAt} format="full" />
          </span>
        </li>
      ))}
    </ol>
  );
}
