import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { profiles } from "@/db/schema/profiles";
import { memberCtx } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import type { Ctx } from "./ctx";
import { read, write } from "./database";

/** Both sides hold one row and want the other's: the database ends one of them. */
async function crossing(ctx: Ctx, first: string, second: string): Promise<number> {
  let runs = 0;
  const waiting: (() => void)[] = [];
  /** Both have their first row, before either asks for its second; a later run waits for nobody. */
  const bothHold = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length >= 2) for (const go of waiting) go();
    });
  const side = (own: string, other: string) =>
    write(ctx.projectId, async (tx) => {
      runs += 1;
      const mark = (id: string) =>
        tx
          .update(profiles)
          .set({ language: own === first ? "en" : "de" })
          .where(and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, id)));
      await mark(own);
      await bothHold();
      await mark(other);
    });
  await Promise.all([side(first, second), side(second, first)]);
  return runs;
}

it("a transaction that the database ended for the sake of another one runs again", async () => {
  const ctx = await memberCtx("owner");
  const [first, second] = [await makeProfile(ctx), await makeProfile(ctx)];
  expect(await crossing(ctx, first.id, second.id)).toBe(3);
  const rows = await read(ctx, (tx) =>
    tx.select({ language: profiles.language }).from(profiles).where(eq(profiles.projectId, ctx.projectId)),
  );
  // Whichever came last wrote both.
  expect(new Set(rows.map(({ language }) => language)).size).toBe(1);
});

it("any other fault is not tried again", async () => {
  const ctx = await memberCtx("owner");
  let runs = 0;
  const failing = write(ctx.projectId, async () => {
    runs += 1;
    throw Object.assign(new Error("taken"), { code: "23505" });
  });
  await expect(failing).rejects.toThrow("taken");
  expect(runs).toBe(1);
});
