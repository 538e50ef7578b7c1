import { expect, test } from "vitest";
import { isBlockedEverywhere } from "./blocked";
import { canonicalIds } from "./circles";
import { eventIdOf } from "./event-id";
import { logInOutcome } from "./log-in";

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const anonymous = "$RCAnonymousID:0123456789abcdef0123456789abcdef";

test("events name a customer by the identified alias seen last, else by the alias seen last, else by any", () => {
  const old = { value: "usr_1", lastSeenAt: at(1) };
  const late = { value: "usr_2", lastSeenAt: at(2) };
  const unnamed = { value: anonymous, lastSeenAt: at(9) };
  const never = { value: "usr_0", lastSeenAt: null };
  expect(eventIdOf([old, unnamed, late, never])).toBe("usr_2");
  expect(eventIdOf([never, unnamed])).toBe(anonymous);
  expect(eventIdOf([never])).toBe("usr_0");
  expect(eventIdOf([])).toBeNull();
});

test("values that apps send for nobody are no ids, in any case and with spaces around them", () => {
  const blocked = ["no_user", "NULL", " none ", "nil", "(null)", "NaN", "\\x00", "\0", "", "Unidentified"];
  blocked.push("undefined", "unknown", "anonymous", "guest", "-1", "0", "[]", "{}", "[object Object]", "a/b");
  expect(blocked.filter((value) => !isBlockedEverywhere(value))).toEqual([]);
  const fine = ["usr_1", "00", "guest-7", anonymous, "nobody@example.com", "null null"];
  expect(fine.filter(isBlockedEverywhere)).toEqual([]);
});

test("logging in joins only an anonymous id, and only with someone who has none yet", () => {
  const known = { targetExists: true, targetHasAnonymousAlias: false };
  const nobody = { targetExists: false, targetHasAnonymousAlias: false };
  const taken = { targetExists: true, targetHasAnonymousAlias: true };
  expect(logInOutcome({ isAnonymous: true, ...nobody })).toBe("alias");
  expect(logInOutcome({ isAnonymous: true, ...known })).toBe("merge");
  expect(logInOutcome({ isAnonymous: true, ...taken })).toBe("switch");
  for (const target of [nobody, known, taken])
    expect(logInOutcome({ isAnonymous: false, ...target })).toBe("switch");
});

test("profiles belong to the oldest of those that merges join them with", () => {
  const members = ["d", "b", "a", "c"].map((id, index) => ({ id, createdAt: at(9 - index) }));
  const joints = [
    { customerId: "a", mergedId: "b" },
    { customerId: "c", mergedId: "b" },
  ];
  expect(Object.fromEntries(canonicalIds(members, joints))).toEqual({ a: "c", b: "c", c: "c", d: "d" });
  expect(Object.fromEntries(canonicalIds(members, joints.slice(0, 1)))).toEqual({
    a: "a",
    b: "a",
    c: "c",
    d: "d",
  });
});
