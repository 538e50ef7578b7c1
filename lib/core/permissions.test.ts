import { expect, test } from "vitest";
import { can, isWithinRank, type Permission, permissions, roleCan, roles } from "./permissions";

const all = Object.keys(permissions) as Permission[]; // keys of a literal object

test("an owner may do everything", () => {
  expect(all.filter((permission) => !roleCan("owner", permission))).toEqual([]);
});

test("a viewer only reads", () => {
  const held = all.filter((permission) => roleCan("viewer", permission));
  expect(held.length).toBeGreaterThan(0);
  expect(held.filter((permission) => !permission.endsWith(":read"))).toEqual([]);
});

test("nobody grants a role above their own", () => {
  for (const [rank, own] of roles.entries()) {
    expect(roles.filter((role) => isWithinRank(own, role))).toEqual(roles.slice(rank));
  }
});

test("a key may do what its scopes name and nothing else", () => {
  const key = { kind: "api_key", keyId: "k", scopes: ["customers:read"] } as const;
  expect(all.filter((permission) => can(key, permission))).toEqual(["customers:read"]);
});

test("providers and visitors decide nothing", () => {
  for (const permission of all) {
    expect(can({ kind: "provider", provider: "stripe", integrationId: "i" }, permission)).toBe(false);
    expect(can({ kind: "visitor", profileId: "p" }, permission)).toBe(false);
  }
});
