import { expect, test } from "vitest";
import { type ActiveMerge, holderOf, valueSum } from "./winners";

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const member = (id: string, email: string | null, seen: number) => ({
  id,
  customerId: "a",
  email,
  userId: null,
  lastSeenAt: at(seen),
});
const merge = (mergedId: string, day: number, winners: Record<string, string>): ActiveMerge => ({
  id: `merge of ${mergedId}`,
  customerId: "a",
  mergedId,
  winners,
  createdAt: at(day),
});
const chosen = (id: string, beaten: string | null) => ({ email: id, email_beaten: valueSum(beaten) });
const shown = (members: ReturnType<typeof member>[], merges: ActiveMerge[]) =>
  holderOf("email", members, merges)?.email ?? null;

test("the canonical profile's value is shown, else the one seen last", () => {
  expect(shown([member("a", "a@x", 1), member("b", "b@x", 9)], [])).toBe("a@x");
  expect(shown([member("a", null, 9), member("b", "b@x", 1), member("c", "c@x", 5)], [])).toBe("c@x");
  expect(shown([member("a", null, 1)], [])).toBeNull();
});

test("what was chosen when merging is shown, the latest choice first", () => {
  const members = [member("a", "a@x", 1), member("b", "b@x", 2), member("c", "c@x", 3)];
  const first = merge("b", 1, chosen("b", "a@x"));
  expect(shown(members, [first])).toBe("b@x");
  expect(shown(members, [first, merge("c", 2, chosen("c", "a@x"))])).toBe("c@x");
  expect(shown(members, [first, merge("c", 2, chosen("a", "a@x"))])).toBe("a@x");
});

test("a choice gives way to a value that the canonical profile has got since, and to the loss of its own", () => {
  const choice = merge("b", 1, chosen("b", "a@x"));
  expect(shown([member("a", "new@x", 1), member("b", "b@x", 2)], [choice])).toBe("new@x");
  expect(shown([member("a", "a@x", 1), member("b", null, 2)], [choice])).toBe("a@x");
});

test("a chosen profile that was taken out leaves its part to the side that it stood on", () => {
  const outer = merge("b", 2, chosen("gone", "a@x"));
  expect(shown([member("a", "a@x", 1), member("b", "b@x", 2)], [outer])).toBe("b@x");
  const elsewhere = merge("z", 3, chosen("z", "a@x"));
  expect(shown([member("a", "a@x", 1), member("b", "b@x", 2)], [elsewhere])).toBe("a@x");
});
