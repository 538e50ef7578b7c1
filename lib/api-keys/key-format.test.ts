import { crc32 as reference } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { crc32, isKey, newKey } from "./key-format";

it("makes keys that it knows again, and no two alike", () => {
  const keys = Array.from({ length: 500 }, () => newKey("pk"));
  expect(new Set(keys).size).toBe(500);
  for (const key of keys) {
    expect(key).toMatch(/^pk_[0-9A-Za-z]{49}$/);
    expect(isKey("pk", key)).toBe(true);
    expect(isKey("sk", key)).toBe(false);
  }
});

it("knows a mistyped key without asking the database", () => {
  const key = newKey("pk");
  for (let at = 3; at < key.length; at++) {
    const mistyped = key.slice(0, at) + (key[at] === "a" ? "b" : "a") + key.slice(at + 1);
    expect(isKey("pk", mistyped), mistyped).toBe(false);
  }
  expect(isKey("pk", "")).toBe(false);
  expect(isKey("pk", `${key}0`)).toBe(false);
});

it("computes the CRC32 that everyone else computes", () => {
  fc.assert(fc.property(fc.string(), (text) => crc32(text) === reference(text)));
});
