import { expect, test } from "vitest";
import { markdownOf } from "./markdown";
import { operations } from "./operations";
import { referenceOf } from "./reference";

const reference = referenceOf(operations, "https://console.example.com");

test("docs/api.md is what the operations say (npx vitest run --project unit lib/openapi -u)", async () => {
  await expect(markdownOf(reference)).toMatchFileSnapshot("../../docs/api.md");
});

test("every type that has a name stands in the reference", () => {
  const names = new Set(reference.shapes.map((shape) => shape.name));
  const described = reference.groups.flatMap(({ operations: own }) => own);
  const types = [
    ...described.flatMap((one) => [one.answer ?? [], ...one.answerFields.map((field) => field.type)]),
    ...described.flatMap((one) => [...one.parameters, ...(one.body ?? [])].map((field) => field.type)),
    ...reference.shapes.flatMap((shape) => [shape.type, ...shape.fields.map((field) => field.type)]),
  ];
  const referred = types.flat().flatMap(({ shape }) => shape ?? []);
  expect(referred.length).toBeGreaterThan(5);
  expect(referred.filter((name) => !names.has(name))).toEqual([]);
});

test("every example can be pasted: no part of the address is left open", () => {
  for (const { operations: own } of reference.groups)
    for (const { id, curl } of own) expect(curl, id).not.toMatch(/[{}](?![^']*'$)|%7B/);
});
