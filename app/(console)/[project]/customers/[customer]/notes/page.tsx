import { Suspense } from "react";
import { keptKey } from "@/components/account/kept-here";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { NotesList, NotesSkeleton } from "@/components/notes/notes-list";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Story } from "@/components/shell/story";
import { findId, showId } from "@/lib/core/ids";
import { can } from "@/lib/core/permissions";
import { customerPage } from "@/lib/http/records";
import { listDeletedNotes, listNotes, listNoteVersions, listPinnedNotes } from "@/lib/notes/queries";
import { notesSearch } from "@/lib/notes/schema";
import { getSettings } from "@/lib/projects/queries";
import { addTagAction, removeTagAction } from "../actions";
import {
  deleteNoteAction,
  editNoteAction,
  pinNoteAction,
  restoreNoteAction,
  unpinNoteAction,
} from "./actions";

const tagActions = { add: addTagAction, remove: removeTagAction };

type Props = {
  params: Promise<{ project: string; customer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const actions = {
  edit: editNoteAction,
  pin: pinNoteAction,
  unpin: unpinNoteAction,
  remove: deleteNoteAction,
  restore: restoreNoteAction,
};

export default async function CustomerNotesPage({ params, searchParams }: Props) {
  const { project, customer: id } = await params;
  const { ctx, customer, shownId, links, viewer, facts } = await customerPage(project, id);
  const { versions: open, cursor } = notesSearch.parse(await searchParams);
  const noteId = open ? findId("note", open) : null;
  const { noteMaxLength } = await getSettings(ctx);
  const path = `${links.customer(customer.id)}/notes`;
  const load = async () => {
    const [pinned, page, deleted, versions] = await Promise.all([
      cursor ? [] : listPinnedNotes(ctx, customer),
      listNotes(ctx, customer, { cursor, unpinned: true }),
      cursor ? [] : listDeletedNotes(ctx, customer),
      noteId ? listNoteVersions(ctx, noteId) : [],
    ]);
    return { pinned, page, deleted, open: noteId ? { noteId, versions } : null };
  };
  return (
    <Story
      factsLabel="Facts about this customer"
      facts={<CustomerFacts {...facts} tagActions={tagActions} />}
    >
      <CardBoundary what="Notes">
        <Suspense key={`${open} ${cursor}`} fallback={<NotesSkeleton />}>
          <NotesList
            load={load}
            doors={{
              slug: project,
              customerId: shownId,
              shownId: (note) => showId("note", note),
              href: (search) => {
                const query = new URLSearchParams(Object.entries(search)).toString();
                return query ? `${path}?${query}` : path;
              },
              draftKey: (place) => keptKey("note", viewer.userId, place),
              most: noteMaxLength,
              actions: can(ctx.actor, "notes:write") ? actions : null,
            }}
          />
        </Suspense>
      </CardBoundary>
    </Story>
  );
}
