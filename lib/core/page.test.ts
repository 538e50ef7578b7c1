import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cursor, cursorInstant, instantCursor, pageOf, parseCursor, showCursor } from "./page";

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    value: String(i).padStart(4, "0"),
    id: `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
  }));

function walk(all: ReturnType<typeof rowsOf>, limit: number, cursor: Cursor | null) {
  const place = (row: { value: string; id: string }) => row;
  if (!cursor) return pageOf(all.slice(0, limit + 1), limit, cursor, place);
  const found =
    cursor.direction === "after"
      ? all.filter((row) => row.value > cursor.value)
      : all.filter((row) => row.value < cursor.value).reverse();
  return pageOf(found.slice(0, limit + 1), limit, cursor, place);
}

test("pages forward and back show every row once, in list order", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }), (count, limit) => {
      const all = rowsOf(count);
      const seen = [];
      let page = walk(all, limit, null);
      expect(page.previousCursor).toBeNull();
      const pages = [page];
      seen.push(...page.rows);
      while (page.nextCursor) {
        page = walk(all, limit, parseCursor(page.nextCursor));
        pages.push(page);
        seen.push(...page.rows);
      }
      expect(seen).toEqual(all);

      for (let i = pages.length - 1; i > 0; i--) {
        const back = pages[i]?.previousCursor;
        expect(back).not.toBeNull();
        expect(walk(all, limit, parseCursor(back ?? "")).rows).toEqual(pages[i - 1]?.rows);
      }
    }),
  );
});

test("a cursor is read back as it was written", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("after" as const, "before" as const),
      fc.string({ maxLength: 40 }),
      fc.uuid(),
      (direction, value, id) => {
        expect(parseCursor(showCursor({ direction, value, id }))).toEqual({ direction, value, id });
      },
    ),
  );
});

test("anything else is invalid, whatever it holds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      expect(() => parseCursor(text)).toThrow(expect.objectContaining({ code: "invalid" }));
    }),
  );
});

test("a time that the database does not know is no place in a list", () => {
  const id = "00000000-0000-4000-8000-000000000000";
  for (const value of [
    "0000-01-01T00:00:00.000Z",
    "-000001-01-01T00:00:00.000Z",
    "+010000-01-01T00:00:00.000Z",
  ]) {
    const cursor: Cursor = { direction: "after", value, id };
    expect(() => cursorInstant(cursor)).toThrow(expect.objectContaining({ code: "invalid" }));
    expect(instantCursor.parse(showCursor(cursor))).toBeUndefined();
  }
  expect(cursorInstant({ direction: "after", value: "0001-01-01T00:00:00.000Z", id }).getTime()).toBeLessThan(
    0,
  );
});
