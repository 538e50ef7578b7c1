import { and, desc, eq, getTableColumns, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { notes, noteVersions } from "../../db/schema/notes";
import { type Named, nameActors } from "../audit/actor-names";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { cursorInstant, type Page, pageOf, parseCursor } from "../core/page";
import type { Customer } from "../customers/customer";

/** With the name of who wrote it. */
export type Note = Named<typeof notes.$inferSelect>;
export type NoteVersion = Named<typeof noteVersions.$inferSelect>;

const pageSize = 20;
const most = 100;

/** The newest first. `unpinned` leaves out those that stand on top by themselves. */
export async function listNotes(
  ctx: Ctx,
  customer: Customer,
  options: { cursor?: string; limit?: number; unpinned?: boolean } = {},
): Promise<Page<Note>> {
  const limit = options.limit ?? pageSize;
  const cursor = options.cursor ? parseCursor(options.cursor) : null;
  const isBackwards = cursor?.direction === "before";
  const walk = sql.raw(isBackwards ? "asc" : "desc");
  const beyond =
    cursor &&
    sql`(${notes.createdAt}, ${notes.id}) ${sql.raw(isBackwards ? ">" : "<")} (${cursorInstant(cursor).toISOString()}::timestamptz, ${cursor.id}::uuid)`;
  const found = await read(ctx, (tx) =>
    tx
      .select(getTableColumns(notes))
      .from(notes)
      .where(
        and(
          ...live(ctx, customer),
          options.unpinned ? isNull(notes.pinnedAt) : undefined,
          beyond ?? undefined,
        ),
      )
      .orderBy(sql`${notes.createdAt} ${walk}`, sql`${notes.id} ${walk}`)
      .limit(limit + 1),
  );
  const page = pageOf(found, limit, cursor, (row) => ({ value: row.createdAt.toISOString(), id: row.id }));
  return { ...page, rows: await nameActors(ctx, page.rows) };
}

/** The one pinned last stands first; 100 at most. */
export async function listPinnedNotes(ctx: Ctx, customer: Customer): Promise<Note[]> {
  const found = await read(ctx, (tx) =>
    tx
      .select(getTableColumns(notes))
      .from(notes)
      .where(and(...live(ctx, customer), isNotNull(notes.pinnedAt)))
      .orderBy(desc(notes.pinnedAt), desc(notes.id))
      .limit(most),
  );
  return nameActors(ctx, found);
}

/** The one deleted last stands first; 100 at most. */
export async function listDeletedNotes(ctx: Ctx, customer: Customer): Promise<Note[]> {
  const found = await read(ctx, (tx) =>
    tx
      .select(getTableColumns(notes))
      .from(notes)
      .where(and(...ofCustomer(ctx, customer), isNotNull(notes.deletedAt)))
      .orderBy(desc(notes.deletedAt), desc(notes.id))
      .limit(most),
  );
  return nameActors(ctx, found);
}

/** The note behind a shown id. Those of others, and deleted ones, are `not_found`. */
export async function getNote(ctx: Ctx, customer: Customer, shownId: string): Promise<Note> {
  const id = findId("note", shownId);
  const found = id
    ? await read(ctx, (tx) =>
        tx
          .select(getTableColumns(notes))
          .from(notes)
          .where(and(...live(ctx, customer), eq(notes.id, id))),
      )
    : [];
  const [note] = await nameActors(ctx, found);
  if (!note) throw new AppError("not_found", "There is no such note");
  return note;
}

/** What the note said over time, the present words first; 100 at most. */
export async function listNoteVersions(ctx: Ctx, noteId: string): Promise<NoteVersion[]> {
  const found = await read(ctx, (tx) =>
    tx
      .select(getTableColumns(noteVersions))
      .from(noteVersions)
      .where(and(eq(noteVersions.projectId, ctx.projectId), eq(noteVersions.noteId, noteId)))
      .orderBy(desc(noteVersions.version))
      .limit(most),
  );
  return nameActors(ctx, found);
}

/** Over all profiles of the customer, without the deleted ones. */
export async function countNotes(ctx: Ctx, customer: Customer): Promise<number> {
  const [row] = await read(ctx, (tx) =>
    tx
      .select({ count: sql<number>`count(*)::int` })
      .from(notes)
      .where(and(...live(ctx, customer))),
  );
  return row?.count ?? 0;
}

function ofCustomer(ctx: Ctx, customer: Customer): SQL[] {
  return [eq(notes.projectId, ctx.projectId), inArray(notes.profileId, customer.profileIds)];
}

function live(ctx: Ctx, customer: Customer): SQL[] {
  return [...ofCustomer(ctx, customer), isNull(notes.deletedAt)];
}
