import { expect, test } from "vitest";
import { reservedWords } from "./reserved-words";

test("a reserved key says what it stands for", () => {
  expect(reservedWords("$mediaSource")).toEqual(expect.any(String));
  expect(reservedWords("$amplitudeUserId")).toBe("Id at Amplitude (user id)");
});

test("a key that a page may choose stands for nothing, whatever JavaScript's objects are born with", () => {
  for (const key of ["plan", "hasOwnProperty", "constructor", "toString"])
    expect(reservedWords(key)).toBeNull();
});
