import type { ReactNode } from "react";
import { Initials } from "@/components/account/initials";
import { Time } from "@/components/shell/time";
import { Link } from "@/components/ui/link";
import { Tag } from "@/components/ui/tag";
import type { Note } from "@/lib/notes/queries";
import { Markdown } from "./markdown";

/** Who, when, the text; `tools` at the end of the first line, `versions` below when they are open. */
export function NoteItem({
  note,
  versionsHref,
  tools,
  versions,
}: {
  note: Note;
  /** Opens the versions, or closes them when they are open. */
  versionsHref: string;
  tools?: ReactNode;
  versions?: ReactNode;
}) {
  return (
    <li
      className={
        note.pinnedAt
          ? "border-s-2 border-amber-dot px-(--gutter) py-3 ps-[calc(var(--gutter)-2px)]"
          : "border-t border-border-subtle px-(--gutter) py-3 first:border-t-0"
      }
    >
      <article aria-label={`Note by ${note.actorName}`}>
        <div className="flex min-h-7 flex-wrap items-center gap-x-2">
          <Initials name={note.actorName} />
          <bdi className="font-medium">{note.actorName}</bdi>
          <span className="text-text-muted">
            <Time value={note.createdAt} />
          </span>
          {note.pinnedAt && <Tag>Pinned</Tag>}
          {tools}
        </div>
        <div className="ps-8 pt-1">
          <Markdown source={note.body} />
          {note.editedAt && (
            <p className="pt-1.5 text-xs text-text-muted">
              {editedWords(note.version)}, <Time value={note.editedAt} /> ·{" "}
              <Link href={versionsHref} scroll={false} className="link underline">
                {versions ? "hide versions" : "versions"}
              </Link>
            </p>
          )}
          {versions}
        </div>
      </article>
    </li>
  );
}

function editedWords(version: number): string {
  const times = version - 1;
  return times === 1 ? "Edited once" : `Edited ${times} times`;
}
