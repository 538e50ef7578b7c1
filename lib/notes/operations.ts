import { z } from "zod";
import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import { listOperation, operation, silentOperation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";
import { addNote, deleteNote, editNote, pinNote, restoreNote, unpinNote } from "./commands";
import { getNote, listNotes, listNoteVersions } from "./queries";
import { noteResource, noteVersionResource, showNote, showNoteVersion } from "./resource";
import { addNoteInput, editNoteInput } from "./schema";

const group = "Notes";
const write = "notes:write";
const noteParams = customerParams.extend({ note: z.string().max(100).describe("Note id (note_…).") });
const example = { customer: "usr_48213", note: "note_01jd3m1zq8e2r9v7c4x5t6w8ya" };

export const listNotesOperation = listOperation({
  id: "listNotes",
  path: "/customers/{customer}/notes",
  group,
  scope: "customers:read",
  summary: "List the notes of a customer",
  description: "The newest first, over all profiles of the customer. Deleted ones are left out.",
  params: customerParams,
  item: noteResource,
  examples: { params: { customer: example.customer } },
  run: async ({ ctx, params, page }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    const { rows, nextCursor } = await listNotes(ctx, customer, page);
    return { data: rows.map(showNote), nextCursor };
  },
});

export const addNoteOperation = operation({
  id: "addNote",
  method: "POST",
  path: "/customers/{customer}/notes",
  group,
  scope: write,
  summary: "Add a note",
  description:
    "Markdown, as long as the project allows: 255 code points unless it says otherwise, and 10 notes per customer. Endpoints hear `note.created`.",
  params: customerParams,
  body: addNoteInput.omit({ customer: true }),
  status: 201,
  answer: noteResource,
  examples: { params: { customer: example.customer }, body: { body: "Writes in **Swedish**." } },
  run: async ({ ctx, params, body }) => {
    const customer = await customerId(ctx, params.customer);
    const { noteId } = await addNote(ctx, { ...body, customer });
    return shownNote(ctx, { customer, note: noteId });
  },
});

export const getNoteOperation = operation({
  id: "getNote",
  method: "GET",
  path: "/customers/{customer}/notes/{note}",
  group,
  scope: "customers:read",
  summary: "Get a note",
  params: noteParams,
  answer: noteResource,
  examples: { params: example },
  run: ({ ctx, params }) => shownNote(ctx, params),
});

export const editNoteOperation = operation({
  id: "editNote",
  method: "PATCH",
  path: "/customers/{customer}/notes/{note}",
  group,
  scope: write,
  summary: "Edit a note",
  description:
    "Name the version that you read. Where someone else has saved since, the answer is 409 and nothing changes: get the note again.",
  params: noteParams,
  body: editNoteInput.omit({ customer: true, note: true }),
  answer: noteResource,
  examples: { params: example, body: { version: 1, body: "Writes in **Danish**." } },
  run: async ({ ctx, params, body }) => {
    await editNote(ctx, { ...body, ...(await oneNote(ctx, params)) });
    return shownNote(ctx, params);
  },
});

export const deleteNoteOperation = silentOperation({
  id: "deleteNote",
  method: "DELETE",
  path: "/customers/{customer}/notes/{note}",
  group,
  scope: write,
  summary: "Delete a note",
  description: "It can be restored.",
  params: noteParams,
  examples: { params: example },
  run: async ({ ctx, params }) => deleteNote(ctx, await oneNote(ctx, params)),
});

export const restoreNoteOperation = operation({
  id: "restoreNote",
  method: "POST",
  path: "/customers/{customer}/notes/{note}/restore",
  group,
  scope: write,
  summary: "Restore a deleted note",
  params: noteParams,
  answer: noteResource,
  examples: { params: example },
  run: async ({ ctx, params }) => {
    await restoreNote(ctx, await oneNote(ctx, params));
    return shownNote(ctx, params);
  },
});

export const pinNoteOperation = silentOperation({
  id: "pinNote",
  method: "PUT",
  path: "/customers/{customer}/notes/{note}/pin",
  group,
  scope: write,
  summary: "Pin a note",
  params: noteParams,
  examples: { params: example },
  run: async ({ ctx, params }) => pinNote(ctx, await oneNote(ctx, params)),
});

export const unpinNoteOperation = silentOperation({
  id: "unpinNote",
  method: "DELETE",
  path: "/customers/{customer}/notes/{note}/pin",
  group,
  scope: write,
  summary: "Unpin a note",
  params: noteParams,
  examples: { params: example },
  run: async ({ ctx, params }) => unpinNote(ctx, await oneNote(ctx, params)),
});

export const listNoteVersionsOperation = operation({
  id: "listNoteVersions",
  method: "GET",
  path: "/customers/{customer}/notes/{note}/versions",
  group,
  scope: "customers:read",
  summary: "List the versions of a note",
  description: "What the note said over time, the present words first; the last 100.",
  params: noteParams,
  answer: z.strictObject({ data: z.array(noteVersionResource) }),
  examples: { params: example },
  run: async ({ ctx, params }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    const { id } = await getNote(ctx, customer, params.note);
    return { data: (await listNoteVersions(ctx, id)).map(showNoteVersion) };
  },
});

async function shownNote(ctx: Ctx, params: { customer: string; note: string }) {
  return showNote(await getNote(ctx, await getCustomerByAnyId(ctx, params.customer), params.note));
}

async function oneNote(ctx: Ctx, params: { customer: string; note: string }) {
  return { customer: await customerId(ctx, params.customer), note: params.note };
}

async function customerId(ctx: Ctx, anyId: string): Promise<string> {
  return showId("profile", (await getCustomerByAnyId(ctx, anyId)).id);
}

export const noteOperations = [
  listNotesOperation,
  addNoteOperation,
  getNoteOperation,
  editNoteOperation,
  deleteNoteOperation,
  restoreNoteOperation,
  pinNoteOperation,
  unpinNoteOperation,
  listNoteVersionsOperation,
];
