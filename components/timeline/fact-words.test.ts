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
  expect(words("profile.updated", { tags: ["vip"], previous: { tags: ["new"] } }).sentence).toBe(
    "Tagged vip; Tag new removed",
  );
  expect(words("profile.updated").sentence).toBe("Profile changed");
});

it("says what was allowed, which attributes, and shows an unknown type as it is", () => {
  expect(words("consent.updated", { purpose: "analytics", state: "denied" }).sentence).toBe(
    "Refused analytics",
  );
  expect(words("attributes.updated", { attributes: { goal: "sleep", age: null } }).detail).toBe(
    "goal: sleep, age removed",
  );
  expect(
    words("attributes.updated", {
      attributes: { goal: "focus", plan: "pro", old: null },
      previous: { goal: "sleep", plan: null, old: "x" },
    }).detail,
  ).toBe("goal: sleep → focus, plan: pro, old: x removed");
  expect(words("subscription.renewed").sentence).toBe("subscription.renewed");
});

it("says what was audited, with the reason or what changed, but not what a deleted note said", () => {
  expect(words("note.delete", { before: { body: "secret" } })).toEqual({ sentence: "Note deleted" });
  expect(words("note.edit", { before: { body: "a" }, after: { body: "b" } }).detail).toBe("body: a → b");
  expect(words("erasure.request", { reason: "Asked by letter", after: {} }).detail).toBe("Asked by letter");
  expect(words("thing.do", { before: { size: 1 } })).toEqual({
    sentence: "thing.do",
    detail: "size: 1 removed",
  });
});
