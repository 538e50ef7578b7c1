import fc from "fast-check";
import { expect, it } from "vitest";
import { slugFor } from "./slug";

it("makes an address out of any name", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 90 }),
      fc.integer({ min: 1, max: 999_999 }),
      (name, attempt) => {
        const slug = slugFor(name, attempt);
        expect(slug).toMatch(/^[a-z0-9](-?[a-z0-9])*$/);
        expect(slug.length).toBeLessThanOrEqual(48);
      },
    ),
  );
});

it("keeps clear of the console's own pages", () => {
  expect(slugFor("Sign in", 1)).toBe("sign-in-project");
  expect(slugFor("API", 2)).toBe("api-project-2");
});
