import fc from "fast-check";
import { expect, it } from "vitest";
import { isAttribute } from "@/lib/attributes/rules";
import { mendedKey } from "./mended-key";

it("makes a legal key of what was typed", () => {
  expect(mendedKey("$favourite sound")).toBe("favourite_sound");
  expect(mendedKey("Crème brûlée?")).toBe("Creme_brulee");
  expect(mendedKey("goal")).toBeNull();
  expect(mendedKey("ключ")).toBeNull();
  expect(mendedKey("42")).toBeNull();
});

it("never offers a key that would be refused", () => {
  const piece = fc.constantFrom("a", "Z", "9", "_", "-", " ", "$", "é", "ж", "🦊", "\0", "\ud800", "\n", ".");
  const typed = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const key = mendedKey(text);
      if (key !== null) expect(isAttribute(key, "v")).toBe(true);
    }),
  );
});
