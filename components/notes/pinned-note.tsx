import { Time } from "@/components/shell/time";
import { Link } from "@/components/ui/link";
import type { Note } from "@/lib/notes/queries";
import { Markdown } from "./markdown";

/** What the next person must know, above the story. The note pinned last; the others are a link away. */
export async function PinnedNote({ list, href }: { list: () => Promise<Note[]>; href: string }) {
  const [note, ...others] = await list();
  if (!note) return null;
  return (
    <aside aria-label="Pinned note" className="mx-(--gutter) mt-3 border-s-2 border-amber-dot ps-3">
      <div className="max-h-33 overflow-y-auto">
        <Markdown source={note.body} />
      </div>
      <p className="pt-1 text-xs text-text-muted">
        <Link href={href} className="hover:underline">
          Pinned note
        </Link>{" "}
        by <bdi>{note.actorName}</bdi>, <Time value={note.createdAt} />
        {others.length > 0 && `, and ${others.length} more`}
      </p>
    </aside>
  );
}
