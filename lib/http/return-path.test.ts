import fc from "fast-check";
import { expect, it } from "vitest";
import { returnPath, signInPath } from "./return-path";

it("keeps a path of this console with its query and fragment", () => {
  expect(returnPath("/nightleaf/customers?email=a%40b.example#top")).toBe(
    "/nightleaf/customers?email=a%40b.example#top",
  );
  expect(signInPath("/nightleaf/customers?page=2")).toBe("/sign-in?next=%2Fnightleaf%2Fcustomers%3Fpage%3D2");
  expect(signInPath("/")).toBe("/sign-in");
});

it.each([
  null,
  "",
  "customers",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "https://evil.example/",
  "http:/evil.example",
  "javascript:alert(1)",
  "/./%2e/..//evil.example",
  "/sign-in?next=/x",
  "/api/auth/callback/oidc",
  ` //evil.example`,
  `/${"x".repeat(3000)}`,
])("leads %j to the start page", (asked) => {
  expect(returnPath(asked)).toBe("/");
});

it("never leaves the origin, whatever is asked", () => {
  const parts = fc.array(
    fc.oneof(
      fc.constantFrom(
        "/",
        "//",
        "\\",
        ".",
        "..",
        ":",
        "@",
        "?",
        "#",
        "%2f",
        "%5c",
        "\t",
        "\n",
        "\r",
        "evil.example",
        "https:",
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(parts, (pieces) => {
      const path = returnPath(pieces.join(""));
      expect(new URL(path, "https://console.example").origin).toBe("https://console.example");
      expect(path).toMatch(/^\/(?![/\\])/);
    }),
    { numRuns: 5000 },
  );
});
