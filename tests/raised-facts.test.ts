import { expect, it } from "vitest";
import { arrayLiteral } from "@/lib/core/rows";
import { factsRaisedBy, troublesOf } from "./raised-facts";

const wrong = {
  id: "b",
  type: "note.created",
  payload: { noteId: "note_1", body: 'She said "no", {then} \\' },
};

it("reads the facts of an insert by values, wherever their columns stand", () => {
  const text = `insert into "domain_events" ("project_id", "id", "type", "payload", "dispatched_at") values ($1, $2, $3, $4, default), ($5, $6, $7, $8, default)`;
  const parameters = ["p", "a", "onboarding.started", '{"url":"x"}', "p", "b", wrong.type, wrong.payload];
  expect(factsRaisedBy(text, parameters)).toEqual([
    { id: "a", type: "onboarding.started", payload: { url: "x" } },
    wrong,
  ]);
});

it("reads the facts of an insert from arrays, with every character that their text may hold", () => {
  const text =
    "insert into domain_events (project_id, id, type, payload) select $1::uuid, id, type, payload from unnest($2::text::uuid[], $3::text::text[], $4::text::jsonb[]) as given(id, type, payload)";
  const lists = [
    ["a", "b"],
    ["note.created", wrong.type],
    [{}, wrong.payload],
  ].map(arrayLiteral);
  expect(factsRaisedBy(text, ["p", ...lists])).toEqual([
    { id: "a", type: "note.created", payload: {} },
    wrong,
  ]);
});

it("takes no other statement for one that raises facts", () => {
  expect(factsRaisedBy('select "payload" from "domain_events" where "id" = $1', ["a"])).toEqual([]);
  expect(factsRaisedBy('insert into "notes" ("id") values ($1)', ["a"])).toEqual([]);
});

it("says of each fact what its schema refuses, and which type nobody knows", () => {
  const troubles = troublesOf([wrong, { id: "c", type: "profile.renamed", payload: {} }]);
  expect(troubles.join("\n")).toMatch(
    /note\.created: note_id [\s\S]*noteId[\s\S]*profile\.renamed: is not in/,
  );
});
