import { and, eq } from "drizzle-orm";
import { notes, noteVersions } from "../../db/schema/notes";
import { actorId } from "../core/audit";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { countCharacters } from "../core/inputs";
import type { Customer } from "../customers/customer";
import { emit } from "../events/emit";
import { lockCustomer } from "../identity/lock";
import { getSettings } from "../projects/queries";
import { countNotes } from "./queries";
import { addNoteInput, editNoteInput, oneNoteInput } from "./schema";

/** Answers with the shown id of the new note. */
export const addNote = command({
  name: "note.add",
  permission: "notes:write",
  input: addNoteInput,
  async run({ ctx, input: { customer: profileId, body }, audit }) {
    const customer = await lockCustomer(ctx, profileId);
    await requireLength(ctx, body);
    await requireRoom(ctx, customer);
    const now = ctx.clock.now();
    const id = newId(now);
    const written = { projectId: ctx.projectId, body, version: 1, ...acting(ctx), createdAt: now };
    await ctx.tx.insert(notes).values({ ...written, id, profileId: customer.id });
    await ctx.tx.insert(noteVersions).values({ ...written, noteId: id });
    const noteId = showId("note", id);
    const { environment } = customer;
    const payload = { note_id: noteId, body };
    await emit(ctx, { type: "note.created", profileId: customer.id, environment, payload });
    audit({ subject: noteId, profileId: customer.id, after: { body } });
    return { noteId };
  },
});

/** `conflict` when someone else saved in between: read the note again, and edit that version. */
export const editNote = command({
  name: "note.edit",
  permission: "notes:write",
  input: editNoteInput,
  async run({ ctx, input: { customer: profileId, note: noteId, version, body }, audit }) {
    const { note, one, trail } = await lockNote(ctx, profileId, noteId);
    if (note.version !== version)
      throw new AppError("conflict", "Someone else changed this note in the meantime");
    if (note.body === body) return audit("unchanged");
    await requireLength(ctx, body);
    const now = ctx.clock.now();
    const saved = { body, version: version + 1 };
    await ctx.tx
      .update(notes)
      .set({ ...saved, editedAt: now })
      .where(one);
    await ctx.tx
      .insert(noteVersions)
      .values({ projectId: ctx.projectId, noteId, ...saved, ...acting(ctx), createdAt: now });
    audit({ ...trail, before: { body: note.body }, after: { body } });
  },
});

export const pinNote = command({
  name: "note.pin",
  permission: "notes:write",
  input: oneNoteInput,
  async run({ ctx, input: { customer: profileId, note: noteId }, audit }) {
    const { note, one, trail } = await lockNote(ctx, profileId, noteId);
    if (note.pinnedAt) return audit("unchanged");
    await ctx.tx.update(notes).set({ pinnedAt: ctx.clock.now() }).where(one);
    audit({ ...trail, before: { pinned: false }, after: { pinned: true } });
  },
});

export const unpinNote = command({
  name: "note.unpin",
  permission: "notes:write",
  input: oneNoteInput,
  async run({ ctx, input: { customer: profileId, note: noteId }, audit }) {
    const { note, one, trail } = await lockNote(ctx, profileId, noteId);
    if (!note.pinnedAt) return audit("unchanged");
    await ctx.tx.update(notes).set({ pinnedAt: null }).where(one);
    audit({ ...trail, before: { pinned: true }, after: { pinned: false } });
  },
});

/** The note stays as a tombstone, so that it can come back. */
export const deleteNote = command({
  name: "note.delete",
  permission: "notes:write",
  input: oneNoteInput,
  async run({ ctx, input: { customer: profileId, note: noteId }, audit }) {
    const { note, one, trail } = await lockNote(ctx, profileId, noteId);
    await ctx.tx.update(notes).set({ deletedAt: ctx.clock.now() }).where(one);
    audit({ ...trail, before: { body: note.body } });
  },
});

export const restoreNote = command({
  name: "note.restore",
  permission: "notes:write",
  input: oneNoteInput,
  async run({ ctx, input: { customer: profileId, note: noteId }, audit }) {
    const { customer, note, one, trail } = await lockNote(ctx, profileId, noteId, "deleted too");
    if (!note.deletedAt) return audit("unchanged");
    await requireRoom(ctx, customer);
    await ctx.tx.update(notes).set({ deletedAt: null }).where(one);
    audit({ ...trail, after: { body: note.body } });
  },
});

async function lockNote(ctx: CommandCtx, profileId: string, noteId: string, which?: "deleted too") {
  const customer = await lockCustomer(ctx, profileId);
  const one = and(eq(notes.projectId, ctx.projectId), eq(notes.id, noteId));
  const [note] = await ctx.tx.select().from(notes).where(one).for("no key update");
  const isThere = note && customer.profileIds.includes(note.profileId) && (which || !note.deletedAt);
  if (!isThere) throw new AppError("not_found", "There is no such note");
  return { customer, note, one, trail: { subject: showId("note", noteId), profileId: customer.id } };
}

async function requireLength(ctx: CommandCtx, body: string): Promise<void> {
  const { noteMaxLength: most } = await getSettings(ctx);
  const length = countCharacters(body);
  if (length <= most) return;
  const message = `Use at most ${most} characters: this has ${length}`;
  throw new AppError("invalid", message, { body: message });
}

/** Counted under the lock of the customer, so that writers at the same moment cannot pass together. */
async function requireRoom(ctx: CommandCtx, customer: Customer): Promise<void> {
  const { notesPerCustomer: most } = await getSettings(ctx);
  if (most === null || (await countNotes(ctx, customer)) < most) return;
  throw new AppError("conflict", `${most} of ${most} notes are used. Delete one first.`);
}

function acting({ actor }: CommandCtx) {
  return { actorKind: actor.kind, actorId: actorId(actor) };
}
