import type { ApiCase, Call, World } from "./api-cases";

const at = ({ customer }: World) => `/customers/${customer}/notes`;
const body = "Writes in **Swedish**";

/** The only note that the customer has: their number is limited, and each case begins anew. */
async function onlyNote(call: Call, world: World): Promise<{ note: string }> {
  for (const note of idsIn(await call({ method: "GET", path: `${at(world)}?limit=500` })))
    await call({ method: "DELETE", path: `${at(world)}/${note}` });
  await call({ method: "POST", path: at(world), body: { body } });
  const [note = "none"] = idsIn(await call({ method: "GET", path: at(world) }));
  return { note };
}

async function deletedNote(call: Call, world: World): Promise<{ note: string }> {
  const { note } = await onlyNote(call, world);
  await call({ method: "DELETE", path: `${at(world)}/${note}` });
  return { note };
}

function idsIn({ text }: { text: string }): string[] {
  return [...text.matchAll(/"id":"(note_[a-z0-9]{26})"/g)].map(([, id = ""]) => id);
}

export const noteCases: Record<string, ApiCase> = {
  listNotes: {
    scope: "customers:read",
    prepare: onlyNote,
    request: (world) => ({ method: "GET", path: `/customers/${world.userId}/notes?limit=1` }),
    status: 200,
    answer: ({ customer }, { note }) => ({
      data: [
        { id: note, profileId: customer, body, version: 1, author: { kind: "api_key" }, pinnedAt: null },
      ],
      pagination: { hasMore: false, nextCursor: null },
    }),
    bad: (world) => [
      { path: `${at(world)}?limit=0`, field: "limit" },
      { path: `${at(world)}?cursor=nowhere`, field: "cursor" },
      { path: `${at(world)}?unknown=1`, field: "input" },
    ],
    namesRecord: true,
  },
  addNote: {
    scope: "notes:write",
    prepare: deletedNote,
    request: (world) => ({ method: "POST", path: at(world), body: { body: "One more 🦊" } }),
    status: 201,
    answer: () => ({ body: "One more 🦊", version: 1, authorName: "Key Contract", editedAt: null }),
    bad: () => [
      { body: {}, field: "body" },
      { body: { body: " \n " }, field: "body" },
      { body: { body: 7 }, field: "body" },
      { body: { body: "🦊".repeat(256) }, field: "body" },
      { body: { body: "x", customer: "pro_x" }, field: "input" },
    ],
    namesRecord: true,
  },
  getNote: {
    scope: "customers:read",
    prepare: onlyNote,
    request: (world, { note }) => ({ method: "GET", path: `${at(world)}/${note}` }),
    status: 200,
    answer: (_, { note }) => ({ id: note, body }),
    bad: (world, { note }) => [{ path: `${at(world)}/${note}?x=1`, field: "input" }],
    namesRecord: true,
  },
  editNote: {
    scope: "notes:write",
    prepare: onlyNote,
    request: (world, { note }) => ({
      method: "PATCH",
      path: `${at(world)}/${note}`,
      body: { version: 1, body: "Writes in Danish" },
    }),
    status: 200,
    answer: (_, { note }) => ({ id: note, body: "Writes in Danish", version: 2 }),
    bad: () => [
      { body: { body: "Without a version" }, field: "version" },
      { body: { version: 1, body: "" }, field: "body" },
      { body: { version: "1", body: "x" }, field: "version" },
    ],
    namesRecord: true,
  },
  deleteNote: {
    scope: "notes:write",
    prepare: onlyNote,
    request: (world, { note }) => ({ method: "DELETE", path: `${at(world)}/${note}` }),
    status: 204,
    bad: (world) => [{ path: `${at(world)}/note_1`, field: "note" }],
    namesRecord: true,
  },
  restoreNote: {
    scope: "notes:write",
    prepare: deletedNote,
    request: (world, { note }) => ({ method: "POST", path: `${at(world)}/${note}/restore` }),
    status: 200,
    answer: (_, { note }) => ({ id: note, body }),
    bad: (world) => [{ path: `${at(world)}/note_1/restore`, field: "note" }],
    namesRecord: true,
  },
  pinNote: {
    scope: "notes:write",
    prepare: onlyNote,
    request: (world, { note }) => ({ method: "PUT", path: `${at(world)}/${note}/pin` }),
    status: 204,
    bad: (world) => [{ path: `${at(world)}/note_1/pin`, field: "note" }],
    namesRecord: true,
  },
  unpinNote: {
    scope: "notes:write",
    prepare: onlyNote,
    request: (world, { note }) => ({ method: "DELETE", path: `${at(world)}/${note}/pin` }),
    status: 204,
    bad: (world) => [{ path: `${at(world)}/note_1/pin`, field: "note" }],
    namesRecord: true,
  },
  listNoteVersions: {
    scope: "customers:read",
    prepare: onlyNote,
    request: (world, { note }) => ({ method: "GET", path: `${at(world)}/${note}/versions` }),
    status: 200,
    answer: () => ({ data: [{ version: 1, body, author: { kind: "api_key" } }] }),
    bad: (world, { note }) => [{ path: `${at(world)}/${note}/versions?limit=1`, field: "input" }],
    namesRecord: true,
  },
};
