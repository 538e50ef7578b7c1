import fc from "fast-check";
import { expect, it } from "vitest";
import { parseStrictJson } from "./strict-json";

it("reads what JSON.parse reads", () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: "grapheme", maxDepth: 5 }), (text) => {
      if (/\\u(0000|d)|__proto__/.test(text)) return;
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

it("refuses a name that stands twice in one object, however it is written", () => {
  for (const text of ['{"a":1,"a":2}', '{"b":[{"a":{},"\\u0061" :2}]}', '{"a":"}","b":{"c":1},"a":2}'])
    expect(() => parseStrictJson(text), text).toThrow(/twice/);
  for (const text of ['[{"a":1},{"a":2}]', '{"a":{"a":1}}', '{"a":"b","b":"a"}', '["a","a"]'])
    expect(() => parseStrictJson(text), text).not.toThrow();
});

it("refuses what no text column can hold, and nesting without end", () => {
  for (const text of ['{"a":"\\u0000"}', '{"\\u0000":1}', '["\\ud800"]', '"\\udc00x"'])
    expect(() => parseStrictJson(text), text).toThrow(/cannot be stored/);
  expect(() => parseStrictJson("[".repeat(1_000) + "]".repeat(1_000))).toThrow(/levels deep/);
  expect(() => parseStrictJson('{"a":[{"__proto__":1}]}')).toThrow(/__proto__/);
  expect(() => parseStrictJson("{")).toThrow(/not JSON/);
});
