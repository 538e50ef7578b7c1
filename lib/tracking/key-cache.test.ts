import { expect, test } from "vitest";
import { newKey } from "@/lib/api-keys/key-format";
import { createKeyCache } from "./key-cache";

const now = new Date("2026-11-20T12:00:00.000Z");

test("only a text that is a key of ours is looked up, and once in a while", async () => {
  const asked: string[] = [];
  const activeKey = createKeyCache(async (key) => {
    asked.push(key);
    return null;
  });
  const key = newKey("pk");
  const mistyped = key.slice(0, -1) + (key.endsWith("0") ? "1" : "0");
  for (const text of ["pk_abc", mistyped, newKey("sk"), key, key])
    expect(await activeKey(text, now)).toBeNull();
  expect(asked).toEqual([key]);
  await activeKey(key, new Date(now.getTime() + 6_000));
  expect(asked).toEqual([key, key]);
});
