import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { memberCtx } from "@/tests/factories";
import { read } from "./database";
import { partWithinTime, withinTime } from "./time-limit";

it("gives null for a read that takes too long", async () => {
  const ctx = await memberCtx("viewer");
  expect(await withinTime(ctx, 20, (tx) => tx.execute(sql`select pg_sleep(60)`))).toBeNull();
  expect(await withinTime(ctx, 10_000, async () => "done")).toBe("done");
});

it("lets a read go on, without the limit, after a part of it was cut off or done", async () => {
  const ctx = await memberCtx("viewer");
  const limitOf = async (tx: Parameters<Parameters<typeof read>[1]>[0]) => {
    const [row] = await tx.execute(sql`show statement_timeout`);
    return row?.statement_timeout;
  };
  await read(ctx, async (tx) => {
    const before = await limitOf(tx);
    expect(await partWithinTime(tx, 20, (part) => part.execute(sql`select pg_sleep(60)`))).toBeNull();
    expect(await limitOf(tx)).toBe(before);
    expect(await partWithinTime(tx, 5_000, limitOf)).toBe("5s");
    expect(await limitOf(tx)).toBe(before);
  });
});
