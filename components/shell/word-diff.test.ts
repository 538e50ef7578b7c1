import fc from "fast-check";
import { expect, it } from "vitest";
import { diffWords } from "./word-diff";

it("marks the words that went and came", () => {
  expect(diffWords("Prefers a refund. Was polite.", "Prefers a voucher. Was polite.")).toEqual([
    { text: "Prefers a ", change: "same" },
    { text: "refund.", change: "removed" },
    { text: "voucher.", change: "added" },
    { text: " Was polite.", change: "same" },
  ]);
  expect(diffWords("same", "same")).toEqual([{ text: "same", change: "same" }]);
});

it("gives both texts back whatever they are", () => {
  const word = fc.constantFrom("a", "b", " ", "\n", "c d", "🦊", "<b>");
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(""));
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), text, (before, after) => {
      const pieces = diffWords(before, after);
      const without = (change: string) =>
        pieces
          .filter((piece) => piece.change !== change)
          .map((piece) => piece.text)
          .join("");
      expect(without("added")).toBe(before);
      expect(without("removed")).toBe(after);
    }),
  );
});

it("takes a rewrite of ten thousand words as one change", () => {
  const words = (letter: string) => Array.from({ length: 5_000 }, (_, n) => `${letter}${n}`).join(" ");
  expect(diffWords(words("a"), words("b")).map(({ change }) => change)).toEqual(["removed", "added"]);
});
