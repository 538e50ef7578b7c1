import type { ReactNode } from "react";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { ErrorGroup } from "@/lib/inbound-events/queries";
import { listHref, plainList } from "./inbound-url";
import { counted } from "./inbound-words";

/** Equal problems as one line each, with what mends them. Draws nothing where all is well. */
export function ErrorGroups({
  path,
  groups,
  toolsOf,
  detailOf,
}: {
  /** Of the list. */
  path: string;
  /** Null where they are too many to count now. */
  groups: ErrorGroup[] | null;
  toolsOf: (group: ErrorGroup) => ReactNode;
  /** Below the sentence: what the group consists of. */
  detailOf: (group: ErrorGroup) => ReactNode;
}) {
  if (groups === null)
    return (
      <p className="border-b border-border px-(--gutter) py-3 text-text-muted">
        What is not processed is too much to group by reason now.
      </p>
    );
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="error-groups" className="border-b border-border px-(--gutter) pt-3 pb-4">
      <h2 id="error-groups" className="mb-1.5">
        What is not processed
      </h2>
      <ul className="overflow-hidden rounded-lg border border-border bg-surface">
        {groups.map((group) => (
          <li
            key={group.errorCode}
            className="flex flex-wrap items-start gap-x-4 gap-y-2 px-3.5 py-2.5 not-first:border-t not-first:border-border-subtle"
          >
            <div className="min-w-0 flex-[1_1_20rem]">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Link
                  href={listHref(path, plainList, {
                    states: ["waiting", "parked"],
                    error: group.errorCode,
                  })}
                  className="link font-medium"
                >
                  {counted(group.parked + group.waiting, "event")}: {group.title.toLowerCase()}
                </Link>
                {group.parked === 0 && (
                  <Badge hue="grey" tip="They are tried again by themselves">
                    Waiting
                  </Badge>
                )}
                <span className="whitespace-nowrap text-text-muted">
                  last <Time value={group.lastAt} />
                </span>
              </p>
              <p className="text-text-secondary">{group.fix}</p>
              {detailOf(group)}
            </div>
            <div className="flex flex-none flex-wrap gap-2">{toolsOf(group)}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}
