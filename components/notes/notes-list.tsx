import { Nothing } from "@/components/shell/empty-state";
import { Pager } from "@/components/shell/pager";
import { Time } from "@/components/shell/time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Page } from "@/lib/core/page";
import type { Note, NoteVersion } from "@/lib/notes/queries";
import type { NoteActions } from "./note-actions";
import { NoteItem } from "./note-item";
import { NoteTools } from "./note-tools";
import { NoteVersions } from "./note-versions";
import { RestoreButton } from "./restore-button";

export type NotesData = {
  pinned: Note[];
  page: Page<Note>;
  /** Of the note whose versions are open. */
  open: { noteId: string; versions: NoteVersion[] } | null;
  deleted: Note[];
};

/** How notes are addressed and changed on this page. */
export type NotesDoors = {
  slug: string;
  customerId: string;
  shownId: (id: string) => string;
  href: (search: { versions?: string; cursor?: string }) => string;
  draftKey: (place: string) => string;
  most: number;
  /** Null for those who may only read. */
  actions: NoteActions | null;
};

export async function NotesList({ load, doors }: { load: () => Promise<NotesData>; doors: NotesDoors }) {
  const { pinned, page, open, deleted } = await load();
  const all = [...pinned, ...page.rows];
  return (
    <>
      {all.length === 0 && (
        <Nothing>No notes yet. What one person learns about this customer, the next one reads here.</Nothing>
      )}
      <ul>
        {all.map((note) => (
          <OneNote key={note.id} note={note} open={open} doors={doors} />
        ))}
      </ul>
      <Pager
        label="Pages of the notes"
        previous={
          page.previousCursor ? { href: doors.href({ cursor: page.previousCursor }), words: "Newer" } : null
        }
        next={page.nextCursor ? { href: doors.href({ cursor: page.nextCursor }), words: "Older" } : null}
      />
      {deleted.length > 0 && <Deleted notes={deleted} doors={doors} />}
    </>
  );
}

function OneNote({ note, open, doors }: { note: Note; open: NotesData["open"]; doors: NotesDoors }) {
  const { slug, customerId, most, actions } = doors;
  const noteId = doors.shownId(note.id);
  const versions = open?.noteId === note.id ? open.versions : null;
  const { body, version } = note;
  return (
    <NoteItem
      note={note}
      versionsHref={doors.href(versions ? {} : { versions: noteId })}
      tools={
        actions && (
          <NoteTools
            {...{ slug, customerId, noteId, version, body, most, actions }}
            isPinned={note.pinnedAt !== null}
            draftKey={doors.draftKey(`${noteId} ${version}`)}
          />
        )
      }
      versions={
        versions && (
          <NoteVersions
            versions={versions}
            restore={
              actions
                ? (earlier) => (
                    <RestoreButton
                      label={`Restore version ${earlier.version}`}
                      done="Earlier version restored"
                      restore={actions.edit.bind(null, slug, {
                        customer: customerId,
                        note: noteId,
                        version,
                        body: earlier.body,
                      })}
                    />
                  )
                : undefined
            }
          />
        )
      }
    />
  );
}

/** Tombstones: who wrote and when it went, not what it said. */
function Deleted({ notes, doors }: { notes: Note[]; doors: NotesDoors }) {
  const { slug, customerId, actions } = doors;
  return (
    <details className="border-t border-border px-(--gutter) py-3">
      <summary className="text-text-muted">
        {notes.length === 1 ? "1 deleted note" : `${notes.length} deleted notes`}
      </summary>
      <ul className="pt-2">
        {notes.map((note) => (
          <li key={note.id} className="flex min-h-7 flex-wrap items-center gap-x-2 text-text-muted">
            <span>
              By <bdi>{note.actorName}</bdi>, written <Time value={note.createdAt} format="full" />
              {note.deletedAt && (
                <>
                  , deleted <Time value={note.deletedAt} format="full" />
                </>
              )}
            </span>
            {actions && (
              <RestoreButton
                label={`Restore the note by ${note.actorName}`}
                done="Note restored"
                restore={actions.restore.bind(null, slug, {
                  customer: customerId,
                  note: doors.shownId(note.id),
                })}
              />
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Bones in the rhythm of notes. */
export function NotesSkeleton() {
  return (
    <div aria-busy className="grid gap-6 px-(--gutter) py-4">
      {["w-3/5", "w-2/5", "w-1/2"].map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton className="size-6 rounded-full" />
          <div className="grid flex-1 content-center gap-2.5">
            <Skeleton className="h-2.5 w-1/4" />
            <Skeleton className={`h-2 ${width}`} />
          </div>
        </div>
      ))}
    </div>
  );
}
