import { expect, it } from "vitest";
import { factWords } from "./fact-words";

const words = (type: string, payload: Record<string, unknown> = {}) => factWords({ type, payload });

it("says what changed of a person, from what to what", () => {
  const payload = { email: "b@x.example", user_id: "u1", previous: { email: "a@x.example" } };
  expect(words("profile.updated", payload).sentence).toBe("Email changed from a@x.example to b@x.example");
  expect(words("profile.updated", { user_id: "u1", previous: { user_id: null } }).sentence).toBe(
    "User ID set to u1",
  );
  expect(words("profile.updated", { email: null, previous: { email: "a@x.example" } }).sentence).toBe(
    "Email removed",
  );
  expect(words("profile.updated").sentence).toBe("Profile changed");
});

it("says what was allowed, which attributes, and shows an unknown type as it is", () => {
  expect(words("consent.updated", { purpose: "analytics", state: "denied" }).sentence).toBe(
    "Refused analytics",
  );
  const attributes = { goal: "sleep", age: null };
  expect(words("attributes.updated", { attributes }).detail).toBe("goal: sleep, age deleted");
  expect(words("subscription.renewed").sentence).toBe("subscription.renewed");
});
