import fc from "fast-check";
import { expect, test } from "vitest";
import { driver } from "@/lib/core/database";
import { arrayLiteral } from "./rows";

const anyText = fc.string({ unit: "binary" }).map((text) => text.replaceAll("\u0000", ""));

test("PostgreSQL reads back the texts, nulls, times and objects of an array as they were", async () => {
  const row = fc.record({
    text: fc.option(fc.oneof(anyText, fc.constantFrom("", "NULL", "null", "\\", '"', "{a,b}", "\n\t\u007f"))),
    at: fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true }),
    json: fc.option(fc.dictionary(anyText, fc.oneof(anyText, fc.integer(), fc.boolean()))),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      const lists = [rows.map(({ text }) => text), rows.map(({ at }) => at), rows.map(({ json }) => json)];
      const found = await driver().unsafe(
        "select text, at, json from unnest($1::text::text[], $2::text::timestamptz[], $3::text::jsonb[]) as given(text, at, json)",
        lists.map(arrayLiteral),
      );
      expect(found.map(({ text, at, json }) => ({ text, at: new Date(at), json }))).toEqual(
        rows.map(({ json, ...others }) => ({ ...others, json: json && { ...json } })),
      );
    }),
    { numRuns: 100 },
  );
});
