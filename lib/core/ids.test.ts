import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveId, findId, idPrefixes, isUuid, newId, parseId, showId } from "./ids";

const kinds = Object.keys(idPrefixes) as (keyof typeof idPrefixes)[]; // keys of a literal object

test("an id that was shown is read back as the same uuid", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(...kinds), (uuid, kind) => {
      expect(parseId(kind, showId(kind, uuid))).toBe(uuid);
    }),
  );
});

test("an id has a prefix and 26 characters, and keeps the order of its uuid", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (a, b) => {
      expect(showId("profile", a)).toMatch(/^pro_[0-9a-hjkmnp-tv-z]{26}$/);
      expect(showId("profile", a) < showId("profile", b)).toBe(a < b);
    }),
  );
});

test("prefixes are unique, so an id says what it is", () => {
  expect(new Set(Object.values(idPrefixes)).size).toBe(kinds.length);
});

test.each([
  ["the prefix of another kind", "ses_01h455vb4pex5vsknk084sn02q"],
  ["a letter outside the alphabet", "pro_01h455vb4pex5vsknk084sn02u"],
  ["upper case", "pro_01H455VB4PEX5VSKNK084SN02Q"],
  ["one character too few", "pro_01h455vb4pex5vsknk084sn02"],
  ["more than 128 bits", "pro_81h455vb4pex5vsknk084sn02q"],
  ["nothing", ""],
  ["a null byte", "pro_01h455vb4pex5vsknk084sn0\u00002"],
])("%s is not a profile id", (_, text) => {
  expect(findId("profile", text)).toBeNull();
  expect(() => parseId("profile", text)).toThrow(expect.objectContaining({ code: "invalid" }));
});

test("any text at all is either an id or null, never a crash", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const found = findId("profile", text);
      expect(found === null || isUuid(found)).toBe(true);
    }),
  );
});

test("new ids sort by the time they were made", () => {
  const early = newId(new Date("2026-01-01T00:00:00.000Z"));
  const late = newId(new Date("2026-01-01T00:00:00.001Z"));
  expect(early < late).toBe(true);
  expect(early[14]).toBe("7");
});

test("a derived id depends on each part and on where one part ends", () => {
  expect(deriveId("project", "visitor")).toBe(deriveId("project", "visitor"));
  expect(deriveId("a", "bc")).not.toBe(deriveId("ab", "c"));
  expect(deriveId("a", "b")).not.toBe(deriveId("b", "a"));
  expect(isUuid(deriveId("a"))).toBe(true);
  expect(deriveId("a")[14]).toBe("8");
});
