import { expect, it } from "vitest";
import { profileFromClaims, profileFromGithub } from "./verified-profile";

const claims = { sub: "248289761001", email: "Anna@Example.com", email_verified: true, name: "Anna" };

it("takes subject, name and the verified address, which it writes small", () => {
  expect(profileFromClaims(claims)).toEqual({
    id: "248289761001",
    name: "Anna",
    email: "anna@example.com",
    image: null,
  });
  expect(profileFromClaims({ ...claims, email_verified: "true" })).not.toBeNull();
});

it.each([
  { email_verified: false },
  { email_verified: "false" },
  { email_verified: undefined },
  { email_verified: 1 },
  { email: undefined },
  { email: "anna@example.com@evil.example" },
  { email: "anna\u212a@example.com" },
  { email: "anna\uff20example.com" },
  { sub: "" },
  { sub: undefined },
])("knows nobody with %j", (change) => {
  expect(profileFromClaims({ ...claims, ...change })).toBeNull();
});

const user = { id: 42, login: "anna", name: null, email: "public@example.com" };

it("takes the primary verified address of a GitHub account, not the public one", () => {
  const emails = [
    { email: "other@example.com", primary: false, verified: true },
    { email: "Primary@example.com", primary: true, verified: true },
  ];
  expect(profileFromGithub(user, emails)).toEqual({
    id: "42",
    name: "anna",
    email: "primary@example.com",
    image: null,
  });
});

it("knows nobody at GitHub without a primary verified address", () => {
  expect(profileFromGithub(user, [{ email: "a@example.com", primary: true, verified: false }])).toBeNull();
  expect(profileFromGithub(user, [{ email: "a@example.com", primary: false, verified: true }])).toBeNull();
  expect(profileFromGithub(user, null)).toBeNull();
  expect(profileFromGithub(null, [])).toBeNull();
});
